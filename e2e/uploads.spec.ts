import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright/test';
import { readEndpoints } from './laptop';
import { expect, sendFiles, signIn, test, uniqueName } from './portal-test';

const MIB = 1024 ** 2;

/** Some 20 MiB of readings: three parts of 8 MiB at most. */
async function writeLargeFile(file: string, device: string): Promise<void> {
  const lines = ['measured_at,gauge,level'];
  for (let second = 0, size = 0; size < 20 * MIB; second += 1) {
    const time = new Date(Date.UTC(2025, 0, 1) + second * 1000).toISOString();
    const line = `${time},${device},${second % 100}`;
    size += line.length + 1;
    lines.push(line);
  }
  await writeFile(file, `${lines.join('\n')}\n`);
}

/** A dataset of its own for large files: nothing else has to wait for what becomes of them. */
async function addGauges(browser: Browser): Promise<string> {
  const name = uniqueName('gauges');
  const admin = await browser.newContext();
  await addDataset(admin, {
    name,
    schema: {
      fields: [
        { name: 'measured_at', type: 'datetime' },
        { name: 'gauge', type: 'string' },
        { name: 'level', type: 'integer' },
      ],
    },
  });
  await admin.close();
  return name;
}

/** All parts of an upload but the first. */
const LATER_PARTS = /[?&]partNumber=(?!1&|1$)\d+/;

/** All three parts are lost with the line; the fourth request is the first after it. */
const WHEN_BACK = 4;

/** Lets only the first part of each upload through, as a line does that breaks. */
async function breakLine(page: Page): Promise<void> {
  await page.route(LATER_PARTS, async (route) => {
    if (route.request().method() === 'PUT') await route.abort('connectionreset');
    else await route.continue();
  });
}

test.describe('an upload that a reload cuts off', () => {
  test.use({ expectedComplaints: /ERR_CONNECTION_RESET/ });

  test('goes on with the parts that are missing', async ({ page, browser }, testInfo) => {
    const device = uniqueName('large');
    const dataset = await addGauges(browser);
    const file = testInfo.outputPath(`${device}.csv`);
    await writeLargeFile(file, device);
    await signIn(page, 'operator', `/upload?dataset=${dataset}`);
    await breakLine(page);
    const firstPart = page.waitForResponse(
      (response) => /partNumber=1(&|$)/.test(response.url()) && response.ok(),
    );
    await page.getByLabel('Files to upload').setInputFiles(file);
    await sendFiles(page);
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
    // It was looked at before: no further press is needed.
    await page.getByLabel('Files to upload').setInputFiles(file);
    await expect(page.getByText('1 of 1 files uploaded')).toBeVisible();
    expect(sent.sort()).toEqual(['2', '3']);
    await expect(page.getByText('1 upload was interrupted')).toBeHidden();
    await expect(page.getByRole('table', { name: 'Uploads' }).getByText('Succeeded')).toBeVisible();
  });
});

test('an upload is paused, resumed and given up', async ({ page, browser }, testInfo) => {
  const device = uniqueName('held');
  const dataset = await addGauges(browser);
  const file = testInfo.outputPath(`${device}.csv`);
  await writeLargeFile(file, device);
  await signIn(page, 'operator', `/upload?dataset=${dataset}`);
  // The parts wait in the line, so that there is time to act.
  await page.route(/[?&]partNumber=/, (route) => new Promise(() => void route));
  await page.getByLabel('Files to upload').setInputFiles(file);
  await sendFiles(page);
  await page.getByRole('button', { name: `Pause ${device}.csv` }).click();
  await expect(page.getByRole('table', { name: 'Uploads' }).getByText('Paused')).toBeVisible();
  await page.getByRole('button', { name: 'Resume all' }).click();
  await page.getByRole('button', { name: `Cancel ${device}.csv` }).click();
  await expect(page.getByRole('table', { name: 'Uploads' }).getByText('Cancelled')).toBeVisible();
  await page.getByRole('link', { name: `${device}.csv` }).click();
  await expect(page.getByText('The upload was cancelled. Nothing of this file was taken in.')).toBeVisible();
});

test.describe('a line and a session that break off', () => {
  test.use({ expectedComplaints: /ERR_INTERNET_DISCONNECTED|ERR_FAILED|status of 403|WebSocket|network/i });

  test('are waited for, and the upload goes on by itself', async ({ page, context, browser }, testInfo) => {
    const device = uniqueName('patient');
    const dataset = await addGauges(browser);
    const file = testInfo.outputPath(`${device}.csv`);
    await writeLargeFile(file, device);
    await signIn(page, 'operator', `/upload?dataset=${dataset}`);
    let cuts = 0;
    await page.route(/[?&]partNumber=/, async (route) => {
      if (route.request().method() !== 'PUT') return route.continue();
      cuts += 1;
      // The line breaks off; after it, a signature runs out when nobody is there any more who could get a new one.
      if (cuts < WHEN_BACK) {
        await context.setOffline(true);
        return route.abort('internetdisconnected');
      }
      if (cuts === WHEN_BACK) await context.clearCookies();
      const isStale = cuts < WHEN_BACK + 3;
      if (!isStale) return route.continue();
      return route.fulfill({ status: 403, headers: { 'access-control-allow-origin': '*' } });
    });
    await page.getByLabel('Files to upload').setInputFiles(file);
    await sendFiles(page);
    await expect(page.getByText('Waiting for the network').first()).toBeVisible();
    await expect.poll(() => cuts).toBe(3);

    await context.setOffline(false);
    await expect(page.getByText('Your session has ended; the uploads wait')).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`/upload\\?dataset=${dataset}$`));

    const other = await context.newPage();
    await signIn(other, 'operator');
    await expect(page.getByText('1 of 1 files uploaded')).toBeVisible();
    await expect(page.getByText('Your session has ended; the uploads wait')).toBeHidden();
    await expect(page.getByRole('table', { name: 'Uploads' }).getByText('Succeeded')).toBeVisible();
  });
});

