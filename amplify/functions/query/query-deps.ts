import type { BronzeUploads } from '../../../lib/aws/bronze-uploads';
import type { ImportTable } from '../../../lib/aws/import-table';
import type { RecordTable } from '../../../lib/aws/record-table';
import type { S3ObjectStore } from '../../../lib/aws/s3-object-store';
import type { QueryDeps } from '../../../lib/use-cases/query-dataset';
import { datasets, imports, records, store, uploads } from '../clients';
import { cache, duckDb, workDir } from '../scratch';

export interface AllQueryDeps extends QueryDeps {
  imports: ImportTable;
  records: RecordTable;
  store: S3ObjectStore;
  uploads: BronzeUploads;
  workDir: string;
}

/** What the use cases of this function need; DuckDB is opened with the first question. */
export async function queryDeps(): Promise<AllQueryDeps> {
  return { datasets, imports, records, store, uploads, cache, workDir, db: await duckDb() };
}
