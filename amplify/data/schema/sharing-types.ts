/** Saved views of a dataset's rows, and exports. */
import { a } from '@aws-amplify/backend';
import { EXPORT_FORMATS, EXPORT_STATES } from '../../../lib/exports';

export const sharingTypes = {
  SavedView: a.customType({
    id: a.id().required(),
    dataset: a.string().required(),
    title: a.string().required(),
    /** The query of the address that shows it, without the question mark. */
    query: a.string().required(),
    owner: a.string().required(),
    /** Whether everybody who may read sees it; only its owner or an admin changes it. */
    shared: a.boolean().required(),
    updatedAt: a.datetime().required(),
  }),
  ExportFormat: a.enum([...EXPORT_FORMATS]),
  ExportState: a.enum([...EXPORT_STATES]),
  Export: a.customType({
    id: a.id().required(),
    dataset: a.string().required(),
    format: a.ref('ExportFormat').required(),
    gzip: a.boolean().required(),
    fileName: a.string().required(),
    state: a.ref('ExportState').required(),
    createdAt: a.datetime().required(),
    createdBy: a.string().required(),
    finishedAt: a.datetime(),
    /** Rows that it will have, once they are counted, and rows written so far. */
    rowsTotal: a.float(),
    rowsWritten: a.float().required(),
    sizeBytes: a.float(),
    error: a.ref('ImportError'),
    /** Presigned, for an hour; null before the end and after `expiresAt`. */
    url: a.url(),
    expiresAt: a.datetime(),
  }),
};
