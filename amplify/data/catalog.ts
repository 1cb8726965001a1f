import {
  AttributeType,
  BillingMode,
  Table,
  TableEncryption,
  type TableProps,
} from 'aws-cdk-lib/aws-dynamodb';
import { RemovalPolicy } from 'aws-cdk-lib';
import type { Backend } from '../backend';

export interface Catalog {
  datasets: Table;
  datasetVersions: Table;
  imports: Table;
  records: Table;
}

const COMMON = {
  billingMode: BillingMode.PAY_PER_REQUEST,
  pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
  encryption: TableEncryption.AWS_MANAGED,
  removalPolicy: RemovalPolicy.RETAIN,
} satisfies Partial<TableProps>;

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** The tables, in a stack of their own that depends on no other. */
export function configureCatalog(backend: Backend): Catalog {
  const stack = backend.createStack('catalog');
  const datasets = new Table(stack, 'Datasets', { ...COMMON, partitionKey: text('name') });
  const datasetVersions = new Table(stack, 'DatasetVersions', {
    ...COMMON,
    partitionKey: text('name'),
    sortKey: { name: 'version', type: AttributeType.NUMBER },
  });
  const imports = new Table(stack, 'Imports', { ...COMMON, partitionKey: text('id') });
  // Import ids are ULIDs: sorted by id they are sorted by time.
  imports.addGlobalSecondaryIndex({
    indexName: 'byDataset',
    partitionKey: text('dataset'),
    sortKey: text('id'),
  });
  imports.addGlobalSecondaryIndex({ indexName: 'byTime', partitionKey: text('scope'), sortKey: text('id') });
  const records = new Table(stack, 'Records', {
    ...COMMON,
    partitionKey: text('dataset_key'),
  });
  return { datasets, datasetVersions, imports, records };
}
