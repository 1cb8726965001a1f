import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeAt } from '../draft/json-path';
import { describeConsequences } from './describe-consequences';
import { foldUnchanged, lineChanges } from './line-changes';
import { mergeChanges } from './merge-changes';
import { summarizeChanges } from './summarize-changes';

const BASE = {
  name: 'readings',
  title: 'Readings',
  schema: {
    fields: [
      { name: 'id', type: 'string', constraints: { required: true } },
      { name: 'value', type: 'number' },
    ],
    primaryKey: ['id'],
  },
  rules: [{ name: 'hot', when: 'value > 40' }],
  views: [{ name: 'daily', groupBy: ['id'], measures: { mean: 'avg(value)' } }],
};

const words = (before: unknown, after: unknown) =>
  summarizeChanges(before, after).map(
    ({ kind, subject, name, details }) => `${subject} ${name} ${kind}: ${details.join('; ')}`,
  );

describe('the summary of a change', () => {
  it('says nothing where nothing is different', () => {
    expect(summarizeChanges(BASE, structuredClone(BASE))).toEqual([]);
  });

  it('names what was added, taken out and changed', () => {
    const fields = [
      { name: 'id', type: 'integer', constraints: { required: true, minimum: 1 } },
      { name: 'unit', type: 'string' },
    ];
    let after = writeAt(BASE, ['schema', 'fields'], fields);
    after = writeAt(after, ['rules', 0, 'when'], 'value > 50');
    after = writeAt(after, ['title'], 'All readings');
    after = writeAt(after, ['schema', 'primaryKey'], ['id', 'unit']);
    after = writeAt(after, ['views', 0, 'measures', 'rows'], 'count(*)');
    expect(words(BASE, after)).toEqual([
      'Title  changed: Readings → All readings',
      'Key  changed: id → id, unit',
      'Field value removed: ',
      'Field unit added: ',
      'Field id changed: type string → integer; constraints minimum 1',
      'Rule hot changed: when value > 40 → value > 50',
      'View daily changed: measures rows count(*)',
    ]);
  });

  it('tells another order from another content', () => {
    const after = writeAt(BASE, ['schema', 'fields'], BASE.schema.fields.toReversed());
    expect(words(BASE, after)).toEqual(['Fields  changed: in another order']);
  });
});

describe('merging', () => {
  it('keeps both sides’ changes', () => {
    const ours = writeAt(BASE, ['rules'], [...BASE.rules, { name: 'cold', when: 'value < 0' }]);
    const theirs = writeAt(
      writeAt(BASE, ['title'], 'Theirs'),
      ['schema', 'fields'],
      [BASE.schema.fields[0], { name: 'unit', type: 'string' }, BASE.schema.fields[1]],
    );
    const { merged, contested } = mergeChanges(BASE, ours, theirs);
    expect(contested).toEqual([]);
    expect(merged).toEqual(writeAt(theirs, ['rules'], [...BASE.rules, { name: 'cold', when: 'value < 0' }]));
  });

  it('lets ours stand where both changed the same, and says where', () => {
    const ours = writeAt(BASE, ['rules', 0, 'when'], 'value > 45');
    const theirs = writeAt(BASE, ['rules', 0, 'when'], 'value > 50');
    expect(mergeChanges(BASE, ours, theirs)).toEqual({ merged: ours, contested: ['rules “hot”.when'] });
  });

  it('gives theirs where we changed nothing, and ours where they did not', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (base, changed) => {
        expect(mergeChanges(base, base, changed).merged).toEqual(changed);
        expect(mergeChanges(base, changed, base)).toEqual({ merged: changed, contested: [] });
      }),
    );
  });

  it('does not bring back what one side took out', () => {
    const ours = writeAt(BASE, ['schema', 'fields', 1], undefined);
    const theirs = writeAt(BASE, ['title'], 'Theirs');
    expect(mergeChanges(BASE, ours, theirs).merged).toEqual(writeAt(ours, ['title'], 'Theirs'));
  });
});

describe('the consequences', () => {
  const needsReplay = (after: unknown) =>
    describeConsequences(BASE, after).map((consequence) => consequence.needsReplay);

  it('are none where only words change', () => {
    expect(needsReplay(writeAt(BASE, ['schema', 'fields', 0, 'title'], 'Identity'))).toEqual([]);
    expect(needsReplay(writeAt(BASE, ['description'], 'More words'))).toEqual([]);
    expect(needsReplay(writeAt(BASE, ['rules', 0, 'title'], 'Hot'))).toEqual([]);
  });

  it('are a replay where rows would come out otherwise', () => {
    expect(needsReplay(writeAt(BASE, ['schema', 'fields', 1, 'type'], 'integer'))).toEqual([true]);
    expect(needsReplay(writeAt(BASE, ['rules', 0, 'when'], 'false'))).toEqual([true]);
    expect(needsReplay(writeAt(BASE, ['schema', 'primaryKey'], undefined))).toEqual([true]);
    expect(needsReplay(writeAt(BASE, ['views', 0, 'groupBy'], []))).toEqual([false]);
  });
});

describe('the difference of two texts', () => {
  it('has every line of both, with its number', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = lineChanges(before.join('\n'), after.join('\n'));
        const side = (kind: 'added' | 'removed') =>
          lines.filter((line) => line.kind !== kind).map((line) => line.text);
        expect(side('added').join('\n').trimEnd()).toBe(before.join('\n').trimEnd());
        expect(side('removed').join('\n').trimEnd()).toBe(after.join('\n').trimEnd());
        const unfolded = foldUnchanged(lines).flatMap((part) => (part.kind === 'gap' ? part.lines : [part]));
        expect(unfolded).toEqual(lines);
      }),
    );
  });

  it('shows a change with three lines around it', () => {
    const before = Array.from({ length: 20 }, (_, index) => `line ${index}`);
    const parts = foldUnchanged(lineChanges(before.join('\n'), before.with(10, 'other').join('\n')));
    expect(parts.map(({ kind }) => kind)).toEqual([
      'gap',
      ...['same', 'same', 'same', 'removed', 'added', 'same', 'same', 'same'],
      'gap',
    ]);
  });
});
