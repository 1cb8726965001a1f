import type { PortalImport, RestClient } from './rest-client';

const POLL_MS = 250;
const WORKING_STATES = new Set(['UPLOADING', 'QUEUED', 'RUNNING']);

/** The import once it has ended, be it as CHECKED. */
export async function waitForEnd(client: RestClient, importId: string): Promise<PortalImport> {
  for (;;) {
    const record = await client.getImport(importId);
    if (!WORKING_STATES.has(record.state)) return record;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
