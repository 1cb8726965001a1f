import { parquetSql } from '../../duckdb';
import { LakeportError } from '../../errors';
import { rejectsKey } from '../keys';
import { ObjectMissingError } from '../object-store';
import type { PartCache } from '../part-cache';

/**
 * Runs `run` with the problems of an import's refused rows as a relation, SQL text that can stand behind FROM.
 * @throws LakeportError `not-found` when they are not stored, or no longer
 */
export async function withRejects<Result>(
  { cache, dataset, importId }: { cache: PartCache; dataset: string; importId: string },
  run: (relation: string) => Promise<Result>,
): Promise<Result> {
  try {
    return await cache.use([rejectsKey(dataset, importId, 'parquet')], ([path = '']) =>
      run(parquetSql([path])),
    );
  } catch (error) {
    if (!(error instanceof ObjectMissingError)) throw error;
    throw new LakeportError('not-found', `There are no refused rows of the import ${importId}.`, {
      resolution: 'It refused none, or they were removed when their retention ended.',
      cause: error,
    });
  }
}
