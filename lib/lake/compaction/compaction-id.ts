/** What the id of a compaction begins with, in place of an import's. */
export const compactionIdPrefix = 'compaction-';
