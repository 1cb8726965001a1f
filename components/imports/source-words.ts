import type { ImportSource } from '@/lib/lake/import-states';

/** How the bytes came in, in words. */
export const SOURCE_WORDS: Record<ImportSource, string> = {
  browser: 'Browser',
  api: 'API',
  cli: 'Command line',
  schedule: 'Schedule',
  storage: 'Storage',
  grid: 'Portal',
};
