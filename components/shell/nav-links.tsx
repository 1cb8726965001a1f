'use client';

import clsx from 'clsx';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { useSession } from '@/components/auth/session-context';
import { DESTINATIONS, isWithin } from '@/components/shell/navigation';
import { may } from '@/lib/roles';

/** The entries of the navigation: in a column beside the page, or in a row under it on a phone. */
export function NavLinks({ layout }: { layout: 'rail' | 'bar' }): ReactNode {
  const pathname = usePathname();
  const session = useSession();
  const isRail = layout === 'rail';
  return (
    <ul className={isRail ? 'flex flex-col gap-0.5' : 'grid auto-cols-fr grid-flow-col'}>
      {DESTINATIONS.filter(({ needs }) => may(session, needs)).map(({ label, href, icon: Icon }) => {
        const isCurrent = isWithin(pathname, href);
        return (
          <li key={href}>
            <Link
              href={href}
              aria-current={isCurrent ? 'page' : undefined}
              className={clsx(
                'flex items-center transition-colors',
                isRail
                  ? 'h-9 gap-2.5 rounded-md px-2.5 font-medium'
                  : 'h-14 flex-col justify-center gap-1 text-xs font-medium -outline-offset-2',
                isCurrent
                  ? clsx('text-accent-strong', isRail && 'bg-accent-soft')
                  : clsx('text-muted hover:text-ink', isRail && 'hover:bg-sunken'),
              )}
            >
              <Icon aria-hidden className={isRail ? 'size-4.5' : 'size-5'} strokeWidth={1.75} />
              {label}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
