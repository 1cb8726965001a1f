import clsx from 'clsx';
import Link from 'next/link';
import type { ReactNode } from 'react';

interface TabLinksProps {
  label: string;
  current: string;
  tabs: readonly { id: string; label: ReactNode; href: string }[];
}

/** Tabs that are addresses: each is a page of its own that can be linked and gone back to. */
export function TabLinks({ label, current, tabs }: TabLinksProps): ReactNode {
  return (
    <nav aria-label={label} className="-mb-px flex gap-5 overflow-x-auto border-b">
      {tabs.map(({ id, label: text, href }) => (
        <Link
          key={id}
          href={href}
          aria-current={id === current ? 'page' : undefined}
          className={clsx(
            'border-b-2 px-0.5 pt-1 pb-2.5 font-medium whitespace-nowrap -outline-offset-2 transition-colors',
            id === current ? 'border-accent text-ink' : 'border-transparent text-muted hover:text-ink',
          )}
        >
          {text}
        </Link>
      ))}
    </nav>
  );
}
