import { describe, expect, it } from 'vitest';
import { paths, safeNext } from './paths';

describe('paths', () => {
  it('escapes names and leaves out what is not asked', () => {
    expect(paths.dataset('iot readings', 'views')).toBe('/datasets/iot%20readings/views');
    expect(paths.dataset('weather')).toBe('/datasets/weather');
    expect(paths.imports({ dataset: 'weather', state: null })).toBe('/imports?dataset=weather');
    expect(paths.review('weather', '01J')).toBe('/datasets/weather/review?_import=01J');
    expect(paths.repair('01J')).toBe('/imports/01J?as=grid');
    expect(paths.signIn('/imports?state=FAILED')).toBe('/sign-in?next=%2Fimports%3Fstate%3DFAILED');
  });
});

describe('safeNext', () => {
  it('keeps an address of the portal', () => {
    expect(safeNext('/datasets/weather?page=2')).toBe('/datasets/weather?page=2');
  });

  it.each([
    'https://example.org',
    '//example.org',
    '/\\example.org',
    'javascript:alert(1)',
    '/\n/example.org',
    '',
    null,
  ])('sends %j to the overview', (next) => expect(safeNext(next)).toBe('/'));

  it('does not lead back to the sign-in page', () => expect(safeNext('/sign-in?next=/')).toBe('/'));
});
