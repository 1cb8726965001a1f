import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { missingEntries, withEntries } from './complete-lock.mjs';

const PARENT = 'node_modules/next';

function lockWith(optionalDependencies: Record<string, string>, others = {}) {
  return { packages: { [PARENT]: { version: '1.0.0', optionalDependencies }, ...others } };
}

test('a missing native package is added with the system, processor and C library its name tells', () => {
  const lock = lockWith({
    '@next/swc-darwin-arm64': '1.0.0',
    '@next/swc-linux-x64-musl': '1.0.0',
    '@next/swc-wasm32-wasi': '1.0.0',
  });
  expect(missingEntries(lock)).toEqual({
    'node_modules/@next/swc-darwin-arm64': {
      version: '1.0.0',
      cpu: ['arm64'],
      optional: true,
      os: ['darwin'],
    },
    'node_modules/@next/swc-linux-x64-musl': {
      version: '1.0.0',
      cpu: ['x64'],
      libc: ['musl'],
      optional: true,
      os: ['linux'],
    },
    'node_modules/@next/swc-wasm32-wasi': { version: '1.0.0', cpu: ['wasm32'], optional: true },
  });
});

test('a package that the parent finds further up is not added again', () => {
  const lock = {
    packages: {
      'node_modules/a/node_modules/b': { version: '1.0.0', optionalDependencies: { 'c-linux-x64': '2.0.0' } },
      'node_modules/c-linux-x64': { version: '2.0.0' },
    },
  };
  expect(missingEntries(lock)).toEqual({});
});

test('another version in the way sends the entry below its parent', () => {
  const lock = lockWith({ 'c-linux-x64': '2.0.0' }, { 'node_modules/c-linux-x64': { version: '1.0.0' } });
  expect(Object.keys(missingEntries(lock))).toEqual([`${PARENT}/node_modules/c-linux-x64`]);
});

test('what cannot be derived is refused, not guessed', () => {
  expect(() => missingEntries(lockWith({ 'c-linux-x64': '^2.0.0' }))).toThrow('a range cannot be completed');
  expect(() => missingEntries(lockWith({ 'something-native': '2.0.0' }))).toThrow('add its entry by hand');
});

test('a completed lock lacks nothing and keeps the order of npm', () => {
  const lock = lockWith({ 'a-linux-x64': '2.0.0' });
  const completed = withEntries(lock, missingEntries(lock));
  expect(missingEntries(completed)).toEqual({});
  expect(Object.keys(completed.packages)).toEqual(['node_modules/a-linux-x64', PARENT]);
});

test("the project's own lock is complete", () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  expect(missingEntries(lock)).toEqual({});
});
