import type { Page } from 'playwright/test';
import { expect, signIn, test } from './portal-test';

/** Replaces what stands in the editor. */
async function write(page: Page, sql: string): Promise<void> {
  await page.getByRole('textbox', { name: 'SQL query' }).fill(sql);
}

test('a reader asks, sees the answer as a table and as a chart, and finds the query again', async ({
  page,
}) => {
  await signIn(page, 'analyst', '/datasets/weather/sql');
  await page.getByRole('button', { name: /^Rows of each station/ }).click();
  const table = page.getByRole('table', { name: 'Rows of the result' });
  await expect(table.getByRole('cell', { name: 'USC00110072' })).toBeVisible();
  await expect(page).toHaveURL(/q=select/);

  await page.getByRole('radio', { name: 'Chart' }).click();
  await expect(page.getByRole('img', { name: /^row_count by station/ })).toBeVisible();

  await write(
    page,
    "select station, year(date) as year, avg(max_temp_c) as high from rows where station = 'USC00110072' group by all",
  );
  await page.getByRole('textbox', { name: 'SQL query' }).press('Control+Enter');
  await expect(page.getByRole('img', { name: /^high along year/ })).toBeVisible();
  const downloaded = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV', exact: true }).click();
  expect((await downloaded).suggestedFilename()).toBe('weather_query.csv');

  // A link shows the same to another reader; the history brings back what was asked before.
  await page.reload();
  await expect(page.getByRole('img', { name: /^high along year/ })).toBeVisible();
  await page.getByRole('radio', { name: 'History' }).click();
  await page.getByRole('button', { name: /^select station, count/ }).click();
  await expect(page).toHaveURL(/row_count/);
  await page.getByRole('radio', { name: 'Table', exact: true }).click();
  await expect(table.getByRole('cell', { name: 'USC00110072' })).toBeVisible();
});

test('a query that cannot run is marked where it is wrong, and a long answer is cut', async ({ page }) => {
  await signIn(page, 'analyst', '/datasets/weather/sql');
  await write(page, 'select station,\n  nothing_such\nfrom rows');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'The query did not run' })).toContainText(
    'nothing_such',
  );
  await expect(page.locator('.cm-lintRange-error')).toHaveText('nothing_such');

  await write(page, "copy rows to 'stolen.csv'");
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'The query did not run' })).toContainText('SELECT');

  await write(page, 'select * from range(2500)');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByText('Cut at 1,000 rows')).toBeVisible();
  await expect(page.locator('.cm-lintRange-error')).toHaveCount(0);
});
