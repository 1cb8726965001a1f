import { writeFile } from 'node:fs/promises';
import type { Page } from 'playwright/test';
import { expect, signIn, test, uniqueName, upload } from './portal-test';

const MIB = 1024 ** 2;

/** Some 20 MiB of readings: three parts of 8 MiB at most. */
async function writeLargeFile(file: string, device: string): Promise<void> {
  const lines = ['timestamp,device_id,value,unit,anomaly_score'];
  for (let second = 0, size = 0; size < 20 * MIB; second += 1) {
    const time = new Date(Date.UTC(2025, 0, 1) + second * 1000).toISOString();
    const line = `${time},${device},${second % 100},°C,0.1`;
    size += line.length + 1;
    lines.push(line);
  }
  await writeFile(file, `${lines.join('\n')}\n`);
}

/** All parts of an upload but the first. */
const LATER_PARTS = /[?&]partNumber=(?!1&|1$)\d+/;

/** Lets only the first part of each upload through, as a line does that breaks. */
async function breakLine(page: Page): Promise<void> {
  await page.route(LATER_PARTS, async (route) => {
    if (route.request().method() === 'PUT') await route.abort('connectionreset');
    else await route.continue();
  });
}

test.describe('an upload that a reload cuts off', () => {
  test.use({ expectedComplaints: /ERR_CONNECTION_RESET/ });

  test('goes on with the parts that are missing', async ({ page }, testInfo) => {
    const device = uniqueName('large');
    const file = testInfo.outputPath(`${device}.csv`);
    await writeLargeFile(file, device);
    await signIn(page, 'operator', '/upload?dataset=iot-readings');
    await breakLine(page);
    const firstPart = page.waitForResponse(
      (response) => /partNumber=1(&|$)/.test(response.url()) && response.ok(),
    );
    await page.getByLabel('Files to upload').setInputFiles(file);
    await firstPart;

    page.on('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await page.unroute(LATER_PARTS);
    await expect(page.getByText('1 upload was interrupted')).toBeVisible();
    const sent: string[] = [];
    page.on('request', (request) => {
      const number = new URL(request.url()).searchParams.get('partNumber');
      if (request.method() === 'PUT' && number) sent.push(number);
    });
    await page.getByLabel('Files to upload').setInputFiles(file);
    await expect(page.getByText('1 of 1 files uploaded')).toBeVisible();
    expect(sent.sort()).toEqual(['2', '3']);
    await expect(page.getByText('1 upload was interrupted')).toBeHidden();
    await expect(page.getByRole('table', { name: 'Uploads' }).getByText('Succeeded')).toBeVisible();
  });
});

test('an upload is paused, resumed and given up', async ({ page }, testInfo) => {
  const device = uniqueName('held');
  const file = testInfo.outputPath(`${device}.csv`);
  await writeLargeFile(file, device);
  await signIn(page, 'operator', '/upload?dataset=iot-readings');
  // The parts wait in the line, so that there is time to act.
  await page.route(/[?&]partNumber=/, (route) => new Promise(() => void route));
  await page.getByLabel('Files to upload').setInputFiles(file);
  await page.getByRole('button', { name: `Pause ${device}.csv` }).click();
  await expect(page.getByRole('table', { name: 'Uploads' }).getByText('Paused')).toBeVisible();
  await page.getByRole('button', { name: 'Resume all' }).click();
  await page.getByRole('button', { name: `Cancel ${device}.csv` }).click();
  await expect(page.getByRole('table', { name: 'Uploads' }).getByText('Cancelled')).toBeVisible();
  await page.getByRole('link', { name: `${device}.csv` }).click();
  await expect(page.getByText('The upload was cancelled. Nothing of this file was taken in.')).toBeVisible();
});

test('many files go in at once, each as an import of its own', async ({ page }) => {
  const prefix = uniqueName('USC').replaceAll('-', '').toUpperCase();
  const files = Array.from({ length: 30 }, (_, index) => ({
    name: `${prefix}${index}.txt`,
    text: `19850101\t  ${10 + index}\t -128\t   94\n`,
  }));
  await signIn(page, 'operator');
  await upload(page, 'weather', files);
  const table = page.getByRole('table', { name: 'Uploads' });
  await expect(table.getByText('Succeeded')).toHaveCount(files.length);
  await expect(table.getByText('1 rows')).toHaveCount(files.length);
});

test('files that come before a dataset is chosen wait for the answer', async ({ page }) => {
  const station = uniqueName('USC').replaceAll('-', '').toUpperCase();
  await signIn(page, 'operator', '/upload');
  await expect(page.getByLabel('Dataset')).toBeEnabled();
  await page.getByLabel('Files to upload').setInputFiles({
    name: `${station}.txt`,
    mimeType: 'text/plain',
    buffer: Buffer.from('19850101\t  -22\t -128\t   94\n'),
  });
  const dialog = page.getByRole('dialog', { name: 'Which dataset?' });
  await dialog.getByLabel('Dataset').selectOption('weather');
  await dialog.getByRole('button', { name: 'Upload' }).click();
  await expect(page.getByText('1 of 1 files uploaded')).toBeVisible();
});
