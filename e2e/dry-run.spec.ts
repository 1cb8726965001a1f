import { writeFile } from 'node:fs/promises';
import { countOf, expect, sendFiles, signIn, test, uniqueName } from './portal-test';

function readings(device: string, value: number): string {
  const lines = Array.from({ length: 4 }, (_, minute) => {
    const time = new Date(Date.UTC(2025, 3, 1, 8, minute)).toISOString();
    return `${time},${device},${value},°C,0.1`;
  });
  return ['timestamp,device_id,value,unit,anomaly_score', ...lines, ''].join('\n');
}

test('a file is checked first, and goes in when that is confirmed', async ({ page }) => {
  const device = uniqueName('check');
  const name = `${device}.csv`;
  await signIn(page, 'operator', '/upload?dataset=iot-readings');
  await page
    .getByLabel('Files to upload')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(readings(device, 20)) });
  await page.getByRole('checkbox', { name: 'Check first' }).click();
  await sendFiles(page);
  await expect(page.getByRole('table', { name: 'Uploads' }).getByText('Checked')).toBeVisible();
  await page.getByRole('link', { name: 'See what would change' }).click();

  const panel = page.getByRole('region', { name: 'What it would change' });
  await expect(countOf(panel, 'rows are new')).toHaveText('4');
  await expect(panel.getByText(/Doing it for real takes about .* and costs /)).toBeVisible();
  const importUrl = page.url();
  await page.goto(`/datasets/iot-readings?device_id=${device}`);
  await expect(page.getByText('No row fits the filters')).toBeVisible();

  await page.goto(importUrl);
  await panel.getByRole('button', { name: 'Import it' }).click();
  await expect(page.getByText(`${name}: committed`)).toBeVisible();
  await expect(page.getByText('Succeeded', { exact: true })).toBeVisible();
  await page.goto(`/datasets/iot-readings?device_id=${device}`);
  await expect(page.getByText('1–4 of 4 rows')).toBeVisible();
});

test('a checked file that is discarded leaves nothing', async ({ page }) => {
  const device = uniqueName('discard');
  await signIn(page, 'operator', '/upload?dataset=iot-readings');
  await page.getByLabel('Files to upload').setInputFiles({
    name: `${device}.csv`,
    mimeType: 'text/csv',
    buffer: Buffer.from(readings(device, 20)),
  });
  await page.getByRole('checkbox', { name: 'Check first' }).click();
  await sendFiles(page);
  await page.getByRole('link', { name: 'See what would change' }).click();
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByText('It was only checked and then discarded.')).toBeVisible();
  await expect(page.getByText('Cancelled', { exact: true })).toBeVisible();
});

test('an upload is cancelled on the page of its import', async ({ page, context }, testInfo) => {
  const device = uniqueName('cancel');
  const file = testInfo.outputPath(`${device}.csv`);
  await writeFile(file, readings(device, 20));
  await signIn(page, 'operator', '/upload?dataset=iot-readings');
  // The only part waits in the line, so that there is time to act.
  await page.route(/[?&]partNumber=/, (route) => new Promise(() => void route));
  await page.getByLabel('Files to upload').setInputFiles(file);
  await sendFiles(page);
  const link = page.getByRole('link', { name: `${device}.csv` });
  await expect(link).toBeVisible();

  const other = await context.newPage();
  await other.goto((await link.getAttribute('href')) ?? '');
  await other.getByRole('button', { name: 'Cancel the upload' }).click();
  const dialog = other.getByRole('dialog', { name: 'Cancel the upload?' });
  await expect(dialog.getByText('leaves nothing behind')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel the upload' }).click();
  await expect(other.getByText('The upload was cancelled. Nothing of this file was taken in.')).toBeVisible();
  await expect(other.getByRole('button', { name: 'Cancel the upload' })).toBeHidden();
});
