import clsx from 'clsx';
import type { ComponentProps, ReactNode } from 'react';
import { Input } from '@/components/ui/input';
import type { ColumnType } from '@/lib/lake/columns';

const INPUT_TYPES: Partial<Record<ColumnType, string>> = {
  date: 'date',
  datetime: 'datetime-local',
  time: 'time',
};
const NUMERIC: readonly ColumnType[] = ['integer', 'number', 'year'];

interface TypedInputProps extends Omit<ComponentProps<'input'>, 'type' | 'value' | 'onChange'> {
  type: ColumnType;
  /** As filters take it. */
  value: string;
  onText: (text: string) => void;
}

/** A field for a value of a column: the browser's own picker for dates and times, digits for numbers. */
export function TypedInput({ type, value, onText, className, ...rest }: TypedInputProps): ReactNode {
  const inputType = INPUT_TYPES[type] ?? 'text';
  // The picker knows no microseconds and no time zone: datetimes are in UTC here.
  const shown = type === 'datetime' ? value.replace(/Z$/, '').replace(/(\.\d{3})\d+$/, '$1') : value;
  return (
    <Input
      {...rest}
      type={inputType}
      step={type === 'datetime' || type === 'time' ? 1 : undefined}
      inputMode={NUMERIC.includes(type) ? 'decimal' : undefined}
      autoComplete="off"
      value={shown}
      onChange={(event) => onText(event.target.value)}
      className={clsx('w-full min-w-0', className)}
    />
  );
}
