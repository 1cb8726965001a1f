/**
 * Where things are in the bucket.
 *
 *     bronze/<dataset>/<importId>/<file>                           the bytes as received
 *     silver/<dataset>/<importId>/<attempt>/part-00000.parquet     rows that are new or changed
 *     silver/<dataset>/<importId>/<attempt>/keys-00000.parquet     key and content hash of each row of the part
 *     silver/<dataset>/<importId>/<attempt>/superseded.parquet     older rows that this import replaces
 *     silver/<dataset>/<importId>/<attempt>/confirmed.parquet      older rows that it has too
 *     silver/<dataset>/<importId>/<attempt>/deleted.parquet        keys that have no row since
 *     anomalies/…                                                  the same, for flagged rows
 *     rejects/<dataset>/<importId>/rejects.parquet|.csv            refused rows
 *     rejects/<dataset>/<importId>/refused.csv|.ndjson             the same in the format that they came in
 *     manifests/<dataset>/<sequence>.json                          one commit; put once, never changed
 *     gold/<dataset>/<view>/<sequence>-v<version>.parquet          a view as of a commit and a definition
 *     checkpoints/<dataset>/<importId>/…                           finished segments of a run that is not committed
 *     replays/<dataset>/<importId>/<sequence>.json                 the log of a dataset's replay
 *     logs/<dataset>/<sequence>.ndjson                             all commits of a log up to one, to read it at once
 *     dead-letter/<dataset>/<importId>.json                        an event that was given up, with its cause
 *     exports/<exportId>/<file>                                    a result that somebody downloads; gone after a day
 *
 * An event may be delivered twice, so two runs of one import can overlap. Each run writes under an attempt
 * of its own: a late one can never overwrite a part that the other's manifest already names.
 */
import type { Zone } from './zones';

/** The zones whose rows have a current state: flagged rows are kept as accepted ones are. */
export const ROW_ZONES = ['silver', 'anomalies'] as const satisfies readonly Zone[];

export type RowZone = (typeof ROW_ZONES)[number];

/** Digits of a commit's sequence in its key: keys sort as the sequence does. */
const SEQUENCE_DIGITS = 10;

export const MANIFESTS_PREFIX = 'manifests/';
export const BRONZE_PREFIX = 'bronze/';
const REPLAYS_PREFIX = 'replays/';
const LOG_CHECKPOINTS_PREFIX = 'logs/';
const CHECKPOINTS_PREFIX = 'checkpoints/';
const DEAD_LETTER_PREFIX = 'dead-letter/';

export function bronzeKey(dataset: string, importId: string, fileName: string): string {
  return `bronze/${dataset}/${importId}/${fileName}`;
}

/**
 * The parts of a bronze key; null when the key is not one. `importId` is null for a key of another form, under which
 * some S3 client put a file by itself; it may only look like an id, so the import has to be looked up.
 */
export function parseBronzeKey(
  key: string,
): { dataset: string; importId: string | null; fileName: string } | null {
  const [, dataset, folders, fileName] = /^bronze\/([^/]+)\/(.*\/)?([^/]+)$/.exec(key) ?? [];
  if (!dataset || !fileName) return null;
  return { dataset, importId: /^([^/]+)\/$/.exec(folders ?? '')?.[1] ?? null, fileName };
}

export function importPrefix(zone: Zone, dataset: string, importId: string): string {
  return `${zone}/${dataset}/${importId}/`;
}

/** One run of one import: what it writes is its own. */
export interface Attempt {
  dataset: string;
  importId: string;
  attempt: string;
}

function attemptPrefix(zone: RowZone, { dataset, importId, attempt }: Attempt): string {
  return `${importPrefix(zone, dataset, importId)}${attempt}/`;
}

export function partKey(zone: RowZone, attempt: Attempt, part: number): string {
  return `${attemptPrefix(zone, attempt)}part-${String(part).padStart(5, '0')}.parquet`;
}

export function keyFileKey(zone: RowZone, attempt: Attempt, part: number): string {
  return `${attemptPrefix(zone, attempt)}keys-${String(part).padStart(5, '0')}.parquet`;
}

/** A list of rows or keys: see `ZoneCommit`. */
export function rowListKey(
  zone: RowZone,
  attempt: Attempt,
  list: 'superseded' | 'confirmed' | 'deleted',
): string {
  return `${attemptPrefix(zone, attempt)}${list}.parquet`;
}

export function rejectsKey(dataset: string, importId: string, extension: 'parquet' | 'csv'): string {
  return `${importPrefix('rejects', dataset, importId)}rejects.${extension}`;
}

/** The refused rows in the format that they came in, made when somebody asks for them. */
export function refusedFileKey(dataset: string, importId: string, extension: 'csv' | 'ndjson'): string {
  return `${importPrefix('rejects', dataset, importId)}refused.${extension}`;
}

/** What a run has finished of an import that is not committed yet. */
export function checkpointPrefix(dataset: string, importId: string): string {
  return `${CHECKPOINTS_PREFIX}${dataset}/${importId}/`;
}

/** An event that was given up, with its cause. */
export function deadLetterKey(dataset: string, importId: string): string {
  return `${DEAD_LETTER_PREFIX}${dataset}/${importId}.json`;
}

export const EXPORTS_PREFIX = 'exports/';

export function exportKey(exportId: string, fileName: string): string {
  return `${EXPORTS_PREFIX}${exportId}/${fileName}`;
}

export function manifestsPrefix(dataset: string): string {
  return `${MANIFESTS_PREFIX}${dataset}/`;
}

/** The log in which a replay of a whole dataset is built, until readers are switched over to it. */
export function replayLogPrefix(dataset: string, importId: string): string {
  return `${REPLAYS_PREFIX}${dataset}/${importId}/`;
}

/** Where the checkpoints of a log are; those of a replay's log are below those of its dataset's. */
export function logCheckpointsPrefix(log: string): string {
  return `${LOG_CHECKPOINTS_PREFIX}${log.slice(log.indexOf('/') + 1)}`;
}

export function logCheckpointKey(log: string, sequence: number): string {
  return `${logCheckpointsPrefix(log)}${String(sequence).padStart(SEQUENCE_DIGITS, '0')}.ndjson`;
}

/** Of a commit in a log, which is a prefix. */
export function manifestKey(log: string, sequence: number): string {
  return `${log}${String(sequence).padStart(SEQUENCE_DIGITS, '0')}.json`;
}

/** The number of the commit that a key of a log names; null when it names none. */
export function sequenceOf(key: string): number | null {
  const [, digits] = /\/(\d{10})\.json$/.exec(key) ?? [];
  return digits ? Number(digits) : null;
}

/** The parts of a manifest's key; null when the key is not one. */
export function parseManifestKey(key: string): { dataset: string; sequence: number } | null {
  const match = /^manifests\/([^/]+)\/(\d{10})\.json$/.exec(key);
  const [, dataset, sequence] = match ?? [];
  return dataset && sequence ? { dataset, sequence: Number(sequence) } : null;
}

/** The version is in the name because a changed view of the same commit is another object. */
export function goldKey(dataset: string, view: string, sequence: number, definitionVersion: number): string {
  return `gold/${dataset}/${view}/${String(sequence).padStart(SEQUENCE_DIGITS, '0')}-v${definitionVersion}.parquet`;
}
