/** What the functions that have to do with exports share. */
import { createExportLinks } from '../../lib/aws/export-links';
import { createExportRequests } from '../../lib/aws/export-requests';
import { createExportTable } from '../../lib/aws/export-table';
import { requireEnv } from '../../lib/env';
import { documents, env, events, s3 } from './clients';

export const exports = createExportTable(documents, requireEnv(env, 'EXPORTS_TABLE'));
export const exportRequests = createExportRequests(events);
export const exportLinks = createExportLinks(s3, env.LAKE_BUCKET);
