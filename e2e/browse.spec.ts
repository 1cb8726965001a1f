import type { Page } from 'playwright/test';
import { expect, signIn, test, uniqueName, upload } from './portal-test';

/** Two devices, one measuring in °C and one in °F, six readings each. */
function readings(name: string): string {
  const lines = Array.from({ length: 12 }, (_, index) => {
    const time = new Date(Date.UTC(2025, 5, 1, 8, index)).toISOString();
    const isFirst = index % 2 === 0;
    return `${time},${name}-${isFirst ? 'a' : 'b'},${20 + Math.floor(index / 2)},${isFirst ? '°C' : '°F'},0.1`;
  });
  return ['timestamp,device_id,value,unit,anomaly_score', ...lines, ''].join('\n');
}

async function uploadReadings(page: Page, name: string, text = readings(name)): Promise<void> {
  await upload(page, 'iot-readings', [{ name: `${name}.csv`, text }]);
  await expect(page.getByRole('table', { name: 'Uploads' }).getByText('Succeeded')).toBeVisible();
}

const rowsOf = (page: Page) => page.getByRole('table', { name: 'Rows of IoT readings' });

/** What is on screen, cell by cell, the header first. */
async function screenOf(page: Page): Promise<string[]> {
  await expect(page.locator('table[aria-busy="true"]')).toHaveCount(0);
  return rowsOf(page).locator('[data-row]').allInnerTexts();
}

test('rows are searched, counted, filtered, sorted and arranged, and a link shows the same to others', async ({
  page,
  browser,
}) => {
  const name = uniqueName('browse');
  await signIn(page, 'operator');
  await uploadReadings(page, name);
  await page.goto('/datasets/iot-readings');
  await expect(rowsOf(page)).toBeVisible();

  await page.keyboard.press('/');
  await page.keyboard.type(name.toUpperCase());
  await expect(page.getByText('1–12 of 12 rows')).toBeVisible();
  await expect(rowsOf(page).locator('mark').first()).toHaveText(name);

  await page.getByRole('button', { name: 'Facets' }).click();
  const units = page.getByRole('complementary', { name: 'Facets' }).getByRole('region', { name: 'unit' });
  await expect(units.getByRole('checkbox')).toHaveCount(2);
  await units.getByRole('checkbox', { name: '°C' }).click();
  await units.getByRole('checkbox', { name: '°F' }).click();
  await expect(page.getByRole('button', { name: 'Change the filter: unit is one of °C, °F' })).toBeVisible();
  await units.getByRole('checkbox', { name: '°C' }).click();
  await expect(page.getByText('1–6 of 6 rows')).toBeVisible();
  // Its own filter does not hide what else there is to choose.
  await expect(units.getByRole('checkbox')).toHaveCount(2);

  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByLabel('Column', { exact: true }).selectOption('value');
  await page.getByLabel('From', { exact: true }).fill('21');
  await page.getByLabel('To', { exact: true }).fill('24');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Change the filter: value from 21 to 24' })).toBeVisible();
  await expect(page.getByText('1–4 of 4 rows')).toBeVisible();

  // A value in sight is a filter too, without the mouse; and a filter goes by a key.
  await rowsOf(page).getByRole('cell', { name: '22', exact: true }).click();
  await page.keyboard.press('x');
  const without = page.getByRole('button', { name: 'Change the filter: value is not 22' });
  await expect(page.getByText('1–3 of 3 rows')).toBeVisible();
  await without.focus();
  await page.keyboard.press('Delete');
  await expect(without).toBeHidden();
  await expect(page.getByText('1–4 of 4 rows')).toBeVisible();

  const header = (column: string) => rowsOf(page).getByRole('columnheader', { name: column });
  await header('unit').getByRole('button').first().click();
  await expect(header('unit')).toHaveAttribute('aria-sort', 'ascending');
  await header('value').getByRole('button').first().focus();
  await page.keyboard.press('Shift+Enter');
  await expect(page.getByText('By unit, then value', { exact: true })).toBeVisible();
  await page.keyboard.press('Shift+Enter');
  await expect(header('value')).toHaveAttribute('aria-sort', 'descending');
  await expect(rowsOf(page).getByRole('row').nth(1)).toContainText('24');

  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page).toHaveURL(/columns=timestamp%2Cvalue%2Cdevice_id/);
  await page.keyboard.press('p');
  await expect(page).toHaveURL(/_pin=value/);
  await expect(rowsOf(page).getByRole('columnheader').nth(1)).toContainText('value');
  await expect(rowsOf(page).getByRole('columnheader').nth(1).getByRole('button').first()).toBeFocused();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page).toHaveURL(/_widths=value%3A\d+/);

  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'A row and its history' });
  await expect(dialog.getByText('Counts now')).toBeVisible();
  await page.keyboard.press('j');
  await expect(dialog.getByText('Row 2', { exact: true })).toBeVisible();
  await expect(dialog.getByRole('definition').filter({ hasText: /^23$/ })).toBeVisible();

  const link = new URL(page.url());
  const other = await browser.newContext();
  const guest = await other.newPage();
  await signIn(guest, 'analyst', link.pathname + link.search);
  const guestDialog = guest.getByRole('dialog', { name: 'A row and its history' });
  await expect(guestDialog.getByRole('definition').filter({ hasText: /^23$/ })).toBeVisible();
  await guest.keyboard.press('Escape');
  await expect(guestDialog).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByText('1–4 of 4 rows')).toBeVisible();
  expect(await screenOf(guest)).toEqual(await screenOf(page));
  expect(new URL(guest.url()).search).toBe(new URL(page.url()).search);
  await other.close();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('facets are a drawer, a column has a menu, and nothing is wider than the screen', async ({ page }) => {
    await signIn(page, 'analyst', '/datasets/iot-readings');
    await page.getByRole('button', { name: 'Facets' }).click();
    const drawer = page.getByRole('dialog', { name: 'Facets' });
    const devices = drawer.getByRole('region', { name: 'device_id' });
    await devices.getByRole('checkbox').first().click();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: /^Change the filter: device_id is / })).toBeVisible();

    await page.getByRole('button', { name: 'Menu of the column timestamp' }).click();
    await page.getByRole('menuitem', { name: 'Sort downwards' }).click();
    await expect(page).toHaveURL(/sort=-timestamp/);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });
});

test('a page and a row are reached by their numbers', async ({ page }) => {
  const name = uniqueName('far');
  await signIn(page, 'operator');
  const lines = Array.from({ length: 120 }, (_, index) => {
    const time = new Date(Date.UTC(2025, 5, 1, 8, index)).toISOString();
    return `${time},${name},${index + 1},°C,0.1`;
  });
  const text = ['timestamp,device_id,value,unit,anomaly_score', ...lines, ''].join('\n');
  await uploadReadings(page, name, text);
  await page.goto(`/datasets/iot-readings?device_id=${name}&sort=timestamp&limit=50`);
  await page.getByRole('button', { name: 'Page 1 of 3' }).click();
  await page.getByLabel('Or the row with the number').fill('77');
  await page.keyboard.press('Enter');
  await expect(page.getByText('77–120 of 120 rows')).toBeVisible();
  await expect(rowsOf(page).getByRole('row').nth(1)).toContainText('77');
  await page.getByRole('button', { name: 'Page 2 of 3' }).click();
  await page.getByLabel('Page', { exact: true }).fill('4');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Give a whole number from 1 to 3.')).toBeVisible();
});
