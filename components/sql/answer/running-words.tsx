'use client';

import { useEffect, useState, type ReactNode } from 'react';
import { formatDuration } from '@/lib/format';

const TICK_MS = 100;

/** How long a query runs already. */
export function RunningWords(): ReactNode {
  const [tenths, setTenths] = useState(0);
  useEffect(() => {
    const startedAt = performance.now();
    const timer = setInterval(
      () => setTenths(Math.round((performance.now() - startedAt) / TICK_MS)),
      TICK_MS,
    );
    return () => clearInterval(timer);
  }, []);
  return <span className="tabular-nums">{formatDuration(tenths / 10)}</span>;
}
