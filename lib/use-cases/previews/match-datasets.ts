/** The datasets a file may belong to: by the labels of its header, or by its values where a dataset's files have none. */
import type { Dataset } from '../../aws/dataset-table';
import type { DatasetDefinition } from '../../dataset/definition';
import { baseNameOf } from '../../dataset/infer/dataset-name';
import { labelLikeness } from '../../dataset/match/label-likeness';
import { matchLabels } from '../../dataset/match/match-labels';
import { suggestAliases } from '../../dataset/match/suggest-aliases';
import type { TypedLabel } from '../../dataset/match/suggest-aliases';
import { memorySource } from '../../engine/source/memory-source';
import { LakeportError } from '../../errors';
import { withCheckedSample } from './check-sample';
import type { SampleDeps } from './check-sample';
import type { DatasetMatch } from './file-preview';

/** A list to choose from; what comes further down fits hardly at all. */
const MATCHES_MAX = 8;
/** Datasets whose rows are tried: each costs a small check. */
const TRIED_MAX = 4;
/** Of the sample, as text. */
const TRIED_LINES = 25;
/** Values alone never are as sure as a header. */
const BY_VALUES = 0.95;
/** How much a name of the file that the dataset asks for adds to that. */
const BY_FILE_NAME = 0.99;

export interface FileToMatch {
  fileName: string;
  /** Null for a format that names its columns itself. */
  text: string | null;
  /** The header's labels, or the first row's texts in a file that seems to have none. */
  labels: readonly TypedLabel[];
}

/**
 * The best first; datasets that do not fit at all are left out, but for `chosen`.
 * @param chosen name of the dataset that is in question, null for none
 */
export async function matchDatasets(
  deps: SampleDeps,
  datasets: readonly Dataset[],
  file: FileToMatch,
  chosen: string | null,
): Promise<DatasetMatch[]> {
  const texts = file.labels.map(({ label }) => label);
  const scored = datasets.map(({ name, definition }) => ({
    name,
    definition,
    nameLikeness: labelLikeness(baseNameOf(file.fileName), name),
    ...matchLabels(definition, texts),
  }));
  const { fileName, text } = file;
  const headless = scored.filter(
    ({ definition }) => text !== null && fitsWithoutHeader(definition, texts.length),
  );
  for (const match of headless.toSorted(byLikeness).slice(0, TRIED_MAX)) {
    match.score = await scoreOfRows(deps, match.definition, fileName, text ?? '');
    match.missing = [];
    match.extra = [];
  }
  const best = scored
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || byLikeness(a, b));
  const others = best.filter(({ name }) => name !== chosen).slice(0, MATCHES_MAX);
  const isListed = (match: (typeof scored)[number]) => match.name === chosen || others.includes(match);
  return [...best, ...scored.filter(({ score }) => score === 0)].filter(isListed).map((match) => ({
    dataset: match.name,
    title: match.definition.title ?? match.name,
    score: Math.round(match.score * 1000) / 1000,
    missing: match.missing,
    extra: match.extra,
    aliases: suggestAliases(
      file.labels.filter(({ label }) => match.extra.includes(label)),
      match.definition.schema.fields.filter(({ name }) => match.missing.includes(name)),
    ),
  }));
}

interface Likeness {
  nameLikeness: number;
}

function byLikeness(one: Likeness, other: Likeness): number {
  return other.nameLikeness - one.nameLikeness;
}

function fitsWithoutHeader({ dialect, schema }: DatasetDefinition, width: number): boolean {
  return dialect !== 'auto' && !dialect.header && schema.fields.length === width;
}

/** The share of the first rows that the dataset would take; 0 where it cannot take the file at all. */
async function scoreOfRows(
  deps: SampleDeps,
  definition: DatasetDefinition,
  fileName: string,
  text: string,
): Promise<number> {
  const start = text.split(/(?<=\n)/, TRIED_LINES).join('');
  const plain: DatasetDefinition = { ...definition, encoding: 'utf-8', contract: 'quarantine', views: [] };
  const source = memorySource(Buffer.from(start));
  const name = fileName.replace(/\.gz$/i, '');
  try {
    return await withCheckedSample(
      deps,
      { definition: plain, fileName: name, source },
      async ({ counts }) => {
        if (counts.received === 0) return 0;
        const share = (counts.accepted + counts.anomalous) / counts.received;
        return share * (definition.fromPath ? BY_FILE_NAME : BY_VALUES);
      },
    );
  } catch (error) {
    if (error instanceof LakeportError) return 0;
    throw error;
  }
}
