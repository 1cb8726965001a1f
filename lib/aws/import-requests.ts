/** Asks for the run of an import that no new object in bronze starts, by an event on the default bus. */
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { putEvent } from './put-event';

export const IMPORT_REQUESTED = 'Import Requested';

export interface ImportRequests {
  /** Returns once the event is accepted; it is delivered at least once. */
  request(importId: string): Promise<void>;
}

export function createImportRequests(client: EventBridgeClient): ImportRequests {
  return { request: (importId) => putEvent(client, IMPORT_REQUESTED, { importId }) };
}
