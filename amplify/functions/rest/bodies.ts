/** Use cases' results as the bodies of the REST API. */
import type { Dataset } from '../../../lib/aws/dataset-table';
import type { ImportRecord } from '../../../lib/lake/import-record';

export function datasetBody(dataset: Dataset) {
  const { definition } = dataset;
  return {
    name: dataset.name,
    title: definition.title ?? dataset.name,
    description: definition.description ?? null,
    version: dataset.version,
    definition: { ...definition },
    updatedAt: dataset.updatedAt,
    updatedBy: dataset.updatedBy,
    rows: dataset.rows,
    anomalies: dataset.anomalies,
    lastImportAt: dataset.lastImportAt,
  };
}

export function importBody(record: ImportRecord) {
  // Where the bytes are and how they are being sent is nobody's business outside.
  const { objectKey: _objectKey, uploadId: _uploadId, partSizeBytes: _partSizeBytes, ...body } = record;
  return body;
}
