/** A file finds the dataset it belongs to, and its labels the fields they mean. */
import { describe, expect, it } from 'vitest';
import { parseDefinition } from '../definition';
import { labelLikeness } from './label-likeness';
import { fieldsByLabel, matchLabels } from './match-labels';
import { suggestAliases } from './suggest-aliases';

const weather = parseDefinition({
  name: 'weather',
  schema: {
    fields: [
      { name: 'station_id', type: 'string' },
      { name: 'date', type: 'date', aliases: ['Day of Year'] },
      { name: 'max_temp', type: 'number', title: 'Highest temperature' },
    ],
  },
});

describe('a header', () => {
  it('fits wholly with the dataset’s fields in any order, by names, aliases, case and spaces', () => {
    const match = matchLabels(weather, [' Max Temp', 'DAY OF YEAR', 'Station_ID']);
    expect(match).toEqual({ score: 1, missing: [], extra: [] });
  });

  it('fits less with each field it lacks and each column it has besides', () => {
    const match = matchLabels(weather, ['date', 'max_temp', 'wind']);
    expect(match).toEqual({ score: 0.5, missing: ['station_id'], extra: ['wind'] });
    expect(matchLabels(weather, ['sku', 'price']).score).toBe(0);
  });

  it('is taken to the letter where the definition says so', () => {
    const strict = { ...weather, strictHeader: true };
    expect(matchLabels(strict, ['Station_ID', 'date', 'max_temp']).missing).toEqual(['station_id']);
    expect(fieldsByLabel(strict)('Date')).toBeNull();
  });

  it('may be that of a file of refused rows', () => {
    expect(matchLabels(weather, ['_line', '_problems', 'station_id', 'date', 'max_temp']).score).toBe(1);
  });
});

describe('two names', () => {
  it.each([
    ['Device ID', 'device_id', 1],
    ['maxTemp', 'max_temp', 1],
    ['Prix (€)', 'prix', 1],
    ['', 'a', 0],
  ])('%j and %j are alike by %d', (one, other, likeness) => {
    expect(labelLikeness(one, other)).toBe(likeness);
  });

  it.each([
    ['temp', 'temperature', 'pressure'],
    ['qantity', 'quantity', 'unit'],
    ['station', 'station_id', 'date'],
    ['updated', 'updated_at', 'created_at'],
  ])('%j is more like %j than like %j', (label, near, far) => {
    expect(labelLikeness(label, near)).toBeGreaterThan(0.6);
    expect(labelLikeness(label, near)).toBeGreaterThan(labelLikeness(label, far));
  });
});

describe('suggested aliases', () => {
  const { fields } = weather.schema;

  it('give each label the field that is most like it, and each field to one label', () => {
    const extra = [
      { label: 'Station', type: 'string' },
      { label: 'station no', type: 'integer' },
      { label: 'temperature (highest)', type: 'number' },
      { label: 'remark', type: 'string' },
    ] as const;
    expect(suggestAliases(extra, fields)).toEqual({
      Station: 'station_id',
      'temperature (highest)': 'max_temp',
    });
  });

  it('hold back where the values are of another type and the names are not quite the same', () => {
    expect(suggestAliases([{ label: 'max tmp of', type: 'number' }], fields)).toEqual({
      'max tmp of': 'max_temp',
    });
    expect(suggestAliases([{ label: 'max tmp of', type: 'date' }], fields)).toEqual({});
  });
});
