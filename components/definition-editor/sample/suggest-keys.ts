import type { FilePreview } from '@/components/api/file-preview';
import { fieldTypeSchema } from '@/lib/dataset/field';
import { findKeys, type KeyCandidate } from '@/lib/dataset/infer/column/find-keys';
import { draftColumns } from '../draft/draft-columns';

/** Columns of the file whose values tell the first rows apart, the likeliest first. */
export function suggestKeys(preview: FilePreview | null, draft: unknown): KeyCandidate[] {
  if (!preview) return [];
  const columns = draftColumns(draft).filter(({ hidden, origin }) => !hidden && origin === 'field');
  return findKeys(
    preview.columns.flatMap(({ label, field }, index) => {
      const column = columns.find(({ name }) => name === (field ?? label));
      const type = fieldTypeSchema.safeParse(column?.type);
      if (!column || !type.success) return [];
      const values = preview.rows.map(({ cells }) => cells[index] ?? '');
      return [{ name: column.name, type: type.data, values }];
    }),
  );
}
