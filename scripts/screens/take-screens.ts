/** Each page at a desktop's and a phone's width, in light and dark colours, as WebP. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright/test';
import { PAGES, type PortalPage } from '../../e2e/pages';
import { expect, signIn, test } from '../../e2e/portal-test';

const SCREENS_DIR = path.resolve(import.meta.dirname, '../../docs/screens');
const VIEWPORTS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];
/** Of 100: text stays sharp, and a picture is some 30 kB. */
const WEBP_QUALITY = 70;

test.beforeAll(async () => {
  await rm(SCREENS_DIR, { recursive: true, force: true });
  await mkdir(SCREENS_DIR, { recursive: true });
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of VIEWPORTS) {
    test.describe(`${colorScheme}, ${viewport.width} wide`, () => {
      test.use({ colorScheme, viewport });

      test('every page', async ({ page }) => {
        test.setTimeout(15 * 60_000);
        const take = (name: string) => takeScreen(page, `${name}-${viewport.width}-${colorScheme}`);
        await page.goto('/sign-in');
        await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
        await take('sign-in');
        await signIn(page, 'admin');
        for (const portalPage of PAGES) {
          await open(page, portalPage);
          await take(nameOf(portalPage.path));
        }
        await openImport(page);
        await take('import');
      });
    });
  }
}

async function open(page: Page, { path: route, ready }: PortalPage): Promise<void> {
  await page.goto(route);
  await expect(page.getByText(ready).filter({ visible: true }).first()).toBeVisible();
}

/** The newest import of the sample data that has refused rows. */
async function openImport(page: Page): Promise<void> {
  await open(page, { path: '/datasets/iot-readings/imports', ready: 'shown' });
  await page.locator('main a[href^="/imports/"]').first().click();
  await page.waitForURL('**/imports/*');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

async function takeScreen(page: Page, name: string): Promise<void> {
  await expect(page.locator('.animate-pulse, [aria-busy="true"]')).toHaveCount(0);
  const session = await page.context().newCDPSession(page);
  // Playwright itself knows PNG and JPEG only.
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: WEBP_QUALITY });
  await session.detach();
  await writeFile(path.join(SCREENS_DIR, `${name}.webp`), Buffer.from(data, 'base64'));
}

/** `/datasets/weather/views` → `datasets-weather-views`. */
function nameOf(route: string): string {
  return route.replace(/^\//, '').replaceAll(/[/?=&]+/g, '-') || 'overview';
}
