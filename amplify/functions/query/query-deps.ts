import type { RecordTable } from '../../../lib/aws/record-table';
import type { QueryDeps } from '../../../lib/use-cases/query-dataset';
import { datasets, records, store } from '../clients';
import { cache, duckDb } from '../scratch';

/** What reading rows needs; DuckDB is opened with the first question. */
export async function queryDeps(): Promise<QueryDeps & { records: RecordTable }> {
  return { datasets, records, store, cache, db: await duckDb() };
}
