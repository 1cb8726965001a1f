import { readFile } from 'node:fs/promises';
import { parseDefinition, SLUG_PATTERN } from '../lib/dataset/definition';
import type { DatasetDefinition } from '../lib/dataset/definition';
import { findPreset, presets } from '../lib/dataset/presets';
import { checkDefinition } from '../lib/engine/expressions';
import { LakeportError } from '../lib/errors';

/**
 * A ready-made dataset by its name, or a definition from a JSON file.
 * @throws LakeportError `dataset-not-found` or `invalid-definition`.
 */
export async function loadDefinition(slugOrPath: string): Promise<DatasetDefinition> {
  const preset = findPreset(slugOrPath);
  if (preset) return preset;
  const definition = parseDefinition(await readJson(slugOrPath));
  await checkDefinition(definition);
  return definition;
}

async function readJson(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const what = SLUG_PATTERN.test(path) ? `There is no dataset “${path}”.` : `There is no file “${path}”.`;
    const names = presets().map((preset) => preset.name);
    throw new LakeportError('dataset-not-found', what, {
      resolution: `Ready-made datasets are ${names.join(', ')}; or give the path of a definition.json.`,
      cause,
    });
  }
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new LakeportError('invalid-definition', `“${path}” is not JSON: ${reason}.`, { cause });
  }
}
