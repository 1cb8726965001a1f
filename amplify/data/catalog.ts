import {
  AttributeType,
  BillingMode,
  Table,
  TableEncryption,
  type TableProps,
} from 'aws-cdk-lib/aws-dynamodb';
import { RemovalPolicy, type Stack } from 'aws-cdk-lib';
import type { Backend } from '../backend';

export interface Catalog {
  datasets: Table;
  datasetVersions: Table;
  imports: Table;
  records: Table;
  savedViews: Table;
  exports: Table;
  apiKeys: Table;
  auditTrail: Table;
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
  return { ...lakeTables(stack), ...portalTables(stack) };
}

type LakeTables = Pick<Catalog, 'datasets' | 'datasetVersions' | 'imports' | 'records'>;

/** What the lake knows of itself. */
function lakeTables(stack: Stack): LakeTables {
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

/** What people and programs keep beside it. */
function portalTables(stack: Stack): Omit<Catalog, keyof LakeTables> {
  const savedViews = new Table(stack, 'SavedViews', {
    ...COMMON,
    partitionKey: text('dataset'),
    sortKey: text('id'),
  });
  const exports = new Table(stack, 'Exports', {
    ...COMMON,
    partitionKey: text('id'),
    timeToLiveAttribute: 'expiresAtSeconds',
  });
  exports.addGlobalSecondaryIndex({
    indexName: 'byOwner',
    partitionKey: text('createdBy'),
    sortKey: text('id'),
  });
  const apiKeys = new Table(stack, 'ApiKeys', { ...COMMON, partitionKey: text('id') });
  // One partition a month, so that no partition grows without end; ids are ULIDs, sorted by time.
  const auditTrail = new Table(stack, 'AuditTrail', {
    ...COMMON,
    partitionKey: text('month'),
    sortKey: text('id'),
  });
  return { savedViews, exports, apiKeys, auditTrail };
}
