/** Asks for the run of an import that no new object in bronze starts, by an event on the default bus. */
import { PutEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';

export const REQUEST_SOURCE = 'lakeport';
export const REQUEST_DETAIL_TYPE = 'Import Requested';

export interface ImportRequests {
  /** Returns once the event is accepted; it is delivered at least once. */
  request(importId: string): Promise<void>;
}

export function createImportRequests(client: EventBridgeClient): ImportRequests {
  return {
    async request(importId) {
      const entry = {
        Source: REQUEST_SOURCE,
        DetailType: REQUEST_DETAIL_TYPE,
        Detail: JSON.stringify({ importId }),
      };
      const { FailedEntryCount, Entries } = await client.send(new PutEventsCommand({ Entries: [entry] }));
      if (FailedEntryCount) {
        throw new Error(`EventBridge refused the event of import ${importId}: ${Entries?.[0]?.ErrorMessage}`);
      }
    },
  };
}
