import { z } from 'zod';
import type { AuditTrail } from '../../aws/audit-trail';
import type { Dataset, DatasetTable } from '../../aws/dataset-table';
import { readDefinition } from '../../dataset/definition';
import type { DatasetDefinition } from '../../dataset/definition';
import { comparableLabel } from '../../dataset/labels';
import { LakeportError } from '../../errors';
import type { Actor } from '../../roles';
import { authorize } from '../authorize';
import { saveNextVersion } from '../save-dataset';

/** Of labels at a time: as many as columns of a wide file. */
const ALIASES_MAX = 200;
/** Others save at the same time hardly ever, and not three times. */
const TRIES_MAX = 4;

const aliasesSchema = z
  .record(z.string().trim().min(1).max(256), z.string())
  .refine((aliases) => Object.keys(aliases).length <= ALIASES_MAX);

/**
 * Takes other labels for a dataset's fields into its definition, as a new version. Whoever imports may, though not
 * define: it says how files are written, and changes nothing of what rows mean.
 * @param request.aliases `{label: field}`
 */
export async function rememberAliases(
  deps: { datasets: Pick<DatasetTable, 'get' | 'find' | 'save'>; audit: Pick<AuditTrail, 'append'> },
  actor: Actor,
  request: { dataset: string; aliases: unknown },
): Promise<Dataset> {
  authorize(actor, 'import', request.dataset);
  const aliases = parseAliases(request.aliases);
  for (let tries = 1; ; tries++) {
    const current = await deps.datasets.get(request.dataset);
    const definition = withAliases(current.definition, aliases);
    if (definition === null) return current;
    try {
      return await saveNextVersion(deps, actor, definition, current.version);
    } catch (error) {
      const isRace = error instanceof LakeportError && error.code === 'definition-conflict';
      if (!isRace || tries === TRIES_MAX) throw error;
    }
  }
}

function parseAliases(input: unknown): [label: string, field: string][] {
  const parsed = aliasesSchema.safeParse(input);
  if (parsed.success) return Object.entries(parsed.data);
  throw new LakeportError('invalid-request', 'The labels cannot be used.', {
    resolution: `Give at most ${ALIASES_MAX} of {label: field}, each label of 1 to 256 characters.`,
  });
}

/** The definition with the labels it does not know yet; null when it knows all. */
function withAliases(
  definition: DatasetDefinition,
  aliases: readonly (readonly [label: string, field: string])[],
): DatasetDefinition | null {
  const known = new Set(definition.schema.fields.map(({ name }) => name));
  const unknown = aliases.find(([, field]) => !known.has(field));
  if (unknown) throw new LakeportError('invalid-request', `There is no field “${unknown[1]}”.`);
  const isNew = (label: string, names: readonly string[]) =>
    !names.some((name) =>
      definition.strictHeader ? name === label : comparableLabel(name) === comparableLabel(label),
    );
  let added = 0;
  const fields = definition.schema.fields.map((field) => {
    const labels = aliases
      .filter(([label, name]) => name === field.name && isNew(label, [field.name, ...field.aliases]))
      .map(([label]) => label);
    added += labels.length;
    return { ...field, aliases: [...field.aliases, ...labels] };
  });
  if (added === 0) return null;
  const read = readDefinition({ ...definition, schema: { ...definition.schema, fields } });
  if ('definition' in read) return read.definition;
  throw new LakeportError('invalid-request', read.issues.map(({ message }) => message).join(' '), {
    resolution: 'Choose another field for the label, or let an admin change the definition.',
  });
}
