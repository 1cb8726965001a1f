import type { Page } from 'playwright/test';
import { expect, signIn, test, uniqueName, upload } from './portal-test';

/** Five readings, all of which a rule flags. */
function suspicious(device: string): string {
  const lines = Array.from({ length: 5 }, (_, minute) => {
    const time = new Date(Date.UTC(2025, 4, 1, 8, minute)).toISOString();
    return `${time},${device},${20 + minute},°C,0.9`;
  });
  return ['timestamp,device_id,value,unit,anomaly_score', ...lines, ''].join('\n');
}

async function openReview(page: Page, device: string) {
  await upload(page, 'iot-readings', [{ name: `${device}.csv`, text: suspicious(device) }]);
  await page.getByRole('link', { name: `${device}.csv` }).click();
  await expect(page.getByText('Succeeded', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Review anomalies' }).click();
  await expect(page.getByText('1–5 of 5 rows')).toBeVisible();
  return page.getByRole('table', { name: 'Anomalies of IoT readings' });
}

test('flagged rows are released and dismissed with the keyboard, and a decision is taken back', async ({
  page,
}) => {
  const device = uniqueName('odd');
  await signIn(page, 'operator');
  const table = await openReview(page, device);
  await expect(table.getByRole('row').nth(1)).toContainText('high-score');

  // Two rows: the first, and with Shift the one below.
  await table.getByRole('cell', { name: device }).first().click();
  await page.keyboard.press(' ');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByText('2 rows chosen')).toBeVisible();
  await page.keyboard.press('r');
  const release = page.getByRole('dialog', { name: 'Release 2 rows?' });
  await release.getByLabel('Note').fill('Checked on site');
  await page.keyboard.press('Enter');
  await expect(page.getByText('2 rows released')).toBeVisible();
  await expect(page.getByText('1–3 of 3 rows')).toBeVisible();

  await page.getByRole('checkbox', { name: 'Choose all rows of this page' }).click();
  await page.keyboard.press('d');
  await page
    .getByRole('dialog', { name: 'Dismiss 3 rows?' })
    .getByRole('button', { name: 'Dismiss 3 rows' })
    .click();
  await expect(page.getByText('3 rows dismissed')).toBeVisible();
  await expect(page.getByText('No flagged row fits the filters')).toBeVisible();

  const toast = page.locator('[data-sonner-toast]').filter({ hasText: '3 rows dismissed' });
  await toast.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Undone: everything is as it was before')).toBeVisible();
  await expect(page.getByText('1–3 of 3 rows')).toBeVisible();

  await page.goto(`/datasets/iot-readings?device_id=${device}`);
  await expect(page.getByText('1–2 of 2 rows')).toBeVisible();
  await page.goto('/imports?kind=release&dataset=iot-readings');
  await page.getByRole('link', { name: 'Release of flagged rows' }).first().click();
  await expect(page.getByText('Checked on site')).toBeVisible();
});

test('all rows that fit are dismissed at once, those beyond the page too', async ({ page }) => {
  const device = uniqueName('many');
  const lines = Array.from({ length: 70 }, (_, minute) => {
    const time = new Date(Date.UTC(2025, 4, 2, 8, minute)).toISOString();
    return `${time},${device},20,°C,0.9`;
  });
  await signIn(page, 'operator');
  await upload(page, 'iot-readings', [
    {
      name: `${device}.csv`,
      text: ['timestamp,device_id,value,unit,anomaly_score', ...lines, ''].join('\n'),
    },
  ]);
  await expect(page.getByRole('table', { name: 'Uploads' }).getByText('Succeeded')).toBeVisible();
  await page.goto(`/datasets/iot-readings/review?device_id=${device}&limit=50`);
  await expect(page.getByText('1–50 of 70 rows')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Choose all rows of this page' }).click();
  await page.getByRole('button', { name: 'Choose all 70 rows that fit' }).click();
  await expect(page.getByText('70 rows chosen')).toBeVisible();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await page.getByRole('button', { name: 'Dismiss 70 rows' }).click();
  await expect(page.getByText('70 rows dismissed')).toBeVisible();
  await expect(page.getByText('No flagged row fits the filters')).toBeVisible();
});
