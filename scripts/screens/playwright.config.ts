/** `npm run screens`: takes the pictures of docs/screens anew, from a laptop of its own with the sample data. */
import path from 'node:path';
import { defineConfig } from 'playwright/test';
import base from '../../playwright.config';

export default defineConfig({
  ...base,
  testDir: import.meta.dirname,
  globalSetup: path.resolve(import.meta.dirname, '../checks/browser-stack.ts'),
  outputDir: path.resolve(import.meta.dirname, '../../test-results'),
  projects: [{ name: 'screens', testMatch: '**/take-screens.ts' }],
  // They share a folder that is emptied first.
  workers: 1,
});
