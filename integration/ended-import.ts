import { expect } from 'vitest';
import type { ImportRecord } from '../lib/lake/import-record';
import type { Backend } from './start-backend';

/** What GraphQL tells of an import. */
export type ToldImport = Omit<
  ImportRecord,
  'objectKey' | 'etag' | 'versionId' | 'uploadId' | 'partSizeBytes' | 'problems' | 'missing'
>;

const EFFECT = 'effect { removed restored kept }';
const COUNTS = `counts {
  received accepted anomalous rejected blank inserted updated unchanged bytes seconds rowsPerSecond
}`;

/** Every field but JSON ones. */
export const IMPORT_FIELDS = `id dataset fileName source kind parentId rootId dryRun state stage createdAt createdBy
  startedAt finishedAt updatedAt sizeBytes sha256 sameAs definitionVersion bytesRead rowsRead ${COUNTS}
  error { code message } ${EFFECT} estimate { seconds dollars } undoneBy note attempts sequence`;

const WORKING_STATES = ['UPLOADING', 'QUEUED', 'RUNNING'];
/** Longer than any import of a test takes; it is no measure of speed. */
const WAIT_MS = 60_000;
const POLL_MS = 150;

export async function toldImport({ graphql, tokens }: Backend, id: string): Promise<ToldImport> {
  const query = `query ($id: ID!) { getImport(id: $id) { ${IMPORT_FIELDS} } }`;
  const { getImport } = await graphql<{ getImport: ToldImport }>(tokens.analysts, query, { id });
  return getImport;
}

/** The import once it has ended, by itself or as somebody wished. */
export async function endedImport(backend: Backend, id: string, waitMs = WAIT_MS): Promise<ToldImport> {
  await expect
    .poll(async () => WORKING_STATES.includes((await toldImport(backend, id)).state), {
      timeout: waitMs,
      interval: POLL_MS,
      message: `Import ${id} has not ended.`,
    })
    .toBe(false);
  return toldImport(backend, id);
}

/** A mutation of an operator that starts an import of its own, and that import once it has ended. */
export async function endedMutation(
  backend: Backend,
  call: string,
  role: 'operators' | 'admins' = 'operators',
): Promise<ToldImport> {
  const answer = await backend.graphql<{ started: { id: string } }>(
    backend.tokens[role],
    `mutation { started: ${call} { id } }`,
  );
  return endedImport(backend, answer.started.id);
}
