import { ulid } from 'ulid';
import type { AuditTrail } from '../../aws/audit-trail';
import type { ExportRequests } from '../../aws/export-requests';
import type { ExportTable } from '../../aws/export-table';
import { LakeportError } from '../../errors';
import { isExportOpen, OPEN_EXPORTS_MAX, type ExportFormat } from '../../exports';
import { checkQuestion } from '../../lake/exports/check-question';
import type { ExportQuestion, ExportRecord } from '../../lake/exports/export-record';
import type { Actor } from '../../roles';
import { authorize } from '../authorize';
import { openDataset, type QueryDeps } from '../query-dataset';
import { RECENT_EXPORTS_MAX, recentSince } from './recent-exports';

export interface RequestExportDeps extends QueryDeps {
  exports: ExportTable;
  exportRequests: ExportRequests;
  audit: Pick<AuditTrail, 'append'>;
}

export interface ExportRequest extends Omit<ExportQuestion, 'columns'> {
  dataset: string;
  /** Null for all columns of the dataset. */
  columns: readonly string[] | null;
  format: ExportFormat;
  /** Means nothing for Parquet, which is compressed inside. */
  gzip: boolean;
}

/** Asks for a file of all rows that fit, as of the commit of this moment. */
export async function requestExport(
  deps: RequestExportDeps,
  actor: Actor,
  request: ExportRequest,
): Promise<ExportRecord> {
  authorize(actor, 'read', request.dataset);
  const { dataset, columns, snapshot } = await openDataset(deps, request.dataset);
  const { zone, filters, search, sort, format } = request;
  const names = request.columns ?? columns.map(({ name }) => name);
  const question = { zone, columns: [...names], filters, search, sort };
  checkQuestion(question, columns);
  await refuseTooMany(deps.exports, actor);
  const now = new Date();
  const gzip = request.gzip && format !== 'parquet';
  const record: ExportRecord = {
    id: ulid(now.getTime()),
    dataset: dataset.name,
    sequence: snapshot.sequence,
    definitionVersion: dataset.version,
    question,
    format,
    gzip,
    fileName: fileNameOf(request, gzip, now),
    state: 'QUEUED',
    createdAt: now.toISOString(),
    createdBy: actor.name,
    finishedAt: null,
    rowsTotal: null,
    rowsWritten: 0,
    sizeBytes: null,
    error: null,
    expiresAt: null,
  };
  // Noted first: there is no export of which nobody knows.
  await deps.audit.append({
    actor: actor.name,
    action: 'export.requested',
    target: dataset.name,
    details: { format, gzip, zone, filters: filters.length, rowsAtMost: snapshot.currentRows(zone) },
  });
  await deps.exports.create(record);
  await askForRun(deps, record);
  return record;
}

/** @throws LakeportError `conflict` */
async function refuseTooMany(exports: ExportTable, actor: Actor): Promise<void> {
  const recent = await exports.listOf(actor.name, recentSince(), RECENT_EXPORTS_MAX);
  if (recent.filter(isExportOpen).length < OPEN_EXPORTS_MAX) return;
  throw new LakeportError('conflict', `You have ${OPEN_EXPORTS_MAX} exports under way already.`, {
    resolution: 'Wait for one of them, or cancel it.',
  });
}

/** An export that nobody is going to run does not wait. */
async function askForRun(
  { exports, exportRequests }: RequestExportDeps,
  { id }: ExportRecord,
): Promise<void> {
  try {
    await exportRequests.request(id);
  } catch (error) {
    const failure = { code: 'internal', message: 'The export could not be started. Ask for it again.' };
    await exports.end(id, { state: 'FAILED', finishedAt: new Date().toISOString(), error: failure });
    throw error;
  }
}

/** `weather-anomalies-20261120-183005.csv.gz` */
function fileNameOf({ dataset, zone, format }: ExportRequest, gzip: boolean, now: Date): string {
  const [day = '', time = ''] = now.toISOString().replace(/[-:]/g, '').split(/[T.]/);
  const of = zone === 'silver' ? dataset : `${dataset}-${zone}`;
  return `${of}-${day}-${time}.${format}${gzip ? '.gz' : ''}`;
}
