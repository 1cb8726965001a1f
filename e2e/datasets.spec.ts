import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright/test';
import { expect, signIn, test, uniqueName } from './portal-test';

/** Sixty readings in the way of a German spreadsheet, and a sixty-first that is none. */
function greenhouse(): string {
  const lines = Array.from({ length: 60 }, (_, row) => {
    const time = new Date(Date.UTC(2025, 2, 1, 0, row * 10)).toISOString().slice(0, 16).replace('T', ' ');
    return `${time};GH-${row % 3};${(12 + row / 10).toFixed(1).replace('.', ',')}`;
  });
  return ['Measured at;House;Temp', ...lines, 'yesterday;GH-1;12,0', ''].join('\n');
}

async function chooseSample(page: Page, name: string, text: string): Promise<void> {
  await page
    .getByLabel('Sample file', { exact: true })
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
}

const DEFINITION = {
  title: 'Tides',
  schema: {
    fields: [
      { name: 'station', type: 'string', constraints: { required: true } },
      { name: 'level', type: 'number', unit: 'm' },
    ],
    primaryKey: ['station'],
  },
  // The form does not show it, and must not lose it.
  schedule: { cron: 'cron(0 6 * * ? *)', source: 'inbox/tides/' },
};

/** Makes a dataset of a JSON file and opens its editor. */
async function defineTides(page: Page): Promise<string> {
  const name = uniqueName('tides');
  await signIn(page, 'admin', '/datasets/new');
  await page.getByLabel('Definition file').setInputFiles({
    name: `${name}.json`,
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ name, ...DEFINITION })),
  });
  await page.getByRole('button', { name: 'Save the dataset' }).click();
  await page.getByRole('link', { name: 'See the definition' }).click();
  await page.getByRole('link', { name: 'Edit' }).click();
  await expect(page.getByText('Nothing is changed yet.')).toBeVisible();
  return name;
}

