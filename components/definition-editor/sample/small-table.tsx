import type { ReactNode } from 'react';
import type { SampleTable } from '@/components/api/file-preview';
import { RecordCell } from '@/components/record-table/record-cell';
import { Table, Td, Th } from '@/components/ui/table';

const NUMERIC = ['integer', 'number', 'year'];

/** The first rows of something, with as many columns as there are. */
export function SmallTable({
  label,
  table,
  rows,
  fractionDigits,
}: {
  label: string;
  table: SampleTable;
  /** How many at most. */
  rows: number;
  fractionDigits?: number;
}): ReactNode {
  return (
    <Table label={label}>
      <thead>
        <tr>
          {table.columns.map(({ name, type, unit }) => (
            <Th key={name} numeric={NUMERIC.includes(type)}>
              {name}
              {unit ? <span className="text-faint"> {unit}</span> : null}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.slice(0, rows).map((row, index) => (
          <tr key={index}>
            {table.columns.map((column, at) => (
              <Td
                key={column.name}
                numeric={NUMERIC.includes(column.type)}
                className="max-w-64 truncate whitespace-nowrap"
              >
                <RecordCell
                  value={row[at]}
                  fractionDigits={fractionDigits}
                  column={{ name: column.name, type: column.type, unit: column.unit ?? undefined }}
                />
              </Td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
