import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDefinition } from '../lib/dataset/definition';
import { manifestKey, manifestsPrefix } from '../lib/lake/keys';
import { loadSnapshot } from '../lib/lake/snapshot';
import { putSmallImports } from '../lib/lake/testing/put-small-imports';
import { compactDatasets } from '../lib/use-cases/compact-datasets';
import { PublishingStage } from './publishing-stage';

let stage: PublishingStage;
beforeAll(async () => {
  stage = await PublishingStage.open();
});
afterAll(() => stage.close());

describe('compacting all datasets', () => {
  it('does each that needs it, also where another one fails, and then says which did', async () => {
    const { datasets, lake } = stage;
    const broken = { name: 'broken', schema: { fields: [{ name: 'a', type: 'string' }] } };
    await datasets.save(parseDefinition(broken), 'somebody', new Date(0));
    await lake.store.putText(manifestKey(manifestsPrefix('broken'), 1), 'no manifest');
    const fields = ['station', 'date', 'max', 'note'].map((name) => ({ name, type: 'string' }));
    const weather = { name: 'weather', version: 2, schema: { fields }, retention: { silver: '60d' } };
    await datasets.save(parseDefinition(weather), 'somebody', new Date(0));
    await putSmallImports(lake, 1, 40);
    const deps = { ...lake, workDir: lake.workDir, datasets, mayGoOn: () => true };
    const rows = (await loadSnapshot(lake.store, 'weather')).currentRows('silver');
    await expect(compactDatasets(deps)).rejects.toMatchObject({
      errors: [expect.objectContaining({ message: 'The dataset broken could not be compacted.' })],
    });
    const after = await loadSnapshot(lake.store, 'weather');
    expect(after.parts('silver')).toMatchObject([{ rows, mixed: true }]);
    expect(lake.store.retentionDays(after.parts('silver')[0]?.key ?? '')).toBe(60);
    expect(after.sequence).toBe(41);
  });
});
