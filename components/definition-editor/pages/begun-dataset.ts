import type { Sample } from '@/components/api/definitions';
import type { PreviewNote } from '@/components/api/file-preview';
import type { DraftStore } from '../draft/draft-store';

/** A dataset that is being made: a draft and, where it began with one, the file. */
export interface BegunDataset {
  store: DraftStore;
  sample: Sample | null;
  file: File | null;
  notes: readonly PreviewNote[];
}
