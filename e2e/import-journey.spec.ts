import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright/test';
import { expect, signIn, signOut, test, uniqueName, upload } from './portal-test';

/** One hundred readings of a device, a minute apart; some of them as `edit` says. */
function readings(device: string, edit: Record<number, string> = {}): string {
  const lines = Array.from({ length: 100 }, (_, index) => {
    const time = new Date(Date.UTC(2025, 0, 31, 8, index)).toISOString();
    return edit[index] ?? `${time},${device},${20 + index / 10},°C,${index < 3 ? 0.9 : 0.1}`;
  });
  return ['timestamp,device_id,value,unit,anomaly_score', ...lines, ''].join('\n');
}

/** The number under a name in the sum that must add up. */
function amount(page: Page, name: string, nth = 0) {
  return page
    .locator('dl > div')
    .filter({ has: page.getByRole('term').filter({ hasText: new RegExp(`^${name}`) }) })
    .nth(nth)
    .getByRole('definition');
}

test('a file with bad rows is uploaded, accounted for, browsed and charted', async ({ page }) => {
  const device = uniqueName('probe');
  await signIn(page, 'operator');
  // Index 5 is on line 7: the header is line 1.
  await upload(page, 'iot-readings', [
    {
      name: `${device}.csv`,
      text: readings(device, {
        5: `2025-01-31T08:05:00Z,${device},warm,°C,0.1`,
        10: `2025-01-31T08:10:00Z,${device}`,
        20: `2025-01-31T08:20:00Z,${device},21,°C,1.7`,
      }),
    },
  ]);

  await page.getByRole('link', { name: `${device}.csv` }).click();
  await expect(page.getByRole('heading', { level: 1, name: `${device}.csv` })).toBeVisible();
  await expect(page.getByText('Succeeded')).toBeVisible();
  await expect(amount(page, 'Received')).toHaveText('100');
  await expect(amount(page, 'Accepted')).toHaveText('94');
  await expect(amount(page, 'Anomalous')).toHaveText('3');
  await expect(amount(page, 'Rejected')).toHaveText('3');
  await expect(amount(page, 'Inserted')).toHaveText('94');
  await expect(page.getByText('Every row is accounted for')).toBeVisible();

  const refused = page.getByRole('table', { name: 'Refused rows' });
  await expect(refused.getByRole('row')).toHaveCount(4);
  await expect(refused.getByRole('row').nth(1)).toContainText('7value');
  await expect(refused.getByRole('row').nth(1)).toContainText('type-error');
  await expect(refused.getByRole('row').nth(1)).toContainText(`2025-01-31T08:05:00Z,${device},warm`);
  await expect(refused.getByRole('row').nth(2)).toContainText('missing-cell');
  await expect(refused.getByRole('row').nth(3)).toContainText('22anomaly_score');
  await expect(refused.getByRole('row').nth(3)).toContainText('constraint-error');
  await page.getByRole('button', { name: /Against a constraint/ }).click();
  await expect(refused.getByRole('row')).toHaveCount(2);
  await expect(page).toHaveURL(/code=constraint-error/);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'rejects.csv' }).click();
  const csv = await readFile(await (await download).path(), 'utf8');
  expect(csv.split(/\r?\n/)[0]).toBe('file,line,byte_offset,column,code,message,raw,suggestion');
  expect(csv).toContain('type-error');

  await browseSortAndFilter(page, device);
  await seeTheView(page, device);
  await signOut(page);
});

async function browseSortAndFilter(page: Page, device: string): Promise<void> {
  await page.getByRole('link', { name: 'Browse its rows' }).click();
  const rows = page.getByRole('table', { name: 'Rows of IoT readings' });
  await expect(page.getByText('1–94 of 94 rows')).toBeVisible();

  await rows.getByRole('button', { name: /^value/ }).click();
  await expect(rows.getByRole('columnheader', { name: 'value' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(rows.getByRole('row').nth(1)).toContainText('20.3');
  await rows.getByRole('button', { name: /^value/ }).press('Enter');
  await expect(rows.getByRole('columnheader', { name: 'value' })).toHaveAttribute('aria-sort', 'descending');
  await expect(rows.getByRole('row').nth(1)).toContainText('29.9');
  await expect(page).toHaveURL(/sort=-value/);

  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  const editor = page.getByRole('dialog', { name: 'New filter' });
  await editor.getByLabel('Column').selectOption('value');
  await expect(editor.getByLabel('Condition')).toHaveValue('range');
  await editor.getByLabel('From').fill('29');
  await editor.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByText('1–10 of 10 rows')).toBeVisible();
  expect(new URL(page.url()).searchParams.get('value[gte]')).toBe('29');

  // The address is the view: opened anew it shows the same.
  await page.reload();
  await expect(page.getByText('1–10 of 10 rows')).toBeVisible();
  await expect(rows.getByRole('row').nth(1)).toContainText('29.9');

  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: '_line', exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(rows.getByRole('row').nth(1)).toContainText('101');
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: '_line', exact: true }).click();
  await page.keyboard.press('Escape');

  await page.getByRole('radio', { name: 'Anomalies' }).click();
  await page.getByRole('button', { name: /^Remove the filter: value/ }).click();
  const anomalies = page.getByRole('table', { name: 'Anomalies of IoT readings' });
  await expect(page.getByText('1–3 of 3 rows')).toBeVisible();
  await expect(anomalies.getByRole('row').nth(1)).toContainText(device);
  await expect(anomalies.getByRole('row').nth(1)).toContainText('high-score');
}

async function seeTheView(page: Page, device: string): Promise<void> {
  await page.getByRole('link', { name: 'Views' }).click();
  await expect(page.getByRole('img', { name: /^avg_value by device_id/ })).toBeVisible();
  const row = page.getByRole('row').filter({ hasText: device });
  // The publishing of the view follows the import; the page learns of it by itself.
  await expect(row).toContainText('97');
}

test('a weather file goes in once, and again it adds nothing', async ({ page }) => {
  const station = uniqueName('USC').replaceAll('-', '').toUpperCase();
  const text =
    '19850101\t  -22\t -128\t   94\n19850102\t -122\t-9999\t    0\n19850103\t -300\t -244\t    0\n';
  await signIn(page, 'operator');
  await upload(page, 'weather', [{ name: `${station}.txt`, text }]);
  await page.getByRole('link', { name: `${station}.txt` }).click();
  await expect(page.getByText('Succeeded')).toBeVisible();
  await expect(amount(page, 'Received')).toHaveText('3');
  await expect(amount(page, 'Anomalous')).toHaveText('1');
  await expect(amount(page, 'Inserted')).toHaveText('2');
  const missing = page.getByRole('table', { name: 'Missing values per column' });
  await expect(missing.getByRole('row').filter({ hasText: 'min_temp_c' })).toContainText('1');

  await upload(page, 'weather', [{ name: `${station}.txt`, text }]);
  await page.getByRole('link', { name: `${station}.txt` }).click();
  await expect(page.getByText('Nothing new: every row was there already')).toBeVisible();
  await expect(amount(page, 'Inserted')).toHaveText('0');
  await expect(amount(page, 'Unchanged')).toHaveText('2');

  // Opened before the view is computed anew, the page follows by itself.
  await page.goto(`/datasets/weather/views?view=yearly_stats&station=${station}`);
  await expect(page.getByRole('row').filter({ hasText: station })).toContainText('0.94');
});
