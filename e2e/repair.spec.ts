import { readFile } from 'node:fs/promises';
import { expect, signIn, test, uniqueName, upload } from './portal-test';

function products(prefix: string): string {
  return [
    'sku,name,category,bird_type,price,stock,updated_at',
    `${prefix}-101,Cage,Cages,,100,5,2025-01-31T08:00:00Z`,
    `${prefix}-102,Perch,Perches,,cheap,5,2025-01-31T08:00:00Z`,
    `${prefix}-103,Seed,Food,,30,many,2025-01-31T08:00:00Z`,
    `${prefix}-104,Swing,Toys,,-4,2,2025-01-31T08:00:00Z`,
    '',
  ].join('\n');
}

/** Two letters that make the keys of a run its own. */
function keyPrefix(): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  return Array.from({ length: 4 }, () => letters[Math.floor(Math.random() * letters.length)]).join('');
}

test('refused rows are repaired in the grid with the keyboard, and only those are sent', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const prefix = keyPrefix();
  const name = `${uniqueName('goods')}.csv`;
  await signIn(page, 'operator');
  await upload(page, 'flyora-products', [{ name, text: products(prefix) }]);
  await page.getByRole('link', { name }).click();
  await expect(page.getByText('Succeeded', { exact: true })).toBeVisible();
  await page.getByRole('radio', { name: 'Repair' }).click();

  const grid = page.getByRole('grid', { name: 'Refused rows to repair' });
  await expect(grid.getByRole('row')).toHaveCount(4);
  await expect(grid.getByRole('gridcell', { name: 'cheap' })).toHaveAttribute('aria-invalid', 'true');

  // Line 3, price: four columns to the right of the first cell.
  await grid.focus();
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('status').filter({ hasText: 'Line 3' })).toContainText('price');
  await page.keyboard.type('20');
  await page.keyboard.press('Escape');
  await expect(grid.getByRole('gridcell', { name: 'cheap' })).toBeVisible();
  await page.keyboard.type('20');
  await page.keyboard.press('Enter');
  await expect(grid.getByRole('gridcell', { name: '20', exact: true })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(grid.getByRole('gridcell', { name: 'cheap' })).toBeVisible();
  await page.keyboard.press('Control+y');

  // Line 4, price and stock, as a block from a spreadsheet.
  await page.evaluate(() => navigator.clipboard.writeText('30\t7\n'));
  await page.keyboard.press('Control+v');
  await expect(grid.getByRole('gridcell', { name: 'many' })).toHaveCount(0);

  // What is changed is checked before it is sent.
  await expect(grid.getByLabel('Good now')).toHaveCount(2);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.type('free');
  await page.keyboard.press('Enter');
  await expect(grid.getByLabel('Would be refused again')).toBeVisible();
  await expect(grid.getByRole('gridcell', { name: 'free' })).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByText('2 of 3 changed rows are good')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send the 2 good rows' })).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(page.getByText('2 of 2 changed rows are good')).toBeVisible();

  await page.keyboard.press('Escape');
  const send = page.getByRole('button', { name: 'Send 2 repaired rows' });
  await expect(send).toBeFocused();
  await send.press('Enter');
  await expect(page.getByText('2 repaired rows accepted')).toBeVisible();
  await page.getByRole('link', { name: 'Show the import' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Repaired rows: / })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Imports of the same beginning' })).toContainText(name);

  await page.goto(`/datasets/flyora-products?sku[contains]=${prefix}-`);
  await expect(page.getByText('1–3 of 3 rows')).toBeVisible();
});

test('refused rows are fetched as the file came, repaired and uploaded again', async ({ page }) => {
  const prefix = keyPrefix();
  const name = `${uniqueName('goods')}.csv`;
  await signIn(page, 'operator');
  await upload(page, 'flyora-products', [{ name, text: products(prefix) }]);
  await page.getByRole('link', { name }).click();
  await expect(page.getByText('Succeeded', { exact: true })).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'In the file’s format' }).click();
  const csv = await readFile(await (await download).path(), 'utf8');
  const [header = '', ...lines] = csv.split(/\r?\n/).filter((line) => line !== '');
  expect(header).toContain('sku,name,category,bird_type,price,stock,updated_at');
  expect(header).toContain('_problems');
  expect(lines).toHaveLength(3);

  const repaired = csv.replace(',cheap,', ',20,').replace(',many,', ',7,').replace(',-4,', ',4,');
  await page.getByLabel('Repaired file').setInputFiles({
    name,
    mimeType: 'text/csv',
    buffer: Buffer.from(repaired),
  });
  const uploads = page.getByRole('table', { name: 'Uploads' });
  // The first upload is in the list already.
  await expect(uploads.getByText('Succeeded')).toHaveCount(2);
  await page.goto(`/datasets/flyora-products?sku[contains]=${prefix}-`);
  await expect(page.getByText('1–4 of 4 rows')).toBeVisible();
});
