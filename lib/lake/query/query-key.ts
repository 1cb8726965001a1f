/** The current row of a key. */
import { LakeportError } from '../../errors';
import { withLineage } from '../columns';
import type { Filter } from './filters';
import { queryRecords, type RecordRow, type RecordsQuery } from './query-records';

export type KeyQuery = Pick<RecordsQuery, 'snapshot' | 'cache' | 'db' | 'columns' | 'zone'> & {
  primaryKey: readonly string[];
  /** One text per key column, in the key's order. */
  key: readonly string[];
};

/**
 * The row with its lineage.
 * @throws LakeportError `record-not-found`; `invalid-request` when the number of values is not the key's;
 *   `invalid-filter` when a value is none of its column's type
 */
export async function queryKey({ primaryKey, key, ...query }: KeyQuery): Promise<RecordRow> {
  const filters = keyFilters(primaryKey, key);
  const select = withLineage(query.columns).map(({ name }) => name);
  const { rows } = await queryRecords({ ...query, filters, select, limit: 1 });
  const [row] = rows;
  if (row) return row;
  throw new LakeportError(
    'record-not-found',
    `There is no record ${key.join(', ')} in ${query.snapshot.dataset}.`,
  );
}

/**
 * The filters that a key's values are.
 * @throws LakeportError `invalid-request` when the number of values is not the key's
 */
export function keyFilters(primaryKey: readonly string[], key: readonly string[]): Filter[] {
  if (primaryKey.length === 0 || key.length !== primaryKey.length) {
    const resolution = primaryKey.length === 0 ? 'The dataset has no key.' : `Give ${primaryKey.join(', ')}.`;
    throw new LakeportError('invalid-request', `The key does not have ${key.length} columns.`, {
      resolution,
    });
  }
  return primaryKey.map((column, index) => ({ column, op: 'eq', value: key[index] ?? '' }));
}
