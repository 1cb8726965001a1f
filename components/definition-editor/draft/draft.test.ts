import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDefinition, type DatasetDefinitionInput } from '@/lib/dataset/definition';
import { presets } from '@/lib/dataset/presets';
import { conciseDefinition } from './concise-definition';
import { DraftStore } from './draft-store';
import { isRecord, placeOf, readAt, writeAt, type JsonPath } from './json-path';
import { sameJson } from './same-json';
import { toDraft } from './to-draft';

/** Every path to a value that holds no others. */
function leavesOf(value: unknown, path: JsonPath = []): JsonPath[] {
  const inner = Array.isArray(value)
    ? value.map((item: unknown, index) => [index, item] as const)
    : isRecord(value)
      ? Object.entries(value)
      : [];
  if (inner.length === 0) return [path];
  return inner.flatMap(([step, item]) => leavesOf(item, [...path, step]));
}

const json = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.jsonValue({ maxDepth: 4 }), { minKeys: 1 });

describe('a draft', () => {
  it('keeps all that the form does not write, whatever it is', () => {
    fc.assert(
      fc.property(json, fc.nat(), fc.string(), (definition, pick, text) => {
        const leaves = leavesOf(definition);
        const path = leaves[pick % leaves.length] ?? [];
        const store = new DraftStore(definition);
        store.set(path, text);
        expect(readAt(store.getDraft(), path)).toBe(text);
        for (const other of leaves) {
          if (other !== path) expect(readAt(store.getDraft(), other)).toEqual(readAt(definition, other));
        }
      }),
    );
  });

  it('is what it was when a place is written and written back', () => {
    fc.assert(
      fc.property(json, fc.nat(), (definition, pick) => {
        const leaves = leavesOf(definition);
        const path = leaves[pick % leaves.length] ?? [];
        const store = new DraftStore(definition);
        store.set(path, 'something else, surely');
        store.set(path, readAt(definition, path));
        expect(store.isChanged()).toBe(false);
        expect(store.getDraft()).toEqual(definition);
      }),
    );
  });

  it('makes what is missing on the way, and takes out what becomes nothing', () => {
    const made = writeAt({ name: 'a' }, ['schema', 'fields', 0, 'title'], 'Title');
    expect(made).toEqual({ name: 'a', schema: { fields: [{ title: 'Title' }] } });
    expect(writeAt(made, ['schema', 'fields', 0, 'title'], undefined)).toEqual({
      name: 'a',
      schema: { fields: [{}] },
    });
    // A dialect that was to be found out becomes one that is said.
    expect(writeAt({ dialect: 'auto' }, ['dialect', 'delimiter'], ';')).toEqual({
      dialect: { delimiter: ';' },
    });
  });

  it('names places as the server does', () => {
    expect(placeOf(['schema', 'fields', 2, 'constraints', 'pattern'])).toBe(
      'schema.fields[2].constraints.pattern',
    );
    expect(placeOf(['views', 0, 'measures', 'avg_value'])).toBe('views[0].measures.avg_value');
  });
});

/** Definitions with every setting there is, some of them as by default. */
const definitions: DatasetDefinitionInput[] = [
  ...presets(),
  {
    name: 'all-there-is',
    $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
    title: 'All there is',
    description: 'Every property once.',
    dialect: { delimiter: ';', headerRows: [2, 3], commentRows: [4], escapeChar: '\\', quoteChar: '' },
    encoding: 'windows-1252',
    strictHeader: true,
    missingColumns: 'empty',
    extraColumns: 'ignore',
    schema: {
      fields: [
        {
          name: 'id',
          type: 'string',
          format: 'uuid',
          aliases: ['ID no.'],
          example: { any: ['thing'] },
          constraints: { required: true, unique: true, pattern: '.+', minLength: 1, maxLength: 40 },
        },
        {
          name: 'price',
          type: 'number',
          unit: '€',
          decimalChar: ',',
          groupChar: '.',
          bareNumber: false,
          missingValues: ['', 'n/a'],
          constraints: { minimum: 0, exclusiveMaximum: '1e9' },
        },
        { name: 'state', type: 'string', constraints: { enum: ['on', 'off'] }, hidden: true },
        { name: 'ok', type: 'boolean', trueValues: ['yes'], falseValues: ['no'] },
      ],
      primaryKey: ['id'],
      missingValues: ['', '-'],
    },
    derive: [{ name: 'cents', type: 'integer', as: 'price * 100', unit: 'ct' }],
    rules: [{ name: 'dear', when: 'price > 100', route: 'flag', title: 'Dear' }],
    views: [{ name: 'v', groupBy: ['ok', { name: 'day', as: 'length(id)' }], measures: { n: 'count(*)' } }],
    contract: 'evolve',
    records: true,
    schedule: { cron: 'cron(0 6 * * ? *)', source: 'inbox/' },
    retention: { rejects: '30d' },
  },
  {
    name: 'auto',
    dialect: 'auto',
    encoding: 'auto',
    schema: { fields: [{ name: 'a', type: 'date', format: 'any' }] },
  },
];

describe('a concise definition', () => {
  it.each(definitions.map((definition) => [definition.name, definition]))(
    'of %s loses nothing, and says no default',
    (_, input) => {
      const definition = parseDefinition(input);
      const concise = conciseDefinition(definition);
      expect(parseDefinition(concise)).toEqual(definition);
      expect(parseDefinition(toDraft(concise))).toEqual({ ...definition, version: 1 });
      expect(JSON.stringify(concise).length).toBeLessThan(JSON.stringify(definition).length);
      for (const path of leavesOf(toDraft(concise))) {
        if (path.length !== 1 || path[0] === 'name') continue;
        // Without it, it is another definition.
        const without = parseDefinition(writeAt(toDraft(concise), path, undefined));
        expect(sameJson(without, { ...definition, version: 1 })).toBe(false);
      }
    },
  );
});
