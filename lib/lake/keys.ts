/**
 * Where things are in the bucket.
 *
 *     bronze/<dataset>/<importId>/<file>                           the bytes as received
 *     silver/<dataset>/<importId>/<attempt>/part-00000.parquet     rows that are new or changed
 *     silver/<dataset>/<importId>/<attempt>/keys-00000.parquet     key and content hash of each row of the part
 *     silver/<dataset>/<importId>/<attempt>/superseded.parquet     older rows that this import replaces
 *     anomalies/…                                                  the same three, for flagged rows
 *     rejects/<dataset>/<importId>/rejects.parquet|.csv            refused rows
 *     manifests/<dataset>/<sequence>.json                          one commit; put once, never changed
 *     gold/<dataset>/<view>/<sequence>-v<version>.parquet          a view as of a commit and a definition
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

export function bronzeKey(dataset: string, importId: string, fileName: string): string {
  return `bronze/${dataset}/${importId}/${fileName}`;
}

/** The parts of a bronze key; null when the key is not one. */
export function parseBronzeKey(key: string): { dataset: string; importId: string; fileName: string } | null {
  const match = /^bronze\/([^/]+)\/([^/]+)\/(.+)$/.exec(key);
  const [, dataset, importId, fileName] = match ?? [];
  return dataset && importId && fileName ? { dataset, importId, fileName } : null;
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

export function supersededKey(zone: RowZone, attempt: Attempt): string {
  return `${attemptPrefix(zone, attempt)}superseded.parquet`;
}

export function rejectsKey(dataset: string, importId: string, extension: 'parquet' | 'csv'): string {
  return `${importPrefix('rejects', dataset, importId)}rejects.${extension}`;
}

export function manifestsPrefix(dataset: string): string {
  return `${MANIFESTS_PREFIX}${dataset}/`;
}

export function manifestKey(dataset: string, sequence: number): string {
  return `${manifestsPrefix(dataset)}${String(sequence).padStart(SEQUENCE_DIGITS, '0')}.json`;
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
