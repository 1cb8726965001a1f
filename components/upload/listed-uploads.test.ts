import { expect, it } from 'vitest';
import { LISTED_MAX, listedUploads } from './listed-uploads';
import type { UploadSnapshot, UploadStatus } from './sending/file-upload';

function uploads(count: number, statusOf: (id: number) => UploadStatus): UploadSnapshot[] {
  return Array.from({ length: count }, (_, id) => ({
    ...{ id, fileName: `${id}.csv`, dataset: 'weather', sizeBytes: 1, sentBytes: 0 },
    ...{ status: statusOf(id), hold: null, importId: null, failure: null },
  }));
}

it('few uploads are shown as they came', () => {
  const few = uploads(LISTED_MAX, () => 'waiting');
  expect(listedUploads(few)).toEqual(few);
});

it('of very many, those that failed or are on their way are among the shown ones', () => {
  const many = uploads(5000, (id) => (id === 4999 ? 'failed' : id === 3000 ? 'uploading' : 'done'));
  const shown = listedUploads(many);
  expect(shown).toHaveLength(LISTED_MAX);
  expect(shown.slice(0, 3).map(({ id }) => id)).toEqual([4999, 3000, 4998]);
});
