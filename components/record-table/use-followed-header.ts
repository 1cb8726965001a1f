import { useEffect, useRef, type RefObject } from 'react';
import { findCell, HEADER_ROW } from '@/components/record-table/cell-places';

/** Within this time a column has come to its new place. */
const FOLLOW_MS = 3000;

interface FollowedHeader {
  /** Keeps the focus on a column's name while that goes to another place. */
  follow: (name: string) => void;
  /** Leaves it again when the focus has gone elsewhere. */
  leaveFor: (row: number, column: number) => void;
}

/** The browser takes the focus from an element that changes its place in the page; this one gives it back. */
export function useFollowedHeader(
  table: RefObject<HTMLElement | null>,
  columns: number,
  nameOf: (column: number) => string | undefined,
  headerAt: number,
): FollowedHeader {
  const followed = useRef<{ name: string; untilMs: number } | null>(null);
  useEffect(() => {
    const { name, untilMs } = followed.current ?? { name: '', untilMs: 0 };
    if (Date.now() > untilMs) return;
    const at = Array.from({ length: columns }, (_, column) => nameOf(column)).indexOf(name);
    if (at < 0) return;
    if (at !== headerAt || document.activeElement === document.body) {
      findCell(table.current, { row: HEADER_ROW, column: at })?.focus();
    }
  });
  return {
    follow: (name) => {
      followed.current = { name, untilMs: Date.now() + FOLLOW_MS };
    },
    leaveFor: (row, column) => {
      const isFollowed = row === HEADER_ROW && nameOf(column) === followed.current?.name;
      if (!isFollowed) followed.current = null;
    },
  };
}
