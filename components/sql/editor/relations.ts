/** What a query may read, and what it has: the dataset's rows, its flagged rows, and its views. */
import { lakeColumns, type Dataset } from '@/components/api/datasets';
import { withLineage, type ColumnType } from '@/lib/lake/columns';

export interface RelationColumn {
  name: string;
  /** Undefined where only the result knows it. */
  type?: ColumnType | undefined;
  unit?: string | undefined;
}

export interface Relation {
  name: string;
  zone: 'silver' | 'anomalies' | 'gold';
  words: string;
  columns: readonly RelationColumn[];
}

export function relationsOf(dataset: Dataset): Relation[] {
  const own = lakeColumns(dataset);
  const columns = withLineage(own);
  return [
    { name: 'rows', zone: 'silver', words: 'The current rows', columns },
    { name: 'anomalies', zone: 'anomalies', words: 'Rows that wait for review', columns },
    ...dataset.definition.views.map(({ name, title, groupBy, measures }): Relation => ({
      name,
      zone: 'gold',
      words: title ?? 'A view',
      columns: [
        ...groupBy.map((group) => {
          const type = group.as === undefined ? own.find((one) => one.name === group.name)?.type : undefined;
          return { name: group.name, type };
        }),
        ...Object.keys(measures).map((measure) => ({ name: measure })),
      ],
    })),
  ];
}

/** A name that SQL would not take for one word needs quotes. */
export function quoteName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !RESERVED.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** Words of SQL that are likely names of columns. */
const RESERVED = new Set(
  'all and as asc both case cast check column create default desc distinct do else end except false for from grant group having in into is limit not null offset on only or order primary select some table then to true union unique user using when where window with'.split(
    ' ',
  ),
);
