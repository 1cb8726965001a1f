/** Asks for the run of an export, by an event on the default bus. */
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { putEvent } from './put-event';

export const EXPORT_REQUESTED = 'Export Requested';

export interface ExportRequests {
  /** Returns once the event is accepted; it is delivered at least once. */
  request(exportId: string): Promise<void>;
}

export function createExportRequests(client: EventBridgeClient): ExportRequests {
  return { request: (exportId) => putEvent(client, EXPORT_REQUESTED, { exportId }) };
}
