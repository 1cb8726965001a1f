import { AxeBuilder } from '@axe-core/playwright';
import { PAGES } from './pages';
import { expect, signIn, test } from './portal-test';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test('the pages have no accessibility fault that can be found by machine', async ({ page }) => {
      await page.goto('/sign-in');
      await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      await signIn(page, 'admin');
      for (const { path, ready } of PAGES) {
        await page.goto(path);
        await expect(page.getByText(ready).first()).toBeVisible();
        // What is loading yet has nothing to judge, and fades.
        await expect(page.locator('.animate-pulse, [aria-busy="true"]')).toHaveCount(0);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(
          violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
          path,
        ).toEqual([]);
      }
    });
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('no page is wider than the screen, and every place can be reached', async ({ page }) => {
    await signIn(page, 'admin');
    for (const { path, ready } of PAGES) {
      await page.goto(path);
      await expect(page.getByText(ready).filter({ visible: true }).first()).toBeVisible();
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, path).toBeLessThanOrEqual(0);
    }
    const navigation = page.getByRole('navigation', { name: 'Main' });
    await navigation.getByRole('link', { name: 'Datasets' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Datasets' })).toBeVisible();
  });
});

test('the theme is chosen, and kept', async ({ page }) => {
  await signIn(page, 'analyst', '/account');
  await page.getByRole('radio', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('the monitoring page shows what went through the pipeline', async ({ page }) => {
  await signIn(page, 'analyst', '/monitoring?range=1h');
  await expect(page.getByRole('img', { name: 'Rows received' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Files per zone in the last 24 hours' })).toContainText(
    'bronze',
  );
  await expect(page.getByRole('region', { name: 'Alarms' }).getByRole('listitem').first()).toBeVisible();
  await page.getByRole('radio', { name: '7 days' }).click();
  await expect(page).toHaveURL(/range=7d/);
});
