'use client';

import { useEffect, useState, type ReactNode } from 'react';
import { formatAgo, formatDateTime } from '@/lib/format';

const REFRESH_MS = 15_000;

/** How long ago something was; the exact time on hover. It keeps itself up to date. */
export function TimeAgo({ iso }: { iso: string }): ReactNode {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={iso} title={formatDateTime(iso)} className="whitespace-nowrap">
      {formatAgo(iso, now)}
    </time>
  );
}
