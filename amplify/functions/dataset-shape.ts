/** A dataset as the GraphQL schema has it. AppSync itself makes text of what an AWSJSON field holds. */
import type { Dataset } from '../../lib/aws/dataset-table';
import { outputColumns } from '../../lib/dataset/definition';

export function datasetShape(dataset: Dataset) {
  const { definition, publisherUntil: _publisherUntil, records, ...shown } = dataset;
  return {
    ...shown,
    title: definition.title ?? dataset.name,
    description: definition.description ?? null,
    definition,
    columns: outputColumns(definition),
    recordsBehind: definition.records ? (records?.target?.rowsLeft ?? 0) : null,
  };
}
