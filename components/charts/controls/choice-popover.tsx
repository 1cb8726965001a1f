'use client';

import { ListChecks } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { Input } from '@/components/ui/input';
import { Popover } from '@/components/ui/popover';
import { formatCount } from '@/lib/format';

/** From so many on they are searched, not looked through. */
const SEARCHED_FROM = 12;
const SHOWN_MAX = 100;

interface ChoicePopoverProps {
  label: string;
  /** On the button, before the count. */
  word: string;
  options: readonly { key: string; label: string }[];
  chosen: readonly string[];
  chosenMax: number;
  onChange: (keys: string[]) => void;
}

/** Some of many, at least one: the lines or the measures of a chart. */
export function ChoicePopover(props: ChoicePopoverProps): ReactNode {
  const { label, word, options, chosenMax } = props;
  const [search, setSearch] = useState('');
  const { chosen, choose } = useChosen(props);
  const wanted = search.trim().toLowerCase();
  const found = options.filter((option) => option.label.toLowerCase().includes(wanted));
  const toggle = (key: string, checked: boolean) =>
    choose(
      options.map((option) => option.key).filter((one) => (one === key ? checked : chosen.includes(one))),
    );
  const isFull = chosen.length >= chosenMax;
  return (
    <Popover
      label={label}
      trigger={
        <Button size="sm">
          <ListChecks aria-hidden />
          {word}
          <span className="text-faint tabular-nums">
            {formatCount(chosen.length)} of {formatCount(options.length)}
          </span>
        </Button>
      }
    >
      <fieldset className="flex w-60 flex-col">
        <legend className="mb-1 text-sm font-medium">{label}</legend>
        {options.length > SEARCHED_FROM ? (
          <Input
            aria-label={`Search in ${label}`}
            placeholder="Search"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        ) : null}
        {found.slice(0, SHOWN_MAX).map((option) => {
          const isChosen = chosen.includes(option.key);
          return (
            <Checkbox
              key={option.key}
              label={<span className="truncate">{option.label}</span>}
              checked={isChosen}
              disabled={isChosen ? chosen.length === 1 : isFull}
              onCheckedChange={(checked) => toggle(option.key, checked)}
            />
          );
        })}
        {found.length === 0 ? <p className="py-2 text-sm text-faint">Nothing of that name.</p> : null}
        {found.length > SHOWN_MAX ? (
          <p className="py-2 text-sm text-faint">
            {formatCount(found.length - SHOWN_MAX)} more: search for them.
          </p>
        ) : null}
        {isFull && options.length > chosenMax ? (
          <p className="pt-1 text-sm text-faint">At most {chosenMax} at once can be told apart.</p>
        ) : null}
      </fieldset>
    </Popover>
  );
}

/** The choice as it was clicked: the address, which it goes to, comes back with it only after the page was drawn. */
function useChosen({ chosen, onChange }: Pick<ChoicePopoverProps, 'chosen' | 'onChange'>) {
  const given = JSON.stringify(chosen);
  const [clicked, setClicked] = useState<{ over: string; keys: readonly string[] } | null>(null);
  const choose = (keys: string[]) => {
    setClicked({ over: given, keys });
    onChange(keys);
  };
  if (clicked && clicked.over !== given) setClicked(null);
  return { chosen: clicked?.over === given ? clicked.keys : chosen, choose };
}
