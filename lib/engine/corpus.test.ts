/**
 * Runs every file of `corpus/` through the engine, in the whole and in chunks of one and seven bytes. Beside
 * each file stands `<case>.expected.json`, which says what is nasty in it and what must become of it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { brokenInvariants } from '../counts';
import { parseDefinition } from '../dataset/definition';
import { LakeportError } from '../errors';
import { openTextChecker } from './testing/check-text';
import type { CheckedText, Row, TextChecker } from './testing/check-text';

const CORPUS = path.join(import.meta.dirname, 'corpus');
const EXPECTED = '.expected.json';
/** Chunks of one byte end within everything, and those of seven hardly ever where a record does. */
const CHUNKINGS = [undefined, [1, 7]];

const count = z.number().int().nonnegative();
const row = z.tuple([count], z.json());

const expectationSchema = z.strictObject({
  /** One sentence: what is nasty, and what must happen. */
  why: z.string().regex(/[.?!]$/),
  /** Keys that replace those of `default-definition.json`. */
  definition: z.record(z.string(), z.unknown()).default({}),
  fileName: z.string().optional(),
  /** The code of a file that cannot be used; then nothing else is said. */
  error: z.string().optional(),
  counts: z
    .strictObject({ received: count, accepted: count, anomalous: count, rejected: count, blank: count })
    .optional(),
  /** `[line, cell, …]` of each row in the order of lines, without the engine's own columns. */
  accepted: z.array(row).optional(),
  anomalous: z.array(row).optional(),
  /** `[line, rule, …]` of each row that rules flag, be it accepted or anomalous. */
  flags: z.array(row).optional(),
  /** `[line, byte offset, column, code]` of each problem. */
  rejected: z.array(z.tuple([count, count, z.string().nullable(), z.string()])).optional(),
  /** The exact text of each refused row. */
  raw: z.array(z.string()).optional(),
  repeatedHeaders: count.optional(),
});

type Expectation = z.output<typeof expectationSchema>;
type Outcome = Omit<Expectation, 'why' | 'definition' | 'fileName'>;

interface CorpusCase {
  name: string;
  why: string;
  bytes: Buffer;
  expected: Expectation;
}

const defaultDefinition = readObject(path.join(CORPUS, 'default-definition.json'));

/** The cases of a group. @throws Error for a file that has no expectation, and for an expectation without a file. */
function readCases(group: string): CorpusCase[] {
  const files = readdirSync(path.join(CORPUS, group));
  const names = [...new Set(files.map((file) => file.slice(0, file.indexOf('.'))))];
  return names.map((name) => {
    const [data, ...others] = files.filter((file) => file.startsWith(`${name}.`) && !file.endsWith(EXPECTED));
    if (data === undefined || others.length > 0 || !files.includes(name + EXPECTED)) {
      throw new Error(`corpus/${group}/${name} needs one file and ${name}${EXPECTED} beside it.`);
    }
    const expected = expectationSchema.parse(readObject(path.join(CORPUS, group, name + EXPECTED)));
    const bytes = readFileSync(path.join(CORPUS, group, data));
    return { name, why: expected.why, bytes, expected: { fileName: data, ...expected } };
  });
}

function readObject(file: string): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** What came of a file, as far as the expectation says something of it. */
function outcomeOf(result: CheckedText, expected: Expectation): Outcome {
  const { accepted, anomalies, rejects, checked } = result;
  const { received, blank, rejected } = checked.counts;
  const counts = { received, accepted: accepted.length, anomalous: anomalies.length, rejected, blank };
  const outcome: Outcome = {
    counts,
    accepted: accepted.map(cellsOf),
    anomalous: anomalies.map(cellsOf),
    flags: [...accepted, ...anomalies].flatMap(flagsOf),
    rejected: rejects.map(problemOf),
    raw: rawsOf(rejects),
    repeatedHeaders: checked.repeatedHeaders,
  };
  const said = Object.entries(outcome).filter(([key]) => key in expected);
  return inOrder(Object.fromEntries(said));
}

function cellsOf(found: Row): [number, ...z.core.util.JSONType[]] {
  const columns = Object.keys(found).filter((name) => !name.startsWith('_'));
  return row.parse([Number(found._line), ...columns.map((name) => found[name])]);
}

function flagsOf(found: Row): z.output<typeof row>[] {
  const flags = z.array(z.string()).parse(found._flags);
  return flags.length > 0 ? [[Number(found._line), ...flags]] : [];
}

function problemOf({ line, byte_offset, column, code }: Row): [number, number, string | null, string] {
  return [Number(line), Number(byte_offset), column === null ? null : String(column), String(code)];
}

/** One text for each refused row, of which `rejects` may tell several problems. */
function rawsOf(rejects: Row[]): string[] {
  return [...new Map(rejects.map((reject) => [String(reject.byte_offset), String(reject.raw)])).values()];
}

/** Rows on the same line and problems of the same row come in no order. */
function inOrder(outcome: Outcome): Outcome {
  const sorted = <T extends [number, ...unknown[]]>(rows: T[] | undefined) =>
    rows?.toSorted((a, b) => a[0] - b[0] || JSON.stringify(a).localeCompare(JSON.stringify(b)));
  const { accepted, anomalous, flags, rejected } = outcome;
  return {
    ...outcome,
    ...(accepted && { accepted: sorted(accepted) }),
    ...(anomalous && { anomalous: sorted(anomalous) }),
    ...(flags && { flags: sorted(flags) }),
    ...(rejected && { rejected: sorted(rejected) }),
  };
}

let checker: TextChecker;
beforeAll(async () => {
  checker = await openTextChecker();
});
afterAll(() => checker.close());

async function expectOutcome({ bytes, expected }: CorpusCase, chunkBytes?: number[]): Promise<void> {
  const { why: _, definition: changes, fileName = '', error, ...outcome } = expected;
  const definition = parseDefinition({ ...defaultDefinition, ...changes });
  const run = checker.check(definition, bytes, { fileName, ...(chunkBytes && { chunkBytes }) });
  if (error !== undefined) {
    const failure = await run.then(
      () => 'The file was taken.',
      (reason: unknown) => reason,
    );
    expect(failure).toBeInstanceOf(LakeportError);
    expect(failure).toMatchObject({ code: error });
    return;
  }
  const result = await run;
  expect(brokenInvariants(result.checked.counts)).toEqual([]);
  expect(outcomeOf(result, expected)).toEqual(inOrder(outcome));
}

const groups = readdirSync(CORPUS, { withFileTypes: true }).filter((entry) => entry.isDirectory());

describe.each(groups.map((entry) => entry.name))('corpus/%s', (group) => {
  it.each(readCases(group))('$name: $why', async (corpusCase) => {
    for (const chunkBytes of CHUNKINGS) await expectOutcome(corpusCase, chunkBytes);
  });
});
