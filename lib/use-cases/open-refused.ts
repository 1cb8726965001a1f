import type { DatasetTable } from '../aws/dataset-table';
import type { ImportTable } from '../aws/import-table';
import type { S3ObjectStore } from '../aws/s3-object-store';
import type { DatasetDefinition } from '../dataset/definition';
import { definitionForFile } from '../dataset/definition-for-file';
import { readFileColumns, type FileColumns } from '../engine/refused/read-file-columns';
import { LakeportError } from '../errors';
import type { ImportRecord } from '../lake/import-record';
import { objectSource } from './run-import/object-source';

export interface RefusedDeps {
  datasets: DatasetTable;
  imports: ImportTable;
  store: Pick<S3ObjectStore, 'stream'>;
}

export interface RefusedOfImport {
  record: ImportRecord;
  /** The import under whose id the refused rows are stored: an earlier one, when that was of the same bytes. */
  storedUnder: string;
  /** By which the file was read. */
  definition: DatasetDefinition;
  columns: FileColumns;
}

/**
 * An import's refused rows, as far as it takes to read them.
 * @throws LakeportError `not-found` when it refused none; `source-error` when its file is no longer in bronze
 */
export async function requireRefused(deps: RefusedDeps, importId: string): Promise<RefusedOfImport> {
  const record = await deps.imports.get(importId);
  if (!record.counts?.rejected) {
    throw new LakeportError('not-found', `Import ${importId} has refused no row.`);
  }
  const version = await deps.datasets.getVersion(record.dataset, record.definitionVersion);
  const definition = definitionForFile(version, record.fileName);
  const columns = await readFileColumns(definition, objectSource(deps.store, record));
  return { record, storedUnder: record.sameAs ?? record.id, definition, columns };
}
