import { describe, expect, it } from 'vitest';
import { LakeportError } from '../errors';
import type { Actor } from '../roles';
import { newImport } from './new-import';
import { authorize, authorizeImport, authorizeSome, EVERY_DATASET } from './authorize';

const analyst: Actor = { name: 'ada@example.com', roles: ['analysts'] };
const admin: Actor = { name: 'ann@example.com', roles: ['admins'] };
const nobody: Actor = { name: 'new@example.com', roles: [] };
const keyOf = (acts: ('read' | 'import' | 'define')[], datasets: string[] | null): Actor => ({
  name: 'Loader (API key)',
  roles: [],
  scope: { acts, datasets },
});

const forbidden = expect.objectContaining({ code: 'forbidden' });

describe('a person', () => {
  it('may do what one of the roles allows, with every dataset', () => {
    authorize(analyst, 'read', 'weather');
    authorize(analyst, 'read', EVERY_DATASET);
    authorize(admin, 'manage', EVERY_DATASET);
    expect(() => authorize(analyst, 'import', 'weather')).toThrow(forbidden);
    expect(() => authorize(nobody, 'read', 'weather')).toThrow(forbidden);
  });
});

describe('an API key', () => {
  it('may do only what it was made for', () => {
    const loader = keyOf(['import'], null);
    authorize(loader, 'import', 'weather');
    expect(() => authorize(loader, 'read', 'weather')).toThrow(forbidden);
    expect(() => authorizeSome(loader, 'define')).toThrow(forbidden);
  });

  it('never manages people or keys, whatever roles come with it', () => {
    const key = { ...keyOf(['read', 'import', 'define'], null), roles: ['admins' as const] };
    expect(() => authorize(key, 'manage', EVERY_DATASET)).toThrow(forbidden);
  });

  it('for some datasets reaches no other, and nothing that is about all', () => {
    const key = keyOf(['read'], ['weather']);
    authorize(key, 'read', 'weather');
    expect(() => authorize(key, 'read', 'weather-2')).toThrow(forbidden);
    expect(() => authorize(key, 'read', EVERY_DATASET)).toThrow(forbidden);
    expect(['weather', 'sales'].filter(authorizeSome(key, 'read'))).toEqual(['weather']);
  });

  it('finds an import of another dataset no more than one that is not there', async () => {
    const imports = {
      get: async (id: string) => {
        if (id === 'none') {
          throw new LakeportError('import-not-found', 'There is no import none.', {
            resolution: 'Look it up in the import history.',
          });
        }
        return importOf(id);
      },
    };
    const key = keyOf(['read'], ['weather']);
    await expect(authorizeImport(imports, key, 'read', 'weather')).resolves.toMatchObject({ id: 'weather' });
    const refusals = await Promise.all(
      ['none', 'sales'].map((id) =>
        authorizeImport(imports, key, 'read', id).catch((error: unknown) => sentenceOf(error, id)),
      ),
    );
    expect(refusals[1]).toEqual(refusals[0]);
    await expect(authorizeImport(imports, nobody, 'read', 'weather')).rejects.toThrow(forbidden);
  });
});

/** An import whose id is the name of its dataset. */
function importOf(dataset: string) {
  return newImport({
    id: dataset,
    dataset,
    definitionVersion: 1,
    fileName: 'a.csv',
    objectKey: `bronze/${dataset}/1/a.csv`,
    sizeBytes: 1,
    source: 'api',
    createdBy: 'ann@example.com',
    uploadId: null,
    partSizeBytes: null,
  });
}

function sentenceOf(error: unknown, id: string): string {
  if (!(error instanceof LakeportError)) throw error;
  return `${error.code}: ${error.sentence.replace(id, '…')}`;
}
