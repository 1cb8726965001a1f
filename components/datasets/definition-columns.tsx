import type { ReactNode } from 'react';
import { describeConstraints } from '@/components/datasets/describe-constraints';
import { Badge } from '@/components/ui/badge';
import { Table, Td, Th } from '@/components/ui/table';
import type { DatasetDefinition } from '@/lib/dataset/definition';
import { pathColumnNames } from '@/lib/dataset/from-path';

interface ColumnRow {
  name: string;
  title: string | undefined;
  type: string;
  unit: string | undefined;
  origin: ReactNode;
  checks: string[];
}

function columnRows(definition: DatasetDefinition): ColumnRow[] {
  const fromPath = pathColumnNames(definition).map((name) => ({
    name,
    title: undefined,
    type: 'string',
    unit: undefined,
    origin: 'the file’s name',
    checks: [],
  }));
  const fields = definition.schema.fields.map((field) => ({
    name: field.name,
    title: field.title,
    type: field.format === 'default' ? field.type : `${field.type} ${field.format}`,
    unit: field.unit,
    origin: field.hidden ? 'the file, for expressions only' : 'the file',
    checks: describeConstraints(field.constraints),
  }));
  const derived = definition.derive.map((column) => ({
    name: column.name,
    title: column.title,
    type: column.type,
    unit: column.unit,
    origin: <code className="font-mono text-xs">{column.as}</code>,
    checks: [],
  }));
  return [...fromPath, ...fields, ...derived];
}

/** Every column with its type, where it comes from and what its values must fit. */
export function DefinitionColumns({ definition }: { definition: DatasetDefinition }): ReactNode {
  const key = new Set(definition.schema.primaryKey);
  return (
    <Table label="Columns">
      <thead>
        <tr>
          <Th>Column</Th>
          <Th>Type</Th>
          <Th>Unit</Th>
          <Th>From</Th>
          <Th>Must be</Th>
        </tr>
      </thead>
      <tbody>
        {columnRows(definition).map(({ name, title, type, unit, origin, checks }) => (
          <tr key={name}>
            <Td className="whitespace-nowrap">
              <span className="font-mono text-xs">{name}</span>{' '}
              {key.has(name) ? <Badge tone="accent">key</Badge> : null}
              {title ? <span className="block text-muted">{title}</span> : null}
            </Td>
            <Td className="whitespace-nowrap">{type}</Td>
            <Td>{unit ?? '–'}</Td>
            <Td className="text-muted">{origin}</Td>
            <Td className="max-w-96">{checks.length > 0 ? checks.join('; ') : '–'}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
