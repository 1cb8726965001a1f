/** The AWS clients and tables of a function, made once per process from its environment. */
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createApiKeyTable } from '../../lib/aws/api-key-table';
import { createAuditTrail } from '../../lib/aws/audit-trail';
import { createBronzeUploads } from '../../lib/aws/bronze-uploads';
import { CLIENT_SETTINGS } from '../../lib/aws/client-settings';
import { createDatasetTable } from '../../lib/aws/dataset-table';
import { createImportRequests } from '../../lib/aws/import-requests';
import { createImportTable } from '../../lib/aws/import-table';
import { BATCH_CLIENT_SETTINGS, createRecordTable } from '../../lib/aws/record-table';
import { createS3ObjectStore } from '../../lib/aws/s3-object-store';
import { createUserDirectory } from '../../lib/aws/user-directory';
import { readEnv } from '../../lib/env';

export const env = readEnv();

export const documents = DynamoDBDocumentClient.from(new DynamoDBClient(CLIENT_SETTINGS), {
  marshallOptions: { removeUndefinedValues: true },
});
// Presigned URLs would otherwise carry the checksum of an empty body.
export const s3 = new S3Client({ ...CLIENT_SETTINGS, requestChecksumCalculation: 'WHEN_REQUIRED' });

export const datasets = createDatasetTable(documents, {
  datasets: env.DATASETS_TABLE,
  versions: env.DATASET_VERSIONS_TABLE,
});
export const imports = createImportTable(documents, env.IMPORTS_TABLE);
export const records = createRecordTable(
  { documents, batches: new DynamoDBClient(BATCH_CLIENT_SETTINGS) },
  env.RECORDS_TABLE,
);
/** Only the functions that make and check keys have the table. */
export const apiKeys = createApiKeyTable(documents, env.API_KEYS_TABLE ?? '');
/** Only functions whose acts are noted have the table. */
export const auditTrail = createAuditTrail(documents, env.AUDIT_TRAIL_TABLE ?? '');
export const store = createS3ObjectStore(s3, env.LAKE_BUCKET);
export const uploads = createBronzeUploads(s3, env.LAKE_BUCKET);
export const events = new EventBridgeClient(CLIENT_SETTINGS);
export const requests = createImportRequests(events);
export const cloudWatch = new CloudWatchClient(CLIENT_SETTINGS);

/** Names a user by e-mail; a function without the user pool names users by their id. */
export const emailOf = env.USER_POOL_ID
  ? createUserDirectory(new CognitoIdentityProviderClient(CLIENT_SETTINGS), env.USER_POOL_ID)
  : async (userName: string) => userName;
