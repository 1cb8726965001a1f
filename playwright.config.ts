import { defineConfig } from 'playwright/test';
import { findChromium } from './scripts/checks/chromium';

const executablePath = findChromium();
const isRoot = process.getuid?.() === 0;

/** Nothing of the browser's own may go out to the network or pop up while tests run. */
const QUIET_BROWSER = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './scripts/checks/browser-stack.ts',
  outputDir: 'test-results',
  forbidOnly: true,
  fullyParallel: false,
  workers: 2,
  reporter: 'list',
  projects: [
    { name: 'flows', testIgnore: 'quality.spec.ts' },
    // What is measured is measured alone.
    { name: 'quality', testMatch: 'quality.spec.ts', dependencies: ['flows'] },
  ],
  // These end what hangs. They are no measure of speed: machines differ, and several runs may share one.
  timeout: 180_000,
  expect: { timeout: 60_000 },
  use: {
    // Known once the global setup has started the portal; workers read this file again after it.
    baseURL: process.env.LAKEPORT_URL,
    browserName: 'chromium',
    headless: true,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: isRoot ? ['--no-sandbox', '--disable-gpu', ...QUIET_BROWSER] : QUIET_BROWSER,
    },
  },
});
