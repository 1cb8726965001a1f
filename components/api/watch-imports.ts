import { CONNECTION_STATE_CHANGE, ConnectionState } from 'aws-amplify/data';
import { Hub } from 'aws-amplify/utils';
import { z } from 'zod';
import { loadClient } from '@/components/api/client';
import { parseImport, type Import } from '@/components/api/imports';
import { setLive } from '@/components/api/live-state';

const RETRY_MS = 5000;

const hubEventSchema = z.object({
  event: z.literal(CONNECTION_STATE_CHANGE),
  data: z.object({ connectionState: z.enum(ConnectionState) }),
});

interface Watcher {
  onImport: (changed: Import) => void;
  /** The channel is up (again): what happened meanwhile has to be asked for. */
  onReconnect: () => void;
}

/**
 * Follows all imports by subscription until the returned function is called. Amplify reconnects a lost
 * channel; a refused one is tried again here, while the polls of the queries keep the page true.
 */
export function watchImports({ onImport, onReconnect }: Watcher): () => void {
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let subscription: { unsubscribe: () => void } | undefined;

  const stopListening = Hub.listen('api', ({ payload }) => {
    const parsed = hubEventSchema.safeParse(payload);
    if (!parsed.success) return;
    const connected = parsed.data.data.connectionState === ConnectionState.Connected;
    setLive(connected);
    if (connected) onReconnect();
  });

  const retry = () => {
    setLive(false);
    subscription?.unsubscribe();
    if (!stopped) timer = setTimeout(() => void start().catch(retry), RETRY_MS);
  };

  async function start(): Promise<void> {
    const client = await loadClient();
    if (stopped) return;
    subscription = client.subscriptions.onImport({}).subscribe({
      next: (changed) => {
        if (changed) onImport(parseImport(changed));
      },
      error: retry,
    });
  }

  start().catch(retry);
  return () => {
    stopped = true;
    clearTimeout(timer);
    stopListening();
    subscription?.unsubscribe();
    setLive(false);
  };
}
