'use client';

import { useEffect, useState, type ReactNode } from 'react';
import { formatQuantity } from '@/lib/format';

const SECOND_MS = 1000;
/** Answers within this time need no words. */
const WORDS_AFTER_SECONDS = 2;

/** Says that rows are being read, and after a while for how long. It takes no room. */
export function SlowNote({ isWaiting }: { isWaiting: boolean }): ReactNode {
  return (
    <div className="relative z-30 h-0" role="status">
      {isWaiting ? <Waiting /> : null}
    </div>
  );
}

function Waiting(): ReactNode {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <>
      <span aria-hidden className="animate-wait absolute inset-x-0 top-0 block h-0.5 bg-accent" />
      {seconds >= WORDS_AFTER_SECONDS ? (
        <p className="animate-overlay absolute top-12 left-1/2 -translate-x-1/2 rounded-md border bg-surface px-3 py-2 text-sm whitespace-nowrap shadow-overlay">
          <span className="sr-only">Reading rows. </span>
          <span aria-hidden>Reading for {formatQuantity(seconds, 'second')}. </span>A narrower filter answers
          sooner.
        </p>
      ) : null}
    </>
  );
}
