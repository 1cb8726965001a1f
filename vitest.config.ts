import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Ends a test that hangs. It is no measure of speed: machines differ, and several runs may share one. */
const HANGS_AFTER_MS = 120_000;

const excluded = ['**/node_modules/**', '.next/**', '.lakeport/**', 'e2e/**'];

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { '@': path.resolve(import.meta.dirname) } },
  test: {
    testTimeout: HANGS_AFTER_MS,
    hookTimeout: HANGS_AFTER_MS,
    projects: [
      {
        extends: true,
        test: { name: 'node', environment: 'node', include: ['**/*.test.ts'], exclude: excluded },
      },
      {
        extends: true,
        test: {
          name: 'components',
          environment: 'jsdom',
          include: ['**/*.test.tsx'],
          exclude: excluded,
          setupFiles: ['vitest.components.ts'],
        },
      },
    ],
  },
});
