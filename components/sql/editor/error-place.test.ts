import { expect, it } from 'vitest';
import { errorPlace } from './error-place';

it('underlines the word that the server names by line and character', () => {
  const sql = 'select station,\n  maxtemp\nfrom rows';
  const { from, to } = errorPlace(sql, 'Line 2, column 3: There is no column maxtemp.');
  expect(sql.slice(from, to)).toBe('maxtemp');
});

it('underlines all where the server names no place', () => {
  expect(errorPlace('drop table x', 'Only one SELECT is run.')).toMatchObject({ from: 0, to: 12 });
});
