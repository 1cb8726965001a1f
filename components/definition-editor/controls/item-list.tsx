'use client';

import { ArrowDown, ArrowUp, ChevronRight, Plus, Trash2 } from 'lucide-react';
import clsx from 'clsx';
import { useId, useState, type ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { formatCount, formatQuantity } from '@/lib/format';
import { placeOf, textAt, type JsonPath } from '../draft/json-path';
import { useDraftPlace, useDraftStore, useIssues } from '../draft/use-draft';
import { isWithin, useReveal } from '../draft/use-reveal';

/** So many are drawn at first; more would make the page slow to open. */
const SHOWN_FIRST = 100;

interface ItemListProps {
  path: JsonPath;
  /** `field`: what one of them is called. */
  noun: string;
  /** What is said where there is none. */
  empty: string;
  /** A new one. */
  create: (items: readonly unknown[]) => unknown;
  /** What a folded one shows. */
  summary: (path: JsonPath, item: unknown) => ReactNode;
  /** What an unfolded one shows below. */
  details: (path: JsonPath, item: unknown) => ReactNode;
  /** Whether one must stay. */
  keepsOne?: boolean;
}

/** Things in an order, each of which unfolds; they are added, moved and taken out. */
export function ItemList(props: ItemListProps): ReactNode {
  const { path, noun, empty, create, keepsOne = false } = props;
  const store = useDraftStore();
  const { value } = useDraftPlace(path);
  const { reveal, toggle } = useReveal();
  const [limit, setLimit] = useState(SHOWN_FIRST);
  const items: readonly unknown[] = Array.isArray(value) ? value : [];

  const place = (index: number) => placeOf([...path, index]);
  const change = (next: readonly unknown[]) => {
    // Which are unfolded goes by their numbers, which are others now.
    for (const index of items.keys()) toggle(place(index), false);
    store.set(path, next.length > 0 || keepsOne ? next : undefined);
  };
  const add = () => {
    store.set(path, [...items, create(items)]);
    setLimit((shown) => Math.max(shown, items.length + 1));
    reveal(`${place(items.length)}.name`);
  };
  const move = (from: number, to: number) => {
    const next = items.toSpliced(from, 1).toSpliced(to, 0, items[from]);
    change(next);
    toggle(place(to), true);
  };
  return (
    <div>
      {items.length === 0 ? <p className="px-4 py-4 text-muted">{empty}</p> : null}
      <ul className="divide-y" aria-label={`${noun}s`}>
        {items.slice(0, limit).map((item, index) => (
          <Item
            key={index}
            {...props}
            item={item}
            index={index}
            onMoveUp={index > 0 ? () => move(index, index - 1) : null}
            onMoveDown={index < items.length - 1 ? () => move(index, index + 1) : null}
            onRemove={
              keepsOne && items.length === 1 ? null : () => change(items.filter((_, at) => at !== index))
            }
          />
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-3 border-t px-4 py-3">
        <Button size="sm" onClick={add}>
          <Plus aria-hidden />
          Add a {noun}
        </Button>
        {items.length > limit ? (
          <Button size="sm" variant="quiet" onClick={() => setLimit(items.length)}>
            Show all {formatCount(items.length)}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

interface ItemProps extends ItemListProps {
  item: unknown;
  index: number;
  onMoveUp: (() => void) | null;
  onMoveDown: (() => void) | null;
  onRemove: (() => void) | null;
}

function Item({ item, index, onMoveUp, onMoveDown, onRemove, ...list }: ItemProps): ReactNode {
  const { open, toggle } = useReveal();
  const path = [...list.path, index];
  const place = placeOf(path);
  const isOpen = open.has(place);
  const detailsId = useId();
  const problems = useIssues().filter((issue) => isWithin(issue.path, place)).length;
  const name = textAt(item, ['name']) || `${list.noun} ${index + 1}`;
  return (
    <li className="[contain-intrinsic-size:auto_3.5rem] [content-visibility:auto]">
      <div className="flex items-start gap-2 py-2 pr-3 pl-2">
        <IconButton
          label={`${isOpen ? 'Fold' : 'Unfold'} ${name}`}
          aria-expanded={isOpen}
          aria-controls={detailsId}
          onClick={() => toggle(place, !isOpen)}
          className="mt-0.5"
        >
          <ChevronRight className={clsx('transition-transform', isOpen && 'rotate-90')} />
        </IconButton>
        <div className="min-w-0 flex-1">{list.summary(path, item)}</div>
        {problems > 0 && !isOpen ? <Badge tone="bad">{formatQuantity(problems, 'problem')}</Badge> : null}
        <IconButton
          label={`Take ${name} out`}
          disabled={!onRemove}
          onClick={() => onRemove?.()}
          className="mt-0.5"
        >
          <Trash2 />
        </IconButton>
      </div>
      <div id={detailsId}>
        {isOpen ? (
          <div className="flex flex-col gap-4 bg-canvas px-4 py-4 sm:pl-12">
            {list.details(path, item)}
            <div className="flex gap-2">
              <Button size="sm" variant="quiet" disabled={!onMoveUp} onClick={() => onMoveUp?.()}>
                <ArrowUp aria-hidden />
                Move up
              </Button>
              <Button size="sm" variant="quiet" disabled={!onMoveDown} onClick={() => onMoveDown?.()}>
                <ArrowDown aria-hidden />
                Move down
              </Button>
            </div>
          </div>
        ) : null}
      </div>
    </li>
  );
}

/** A name that no other of a list has: `rule`, `rule-2`, … */
export function freeName(items: readonly unknown[], stem: string, joint = '-'): string {
  const taken = new Set(items.map((item) => textAt(item, ['name'])));
  let name = stem;
  for (let number = 2; taken.has(name); number += 1) name = `${stem}${joint}${number}`;
  return name;
}
