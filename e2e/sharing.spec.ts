import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { Page } from 'playwright/test';
import { expect, signIn, test, uniqueName, upload } from './portal-test';

const ROWS = 130;

/** More rows than a page of the table shows. */
function readings(device: string): string {
  const lines = Array.from({ length: ROWS }, (_, minute) => {
    const time = new Date(Date.UTC(2025, 5, 1, 8, minute)).toISOString();
    return `${time},${device},${minute},°C,0.1`;
  });
  return ['timestamp,device_id,value,unit,anomaly_score', ...lines, ''].join('\n');
}

async function uploadReadings(page: Page, device: string): Promise<void> {
  await upload(page, 'iot-readings', [{ name: `${device}.csv`, text: readings(device) }]);
  await expect(page.getByRole('table', { name: 'Uploads' }).getByText('Succeeded')).toBeVisible();
}

async function downloaded(page: Page, click: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test('all pages of what is shown become a file, which is told when the dialogue is closed', async ({
  page,
}) => {
  const device = uniqueName('export');
  await signIn(page, 'operator');
  await uploadReadings(page, device);
  await page.goto(
    `/datasets/iot-readings?device_id=${device}&value[gte]=10&sort=-value&columns=value,device_id`,
  );
  await expect(page.getByText(`1–100 of ${ROWS - 10} rows`)).toBeVisible();

  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /^Export/ });
  await expect(dialog.getByText(`${ROWS - 10} rows`, { exact: true })).toBeVisible();
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  const newest = dialog.getByRole('list', { name: 'My exports' }).getByRole('listitem').first();
  await expect(newest).toContainText(`${ROWS - 10} rows,`, { timeout: 30_000 });
  const csv = await downloaded(page, () => newest.getByRole('button', { name: /^Download/ }).click());
  expect(csv.name).toMatch(/^iot-readings-\d{8}-\d{6}\.csv$/);
  const lines = csv.bytes.toString().trimEnd().split('\n');
  expect(lines).toHaveLength(ROWS - 10 + 1);
  expect(lines.slice(0, 2)).toEqual(['value,device_id', `${(ROWS - 1).toFixed(1)},${device}`]);

  await dialog.getByRole('radio', { name: 'NDJSON' }).click();
  await dialog.getByLabel('Compress the file with gzip').check();
  await dialog.getByLabel('Columns').selectOption({ label: 'All, and where each row comes from (9)' });
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  // At once: of what ends while the list is in sight no other word is said.
  await page.keyboard.press('Escape');
  const toast = page.locator('[data-sonner-toast]').filter({ hasText: '.ndjson.gz is ready' });
  await expect(toast).toBeVisible({ timeout: 30_000 });
  const zipped = await downloaded(page, () => toast.getByRole('button', { name: 'Download' }).click());
  const objects = gunzipSync(zipped.bytes).toString().trimEnd().split('\n');
  expect(objects).toHaveLength(ROWS - 10);
  expect(JSON.parse(objects[0] ?? '')).toMatchObject({ value: ROWS - 1, unit: '°C', _file: `${device}.csv` });
});

test('a view is saved, changed, shared with an analyst, deleted and brought back', async ({
  page,
  browser,
}) => {
  const title = uniqueName('View');
  // No other run asks the same, so that no view of another run says what is shown here.
  const bound = `-${Date.now() % 1_000_000}.5`;
  const views = page.getByRole('button', { name: /^Views/ });
  const popover = page.getByRole('dialog', { name: 'Saved views' });
  const actions = popover.getByRole('button', { name: `Actions for the view ${title}` });
  await signIn(page, 'operator', `/datasets/iot-readings?value%5Bgte%5D=${bound}`);
  await views.click();
  await popover.getByLabel('Title of a new view').fill(title);
  await page.keyboard.press('Enter');
  await expect(page.getByText(`«${title}» is saved`)).toBeVisible();
  await expect(views).toHaveAccessibleName(`Views: ${title}`);

  await popover.getByRole('link', { name: 'All rows' }).click();
  await expect(page).toHaveURL(/\/datasets\/iot-readings$/);
  await expect(views).toHaveAccessibleName('Views');
  await views.click();
  await popover.getByRole('link', { name: title }).click();
  await expect(page).toHaveURL((url) => url.searchParams.get('value[gte]') === bound);

  await page
    .getByRole('button', { name: /^Sort by value|^value/ })
    .first()
    .click();
  await expect(views).toHaveAccessibleName(`Views: ${title}, changed`);
  await views.click();
  await actions.click();
  await page.getByRole('menuitem', { name: 'Set to what is shown now' }).click();
  await expect(views).toHaveAccessibleName(`Views: ${title}`);
  await views.click();
  await actions.click();
  await page.getByRole('menuitem', { name: 'Share with all readers' }).click();
  await expect(page.getByText(`All who read the dataset see «${title}» now`)).toBeVisible();

  const context = await browser.newContext();
  const analyst = await context.newPage();
  await signIn(analyst, 'analyst', '/datasets/iot-readings');
  await analyst.getByRole('button', { name: /^Views/ }).click();
  await analyst.getByRole('list', { name: 'Shared by others' }).getByRole('link', { name: title }).click();
  await expect(analyst).toHaveURL(
    ({ searchParams }) => searchParams.get('value[gte]') === bound && searchParams.has('sort'),
  );
  await context.close();

  await actions.click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  const toast = page.locator('[data-sonner-toast]').filter({ hasText: `«${title}» is deleted` });
  await toast.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(`«${title}» is back`)).toBeVisible();
  await views.click();
  await expect(popover.getByRole('link', { name: title })).toBeVisible();
});
