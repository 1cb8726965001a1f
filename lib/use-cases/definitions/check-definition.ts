import { readDefinition } from '../../dataset/definition';
import type { DatasetDefinition } from '../../dataset/definition';
import type { DefinitionIssue } from '../../dataset/definition-issue';
import { findIssues } from '../../engine/expressions';
import type { Actor } from '../../roles';
import { authorizeSome } from '../authorize';
import type { SampleDeps } from '../previews/check-sample';
import type { FilePreview } from '../previews/file-preview';
import { guessFile } from '../previews/guess-file';
import { previewUnder } from '../previews/preview-under';
import { readSample } from '../previews/read-sample';

/** The types are known by then; the guess only says what a column looks like, again with each change. */
const GUESSED_CHARS_MAX = 16 * 1024;

export interface DefinitionToCheck {
  definition: unknown;
  /** A file to try it on. */
  file: { fileName: string; sizeBytes: number; sample: string } | null;
}

export interface DefinitionCheck {
  /** None for a definition that can be saved. */
  issues: DefinitionIssue[];
  /** Null without a file, and where nothing can be tried. */
  preview: FilePreview | null;
}

/**
 * Checks a definition as saving it would, and tries it on the first bytes of a file. What keeps only rules and views
 * from working is left out of the trial, so that who edits one of them does not lose sight of the rows.
 */
export async function checkDefinition(
  deps: SampleDeps,
  actor: Actor,
  { definition: input, file }: DefinitionToCheck,
): Promise<DefinitionCheck> {
  authorizeSome(actor, 'define');
  const read = readDefinition(input);
  if ('issues' in read) return { issues: read.issues.map(asSentence), preview: null };
  const issues = await findIssues(read.definition);
  const definition = withoutBroken(read.definition, issues);
  const isTried = file !== null && definition !== null;
  return {
    issues: issues.map(asSentence),
    preview: isTried ? await tryDefinition(deps, definition, file) : null,
  };
}

async function tryDefinition(
  deps: SampleDeps,
  definition: DatasetDefinition,
  file: NonNullable<DefinitionToCheck['file']>,
): Promise<FilePreview> {
  const sample = await readSample(file.sample, file.sizeBytes);
  return previewUnder(
    deps,
    definition,
    sample,
    await guessFile(deps, sample, file.fileName, GUESSED_CHARS_MAX),
  );
}

/** The definition without the rules and views that cannot be computed; null where more is broken than those. */
function withoutBroken(
  definition: DatasetDefinition,
  issues: readonly DefinitionIssue[],
): DatasetDefinition | null {
  const broken = issues.map(({ path }) => /^(?:rules|views)\[\d+\]/.exec(path)?.[0] ?? null);
  if (broken.includes(null)) return null;
  return {
    ...definition,
    rules: definition.rules.filter((_, index) => !broken.includes(`rules[${index}]`)),
    views: definition.views.filter((_, index) => !broken.includes(`views[${index}]`)),
  };
}

/** Beside a field of a form the message stands alone. */
function asSentence({ path, message }: DefinitionIssue): DefinitionIssue {
  return { path, message: message.slice(0, 1).toUpperCase() + message.slice(1) };
}
