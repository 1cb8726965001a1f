import type { ApiKey } from '@/components/api/api-keys';
import type { Tone } from '@/components/ui/badge';
import { formatDateTime } from '@/lib/format';
import type { KeyAct } from '@/lib/roles';

/** What a key is made for, least first; each allows its own and nothing else. */
export const ACT_WORDS: Record<KeyAct, { title: string; sentence: string }> = {
  read: { title: 'Read', sentence: 'Rows, views, datasets and the import history.' },
  import: {
    title: 'Import',
    sentence: 'Post rows and files, undo and repeat imports, edit and delete rows.',
  },
  define: { title: 'Define', sentence: 'Add datasets and change their definitions.' },
};

interface KeyState {
  word: string;
  tone: Tone;
  isLive: boolean;
}

/** Whether a key opens anything at a point in time. */
export function keyState({ revokedAt, expiresAt }: ApiKey, now: Date): KeyState {
  if (revokedAt) return { word: 'Revoked', tone: 'neutral', isLive: false };
  if (expiresAt && new Date(expiresAt) <= now) return { word: 'Expired', tone: 'neutral', isLive: false };
  return { word: 'Active', tone: 'good', isLive: true };
}

export function endWords({ revokedAt, expiresAt }: ApiKey): string {
  if (revokedAt) return `Revoked ${formatDateTime(revokedAt)}`;
  return expiresAt ? formatDateTime(expiresAt) : 'Never';
}

export function datasetsWords(datasets: readonly string[] | null | undefined): string {
  return datasets ? datasets.join(', ') : 'All datasets';
}
