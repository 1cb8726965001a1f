import { describe, expect, it } from 'vitest';
import { parseDefinition } from './definition';
import { retentionDays } from './retention';

const definition = (retention: object) =>
  parseDefinition({ name: 'd', schema: { fields: [{ name: 'a', type: 'string' }] }, retention });

describe('retention', () => {
  it('is a number of days by zone, or for ever, which is also the default', () => {
    const kept = definition({ bronze: '30d', silver: 'forever', anomalies: '7d' });
    expect(retentionDays(kept, 'bronze')).toBe(30);
    expect(retentionDays(kept, 'silver')).toBeNull();
    expect(retentionDays(kept, 'anomalies')).toBe(7);
    expect(retentionDays(kept, 'gold')).toBeNull();
    expect(retentionDays({}, 'gold')).toBeNull();
  });

  it('is one of the numbers that the bucket has a rule for; the refusal lists them', () => {
    for (const keepFor of ['31d', '0d', '-7d', '7', '7 d', 'never', '07d']) {
      expect(() => definition({ silver: keepFor })).toThrow(/1d, 3d, 7d, 14d, 30d.* or forever/);
    }
    expect(() => definition({ manifests: '7d' })).toThrow();
  });
});
