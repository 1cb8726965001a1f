import {
  datasetDefinitionSchema,
  type DatasetDefinition,
  type DatasetDefinitionInput,
} from '@/lib/dataset/definition';
import { dialectSchema } from '@/lib/dataset/dialect';
import { fieldSchema } from '@/lib/dataset/field';
import { sameJson } from './same-json';

/** A definition as one would write it: what is a default is left out. Parsing it gives the definition again. */
export function conciseDefinition(definition: DatasetDefinition): DatasetDefinitionInput {
  const { name, schema, dialect, rules, views, ...rest } = definition;
  const fields = schema.fields.map(({ name: fieldName, type, ...settings }) => ({
    name: fieldName,
    type,
    ...without(settings, fieldSchema.parse({ name: 'any', type })),
  }));
  const defaults = datasetDefinitionSchema.parse({
    name: 'any',
    schema: { fields: [{ name: 'any', type: 'string' }] },
  });
  const shortDialect = dialect === 'auto' ? dialect : without(dialect, dialectSchema.parse({}));
  const { title, description, ...others } = without(rest, defaults);
  return {
    name,
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(sameJson(shortDialect, {}) ? {} : { dialect: shortDialect }),
    schema: {
      fields,
      ...without({ primaryKey: schema.primaryKey, missingValues: schema.missingValues }, defaults.schema),
    },
    ...others,
    ...(rules.length > 0 && { rules: rules.map((rule) => without(rule, { route: 'anomalies' })) }),
    ...(views.length > 0 && {
      views: views.map(({ groupBy, ...view }) => ({
        ...view,
        groupBy: groupBy.map((group) => (group.as === undefined ? group.name : group)),
      })),
    }),
  };
}

/** The properties that are not what they would be without being said. */
function without<Settings extends object>(settings: Settings, defaults: object): Settings {
  const known = new Map<string, unknown>(Object.entries(defaults));
  const said = Object.entries(settings).filter(
    ([name, value]) => value !== undefined && !(known.has(name) && sameJson(value, known.get(name))),
  );
  return Object.fromEntries(said) as Settings;
}
