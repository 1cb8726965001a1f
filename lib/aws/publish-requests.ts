/** Asks for the publishing of a commit to go on where it stopped, by an event on the default bus. */
import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { putEvent } from './put-event';

export const PUBLISH_REQUESTED = 'Publish Requested';

/** Resolves once the event is accepted; it is delivered at least once. */
export type PublishAgain = (dataset: string, sequence: number) => Promise<void>;

export function createPublishRequests(client: EventBridgeClient): PublishAgain {
  return (dataset, sequence) => putEvent(client, PUBLISH_REQUESTED, { dataset, sequence });
}
