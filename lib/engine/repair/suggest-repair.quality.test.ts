/**
 * How often a suggestion is made, and how often it is right: good rows of several tables, damaged in every
 * way.
 */
import { describe, expect, it } from 'vitest';
import { learnShapes } from './column-shapes';
import { suggestRepair } from './suggest-repair';
import { LOSSES, POLLUTIONS } from './testing/pollute-row';
import { Random } from './testing/random';
import { SAMPLE_TABLES } from './testing/sample-tables';

const SEED = 20_250_131;

interface Outcome {
  cases: number;
  suggested: number;
  right: number;
  /** Suggestions that put a value where the row did not have it; a value that is missing is no such one. */
  misplaced: number;
}

type Pollutions = typeof POLLUTIONS | typeof LOSSES;

/** Damages rows of every table in every way, and counts the outcomes by the kind of damage. */
function measure(pollutions: Pollutions, goodRows: number, casesPerTable: number): Map<string, Outcome> {
  const outcomes = new Map<string, Outcome>();
  for (const { definition, dialect, makeRow } of SAMPLE_TABLES) {
    const random = new Random(SEED);
    const good = Array.from({ length: goodRows }, () => makeRow(random));
    const shapes = learnShapes(definition, definition.schema.fields, good);
    for (const [kind, pollute] of Object.entries(pollutions)) {
      const outcome = outcomes.get(kind) ?? { cases: 0, suggested: 0, right: 0, misplaced: 0 };
      outcomes.set(kind, outcome);
      for (let count = 0; count < casesPerTable; count++) {
        const cells = makeRow(random);
        const broken = pollute(cells, dialect, random);
        if (!broken) continue;
        outcome.cases += 1;
        const suggestion = suggestRepair(broken, { dialect, shapes, width: cells.length });
        if (!suggestion) continue;
        const fits = suggestion.every((text, cell) => shapes.fits(cell, text));
        if (!fits || suggestion.length !== cells.length)
          expect.fail(`${broken.raw}: ${suggestion.join('¦')}`);
        outcome.suggested += 1;
        if (suggestion.every((text, cell) => text === cells[cell])) outcome.right += 1;
        if (suggestion.some((text, cell) => text !== '' && text !== cells[cell])) outcome.misplaced += 1;
      }
    }
  }
  return outcomes;
}

function sumOf(outcomes: Map<string, Outcome>): Outcome {
  const sum = { cases: 0, suggested: 0, right: 0, misplaced: 0 };
  for (const outcome of outcomes.values()) {
    sum.cases += outcome.cases;
    sum.suggested += outcome.suggested;
    sum.right += outcome.right;
    sum.misplaced += outcome.misplaced;
  }
  return sum;
}

/**
 * The share of damaged rows that must be mended, by kind, with 300 good rows; what was measured less a
 * margin.
 */
const RECALL: Record<keyof typeof POLLUTIONS, number> = {
  'unquoted delimiter': 0.93,
  'extra empty cells at the end': 0.95,
  'a delimiter before the row': 0.95,
  'a delimiter twice': 0.95,
  'values run together': 0.65,
  'a blank for a delimiter': 0.95,
  'an empty cell left out': 0.85,
  'inner quotes not doubled': 0.95,
  'quotes in an unquoted cell': 0.95,
  'a quote never closed': 0.95,
  'a quote never opened': 0.95,
  'a blank behind a closing quote': 0.95,
  'another delimiter': 0.93,
  'many spaces for delimiters': 0.93,
  'the whole row quoted': 0.97,
  'two unquoted delimiters': 0.5,
  'another delimiter, and one too many': 0.93,
};

describe('suggestions for rows that a delimiter or a quote mends', () => {
  const outcomes = measure(POLLUTIONS, 300, 60);

  it('are the row that was, in 99.5 % of several thousand cases', () => {
    const { cases, suggested, right } = sumOf(outcomes);
    expect(cases).toBeGreaterThan(4000);
    expect(right / suggested).toBeGreaterThanOrEqual(0.995);
  });

  it.each(Object.entries(RECALL))('are made: %s', (kind, least) => {
    const { cases = 0, right = 0 } = outcomes.get(kind) ?? {};
    expect(cases).toBeGreaterThan(10);
    expect(right / cases).toBeGreaterThanOrEqual(least);
  });
});

describe('suggestions where little is known', () => {
  it.each([
    ['the definition alone', 0, 0.35],
    ['5 good rows', 5, 0.75],
    ['20 good rows', 20, 0.85],
  ])('are rarer, but right: %s', (_, goodRows, recall) => {
    const { cases, suggested, right } = sumOf(measure(POLLUTIONS, goodRows, 20));
    expect(right / suggested).toBeGreaterThanOrEqual(0.99);
    expect(right / cases).toBeGreaterThanOrEqual(recall);
  });
});

describe('rows of which a part is lost', () => {
  it('are seldom given values in the wrong place', () => {
    const { cases, misplaced } = sumOf(measure(LOSSES, 300, 60));
    expect(misplaced / cases).toBeLessThan(0.04);
  });
});
