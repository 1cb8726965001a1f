import type { DatasetDefinition } from '@/lib/dataset/definition';

/** What happens to a row that does not fit. */
export const CONTRACT_WORDS: Record<DatasetDefinition['contract'], string> = {
  quarantine: 'The row is refused, the rest is kept',
  freeze: 'The whole file is refused',
  discard_value: 'Bad optional values become missing',
  evolve: 'New columns are added',
  repair: 'Broken rows are taken as repaired',
};

export const DELIMITER_WORDS: Record<string, string> = {
  ',': 'Comma',
  ';': 'Semicolon',
  '\t': 'Tab',
  '|': 'Pipe',
};
