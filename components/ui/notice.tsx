import clsx from 'clsx';
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

const KINDS = {
  info: { icon: Info, className: 'bg-sunken text-ink' },
  good: { icon: CircleCheck, className: 'bg-good-soft text-good' },
  warn: { icon: TriangleAlert, className: 'bg-warn-soft text-warn' },
  bad: { icon: CircleAlert, className: 'bg-bad-soft text-bad' },
};

interface NoticeProps {
  kind: keyof typeof KINDS;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

/** Something to know before going on. A bad one is read out as soon as it appears. */
export function Notice({ kind, title, children, action }: NoticeProps): ReactNode {
  const { icon: Icon, className } = KINDS[kind];
  return (
    <div
      role={kind === 'bad' ? 'alert' : 'status'}
      className={clsx('flex flex-wrap items-start gap-x-3 gap-y-2 rounded-lg px-4 py-3', className)}
    >
      <Icon aria-hidden className="mt-0.5 size-4.5 shrink-0" />
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-medium">{title}</p>
        {children ? <div className="break-words text-ink">{children}</div> : null}
      </div>
      {action}
    </div>
  );
}
