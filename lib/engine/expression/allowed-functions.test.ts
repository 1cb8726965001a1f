/** Every function that is offered exists, is described, and may be called. */
import { describe, expect, it } from 'vitest';
import { AGGREGATE_FUNCTIONS, SCALAR_FUNCTIONS } from '../../dataset/expression-functions';
import { ALLOWED_AGGREGATES, ALLOWED_SCALARS } from '../../sql-sandbox/allowed-functions';
import { withParser } from './open-parser';

/** DuckDB's parser knows these by itself. */
const OF_THE_PARSER = ['coalesce', 'ifnull', 'try'];

describe('the functions of expressions', () => {
  const all = [...SCALAR_FUNCTIONS, ...AGGREGATE_FUNCTIONS];

  it('are there once each, with their arguments and a sentence', () => {
    const names = all.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(all.filter(({ signature }) => !/^[a-z_0-9]+\([^)]*\)$/.test(signature))).toEqual([]);
    expect(all.filter(({ description }) => !/^\S.*[.…]$/.test(description))).toEqual([]);
  });

  it('are functions of DuckDB, of one row or of many', async () => {
    const known = await withParser(async (connection) => {
      const result = await connection.runAndReadAll(
        `SELECT DISTINCT function_name || ' ' || (function_type = 'aggregate') FROM duckdb_functions()`,
      );
      return new Set(result.getRows().map(([row]) => String(row)));
    });
    const isKnown = (name: string, isAggregate: boolean) =>
      OF_THE_PARSER.includes(name) || known.has(`${name} ${isAggregate}`);
    expect(SCALAR_FUNCTIONS.filter(({ name }) => !isKnown(name, false))).toEqual([]);
    expect(AGGREGATE_FUNCTIONS.filter(({ name }) => !isKnown(name, true))).toEqual([]);
  });

  it('are the ones that the sandbox lets pass', () => {
    expect(SCALAR_FUNCTIONS.every(({ name }) => ALLOWED_SCALARS.has(name))).toBe(true);
    expect(AGGREGATE_FUNCTIONS.every(({ name }) => ALLOWED_AGGREGATES.has(name))).toBe(true);
    expect(ALLOWED_SCALARS.has('now')).toBe(false);
  });
});
