import type { BronzeUploads } from '../aws/bronze-uploads';
import { rejectsKey } from '../lake/keys';
import type { RejectsFormat } from '../problems';
import type { Actor } from '../roles';
import { authorizeImport } from './authorize';
import { makeRefusedFile, type RefusedFileDeps } from './make-refused-file';
import { requireRefused, type RefusedDeps } from './open-refused';

/** A presigned URL of the import's refused rows; null when no row was refused. */
export async function getRejectsUrl(
  deps: RefusedDeps & RefusedFileDeps & { uploads: BronzeUploads },
  actor: Actor,
  request: { importId: string; format: RejectsFormat },
): Promise<string | null> {
  const record = await authorizeImport(deps.imports, actor, 'read', request.importId);
  if (!record.counts?.rejected) return null;
  const name = record.fileName.replace(/\.gz$/i, '').replace(/\.[^.]*$/, '');
  if (request.format === 'original') {
    const { key, extension } = await makeRefusedFile(deps, await requireRefused(deps, record.id));
    return deps.uploads.signDownload(key, `${name}.refused.${extension}`);
  }
  // An import of the same bytes has its rows refused in the words of the first one.
  const key = rejectsKey(record.dataset, record.sameAs ?? record.id, 'csv');
  return deps.uploads.signDownload(key, `${name}.rejects.csv`);
}
