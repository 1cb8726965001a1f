import type { ReactNode } from 'react';
import { RecordCell } from '@/components/record-table/record-cell';
import { layOutJson } from '@/components/records/lay-out-json';
import type { LakeColumn } from '@/lib/lake/columns';

/** A value with room for all of it: JSON is laid out, texts keep their lines. */
export function FullValue({ value, column }: { value: unknown; column: LakeColumn }): ReactNode {
  if (column.type === 'json' && typeof value === 'string') {
    return (
      <pre className="max-h-80 overflow-auto rounded-md bg-sunken px-3 py-2 font-mono text-xs whitespace-pre-wrap">
        {layOutJson(value)}
      </pre>
    );
  }
  return (
    <span className="whitespace-pre-wrap">
      <RecordCell value={value} column={column} />
    </span>
  );
}
