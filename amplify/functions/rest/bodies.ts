/** Use cases' results as the bodies of the REST API. */
import type { Dataset } from '../../../lib/aws/dataset-table';
import type { ImportRecord } from '../../../lib/lake/import-record';
import { importShape } from './schemas';

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
  return importShape.parse(record);
}
