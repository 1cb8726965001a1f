/** What one can do with an import or with all imports of a dataset. Each gives the import as it is from then on. */
import { ask } from '@/components/api/client';
import { parseImport, type Import } from '@/components/api/imports';

/** Ends an import that is not committed; nothing of it stays. */
export async function cancelImport(importId: string): Promise<Import> {
  return parseImport(await ask((client) => client.mutations.cancelImport({ importId })));
}

/** Commits an import that has been checked. */
export async function confirmImport(importId: string): Promise<Import> {
  return parseImport(await ask((client) => client.mutations.confirmImport({ importId })));
}

/** Starts a failed import again. */
export async function redriveImport(importId: string): Promise<Import> {
  return parseImport(await ask((client) => client.mutations.redriveImport({ importId })));
}

/** Takes an import back; the answer is the import that does it. */
export async function undoImport(importId: string, dryRun: boolean): Promise<Import> {
  return parseImport(await ask((client) => client.mutations.undoImport({ importId, dryRun })));
}

/** Runs an import's bytes again under the current definition; the answer is the import that does it. */
export async function replayImport(importId: string, dryRun: boolean): Promise<Import> {
  return parseImport(await ask((client) => client.mutations.replayImport({ importId, dryRun })));
}

/** Builds a dataset anew under its current definition; the answer is the import that does it. */
export async function replayDataset(dataset: string, dryRun: boolean): Promise<Import> {
  return parseImport(await ask((client) => client.mutations.replayDataset({ dataset, dryRun })));
}