async function saveChanges(page: Page, version: number): Promise<void> {
  await page.getByRole('button', { name: 'Save…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText(`Version ${version} is saved`)).toBeVisible();
}

test('a dataset is made from a sample file, tried on it, and imports it', async ({ page }) => {
  const name = uniqueName('greenhouse');
  await signIn(page, 'admin', '/datasets/new');
  await chooseSample(page, `${name}.csv`, greenhouse());

  await expect(page.getByLabel('Name', { exact: true }).first()).toHaveValue(name);
  const checks = page.getByRole('complementary', { name: 'Checks' });
  await expect(checks).toContainText('Accepted60');
  await expect(checks).toContainText('Refused1');
  await expect(page.getByRole('table', { name: 'Refused rows' })).toContainText('yesterday;GH-1;12,0');

  await page.getByRole('button', { name: 'measured_at', exact: true }).click();
  await page.getByRole('button', { name: 'Add a rule' }).click();
  await page.getByRole('textbox', { name: 'When' }).fill('temp > 17.4');
  await expect(page.getByText('Flags 5 of 60 rows of the sample.')).toBeVisible();
  await expect(checks).toContainText('Flagged5');

  // Nothing is saved yet, and leaving says so.
  await page.getByRole('link', { name: 'Datasets', exact: true }).first().click();
  await page.getByRole('dialog', { name: 'Leave without saving?' }).getByText('Back').click();

  await page.getByRole('button', { name: 'Save the dataset' }).click();
  await page.getByRole('button', { name: `Import ${name}.csv` }).click();
  await expect(page.getByText('1 of 1 files uploaded')).toBeVisible();
  await page.goto(`/datasets/${name}/imports`);
  await expect(page.getByRole('row').filter({ hasText: `${name}.csv` })).toContainText('Succeeded');
  await page.goto(`/datasets/${name}?sort=-measured_at`);
  await expect(page.getByText(/1–55 of 55 rows/)).toBeVisible();
});

test('a broken expression is shown at its place; versions are compared and restored', async ({ page }) => {
  const name = await defineTides(page);
  await chooseSample(page, 'tides.csv', 'station,level\na,1.5\nb,4.5\n');
  await page.getByRole('button', { name: 'Add a rule' }).click();
  const when = page.getByRole('textbox', { name: 'When' });
  await when.fill('levle > 4');
  await expect(page.getByText(/There is no column “levle”/).first()).toBeVisible();
  await expect(page.locator('.cm-lintRange-error')).toHaveText('levle');
  // Saving leads to it.
  await page.getByRole('textbox', { name: 'Title' }).first().focus();
  await page.getByRole('button', { name: 'Save…' }).click();
  await expect(when).toBeFocused();

  // Completion by the keyboard alone: the function, then the column, and Tab leaves the editor.
  await when.fill('');
  await when.pressSequentially('gre');
  await expect(page.getByRole('option', { name: /^greatest/ })).toBeVisible();
  // The editor takes an Enter for a line break while the list has just come up.
  await page.waitForTimeout(200);
  await page.keyboard.press('Enter');
  await when.pressSequentially('level, 0) > 4');
  await expect(page.getByText('Flags 1 of 2 rows of the sample.')).toBeVisible();
  await expect(page.locator('.cm-lintRange-error')).toHaveCount(0);
  await page.keyboard.press('Tab');
  await expect(when).not.toBeFocused();
  await saveChanges(page, 2);

  await page.getByRole('link', { name: 'Versions' }).click();
  await expect(page.getByText('Rule rule added')).toBeVisible();
  await expect(page.getByRole('group', { name: 'Differences' })).toContainText(
    '"when": "greatest(level, 0) > 4"',
  );
  await page.getByRole('link', { name: 'Version 1' }).click();
  await page.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByRole('dialog')).toContainText('Rule rule removed');
  await page.getByRole('button', { name: 'Save as version 3' }).click();
  await expect(page.getByText('Version 3 is as version 1 was')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Version 3' })).toContainText('Rule rule removed');
  await page.goto(`/datasets/${name}/definition`);
  await expect(page.getByText('No rule: no row is marked.')).toBeVisible();
});

test('the JSON and the form are one, and two who edit at once lose nothing', async ({ page, context }) => {
  const name = await defineTides(page);
  await page.getByLabel('Title', { exact: true }).first().fill('Tides of the coast');
  await page.getByRole('radio', { name: 'JSON' }).click();
  const json = page.getByRole('textbox', { name: 'Definition as JSON' });
  await expect(json).toContainText('"title": "Tides of the coast"');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`${name}.json`);
  const written: unknown = JSON.parse(await readFile(await download.path(), 'utf8'));
  expect(written).toEqual({ name, ...DEFINITION, title: 'Tides of the coast' });

  await json.fill('{"title": ');
  await expect(page.getByText('The JSON cannot be read. Mend it before saving.')).toBeVisible();
  await json.fill(JSON.stringify({ ...DEFINITION, name: 'other', title: 'From JSON', contract: 'freeze' }));
  await page.getByRole('radio', { name: 'Form' }).click();
  await expect(page.getByLabel('Title', { exact: true }).first()).toHaveValue('From JSON');
  await expect(page.getByLabel('When a row does not fit')).toHaveValue('freeze');
  await expect(page.getByLabel('Name', { exact: true }).first()).toHaveValue(name);

  const other = await context.newPage();
  await other.goto(`/datasets/${name}/definition/edit`);
  await other.getByLabel('Description').first().fill('Written meanwhile.');
  await saveChanges(other, 2);
  await other.close();

  await page.getByRole('button', { name: 'Save…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Version 2 was saved meanwhile')).toBeVisible();
  await page.getByRole('button', { name: 'Put mine on top' }).click();
  await expect(page.getByLabel('Description').first()).toHaveValue('Written meanwhile.');
  await saveChanges(page, 3);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('From JSON');
});
