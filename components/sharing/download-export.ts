import { toast } from 'sonner';
import { getExport } from '@/components/api/exports';

/** Fetches a link made at this moment, since a link lives for an hour only, and follows it. */
export async function downloadExport(id: string): Promise<void> {
  try {
    const { url } = await getExport(id);
    if (url) window.location.assign(url);
    else toast.error('The file is no longer there', { description: 'Export the rows again.' });
  } catch (error) {
    toast.error('The file could not be fetched', {
      description: error instanceof Error ? error.message : 'Try again.',
    });
  }
}
