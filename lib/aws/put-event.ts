import { PutEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';

/** The source of all events that Lakeport sends to itself. */
export const EVENT_SOURCE = 'lakeport';

/** Puts an event on the default bus; throws when the bus refuses it. */
export async function putEvent(client: EventBridgeClient, detailType: string, detail: object): Promise<void> {
  const entry = { Source: EVENT_SOURCE, DetailType: detailType, Detail: JSON.stringify(detail) };
  const { FailedEntryCount, Entries } = await client.send(new PutEventsCommand({ Entries: [entry] }));
  if (!FailedEntryCount) return;
  throw new Error(
    `EventBridge refused the event «${detailType}»: ${Entries?.[0]?.ErrorMessage ?? 'no reason'}.`,
  );
}