/** Drops a folder or files of the disk on the page, as a file manager does. */
async function dropFromDisk(page: Page, paths: string[]): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
  }
}

test('a folder that is dropped on any page goes in with one press', async ({ page }, testInfo) => {
  const prefix = uniqueName('USC').replaceAll('-', '').toUpperCase();
  const folder = testInfo.outputPath('stations');
  await mkdir(path.join(folder, 'south'), { recursive: true });
  await writeFile(path.join(folder, '.DS_Store'), 'nothing');
  await Promise.all(
    Array.from({ length: 30 }, (_, index) => {
      const where = index % 2 === 0 ? folder : path.join(folder, 'south');
      return writeFile(
        path.join(where, `${prefix}${index}.txt`),
        `19850101\t  ${10 + index}\t -128\t   94\n`,
      );
    }),
  );
  // A drop that a test makes has no handles, and Chromium does not survive being asked for them.
  await page.addInitScript(() => {
    Object.defineProperty(DataTransferItem.prototype, 'getAsFileSystemHandle', { value: undefined });
  });
  await signIn(page, 'operator', '/imports');
  // With its first rows the page is there, and not only its picture.
  await expect(page.getByRole('table', { name: 'Imports' }).getByRole('link').first()).toBeVisible();
  await dropFromDisk(page, [folder]);
  await expect(page.getByRole('heading', { name: '30 files' })).toBeVisible();
  await expect(page.getByRole('table', { name: /^First rows of / })).toContainText('19850101');
  await page.getByRole('button', { name: 'Upload 30 files to Weather stations' }).click();
  const table = page.getByRole('table', { name: 'Uploads' });
  await expect(table.getByText('Succeeded')).toHaveCount(30);
  await expect(table.getByText('1 rows')).toHaveCount(30);
});

/** Adds a dataset as an admin does. */
async function addDataset(context: BrowserContext, definition: object): Promise<void> {
  const page = await context.newPage();
  await signIn(page, 'admin');
  const token = (await context.cookies()).find(({ name }) => name.endsWith('.accessToken'))?.value ?? '';
  const { graphql } = await readEndpoints();
  const answer = await page.request.post(graphql, {
    headers: { authorization: decodeURIComponent(token) },
    data: {
      query: 'mutation ($definition: AWSJSON!) { saveDataset(definition: $definition) { name } }',
      variables: { definition: JSON.stringify(definition) },
    },
  });
  expect(await answer.json()).not.toHaveProperty('errors');
  await page.close();
}

test('columns of other names are matched once and known from then on', async ({ browser }) => {
  const name = uniqueName('stock');
  const title = `Stock ${name}`;
  const code = `${name.replaceAll('-', '_')}_code`;
  const label = `Thing of ${name}`;
  const admin = await browser.newContext();
  await addDataset(admin, {
    name,
    title,
    // Spreadsheets put tabs on the clipboard.
    dialect: 'auto',
    schema: {
      fields: [
        { name: code, type: 'string', constraints: { required: true } },
        { name: 'quantity', type: 'integer', constraints: { minimum: 0 } },
        { name: 'shelf', type: 'string' },
      ],
      primaryKey: [code],
    },
  });
  await admin.close();

  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, 'operator', `/upload?dataset=${name}`);
  await page.getByLabel('Files to upload').setInputFiles({
    name: 'january.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`${label},Quantity,Shelf\na,1,top\nb,-2,low\n`),
  });
  await expect(page.getByText('The file would be refused as it is')).toBeVisible();
  await page.getByLabel(code).selectOption(label);
  await page.getByRole('button', { name: 'Use these columns and check again' }).click();
  await expect(page.getByText('Remembered for next time', { exact: true })).toBeVisible();
  await expect(page.getByText('Of 2 rows 1 fit, 1 refused')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Why rows would be refused' })).toContainText('Line 3');
  await sendFiles(page);
  await expect(page.getByRole('table', { name: 'Uploads' }).getByText('2 rows, 1 rejected')).toBeVisible();

  // The same names, pasted from a spreadsheet: now they are the dataset's own.
  await page.goto('/upload');
  await expect(page.getByLabel('New files go into')).toBeEnabled();
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, `${label}\tQuantity\tShelf\nc\t3\ttop\n`);
  await expect(page.getByText('Found by the columns of the file: all of them fit.')).toBeVisible();
  await page.getByRole('button', { name: `Upload 1 file to ${title}` }).click();
  await expect(page.getByRole('table', { name: 'Uploads' }).getByText('Succeeded')).toBeVisible();
  await context.close();
});
