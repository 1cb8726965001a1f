import type { Dataset } from '@/components/api/datasets';
import { quoteName } from '@/components/sql/editor/relations';

export interface ExampleQuery {
  title: string;
  /** What there is to learn from it. */
  teaches: string;
  sql: string;
}

const MISSING_COLUMNS = 4;

/** Queries that run as they are, each showing one thing that SQL can do with this very dataset. */
export function exampleQueries(dataset: Dataset): ExampleQuery[] {
  const { columns, definition } = dataset;
  const number =
    columns.find(({ type }) => type === 'number') ?? columns.find(({ type }) => type === 'integer');
  const time = columns.find(({ type }) => type === 'date' || type === 'datetime');
  const category = categoryColumn(dataset);
  const [view] = definition.views;
  const examples: (ExampleQuery | false | undefined)[] = [
    {
      title: 'The first rows',
      teaches: 'All columns, and where each row came from',
      sql: 'select *\nfrom rows\nlimit 100',
    },
    category !== undefined && {
      title: `Rows of each ${category}`,
      teaches: 'Counting by groups, the largest first',
      sql: `select ${quoteName(category)}, count(*) as row_count\nfrom rows\ngroup by all\norder by row_count desc`,
    },
    number && time && overTime(number.name, time.name, time.type === 'date' ? 'month' : 'hour'),
    number && {
      title: `The greatest ${number.name}`,
      teaches: 'A condition, an order and a limit',
      sql: `select *\nfrom rows\nwhere ${quoteName(number.name)} is not null\norder by ${quoteName(number.name)} desc\nlimit 20`,
    },
    {
      title: 'Missing values',
      teaches: 'count(*) counts rows, count(column) its values',
      sql: `select\n  count(*) as row_count,\n${columns
        .slice(0, MISSING_COLUMNS)
        .map(({ name }) => `  count(*) - count(${quoteName(name)}) as ${quoteName(`missing_${name}`)}`)
        .join(',\n')}\nfrom rows`,
    },
    definition.rules.length > 0 && {
      title: 'What the rules have flagged',
      teaches: 'Flagged rows, and a list unfolded into rows',
      sql: 'select unnest(_flags) as rule, count(*) as row_count\nfrom anomalies\ngroup by all\norder by row_count desc',
    },
    view && {
      title: view.title ?? view.name,
      teaches: 'A view by its name, already summed up',
      sql: `select *\nfrom ${quoteName(view.name)}\nlimit 1000`,
    },
  ];
  return examples.filter((example) => example !== false && example !== undefined);
}

function overTime(number: string, time: string, period: string): ExampleQuery {
  return {
    title: `${number} by ${period}`,
    teaches: 'Time cut into periods: see it as a chart',
    sql: `select date_trunc('${period}', ${quoteName(time)}) as ${period}, avg(${quoteName(number)}) as average, count(*) as row_count\nfrom rows\ngroup by all\norder by ${period}`,
  };
}

/** A text that rows share: one that a view groups by, or has few values, but never the key alone. */
function categoryColumn({ columns, definition }: Dataset): string | undefined {
  const { primaryKey, fields } = definition.schema;
  const texts = columns.filter(({ name, type }) => type === 'string' && primaryKey.join() !== name);
  const isGrouped = (name: string) =>
    definition.views.some(({ groupBy }) => groupBy.some((group) => group.name === name));
  const hasFew = (name: string) => fields.some((field) => field.name === name && field.constraints?.enum);
  const best =
    texts.find(({ name }) => isGrouped(name)) ?? texts.find(({ name }) => hasFew(name)) ?? texts[0];
  return best?.name;
}
