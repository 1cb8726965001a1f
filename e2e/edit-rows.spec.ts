import { expect, signIn, test, uniqueName, upload } from './portal-test';

function readings(device: string): string {
  const lines = Array.from({ length: 3 }, (_, minute) => {
    const time = new Date(Date.UTC(2025, 5, 1, 8, minute)).toISOString();
    return `${time},${device},${20 + minute},°C,0.1`;
  });
  return ['timestamp,device_id,value,unit,anomaly_score', ...lines, ''].join('\n');
}

test('a cell is changed, a row added and rows deleted, and a row tells its history', async ({ page }) => {
  const device = uniqueName('edit');
  await signIn(page, 'operator');
  await upload(page, 'iot-readings', [{ name: `${device}.csv`, text: readings(device) }]);
  await expect(page.getByRole('table', { name: 'Uploads' }).getByText('Succeeded')).toBeVisible();
  await page.goto(`/datasets/iot-readings?device_id=${device}&sort=timestamp`);
  await expect(page.getByText('1–3 of 3 rows')).toBeVisible();
  const table = page.getByRole('table', { name: 'Rows of IoT readings' });

  await table.getByRole('cell', { name: '21', exact: true }).click();
  await page.keyboard.press('F2');
  const editor = page.getByLabel('New value of value');
  await editor.fill('19.5');
  await editor.press('Enter');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await expect(table.getByRole('row').nth(2)).toContainText('19.5');

  await table.getByRole('cell', { name: '19.5', exact: true }).click();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'A row and its history' });
  const history = dialog.getByRole('region', { name: 'History' }).getByRole('listitem');
  await expect(dialog.getByText('Counts now')).toBeVisible();
  await expect(dialog.getByText('21 → 19.5')).toBeVisible();
  await expect(history.filter({ hasText: `${device}.csv` }).first()).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Add a row' }).click();
  const form = page.getByRole('dialog', { name: /^Add a row/ });
  await form.getByLabel('timestamp').fill('2025-06-01T09:00:00Z');
  await form.getByLabel('device_id').fill(device);
  await form.getByLabel('value').fill('30');
  await form.getByRole('button', { name: 'Add the row' }).click();
  await expect(page.getByText('The row is added')).toBeVisible();
  await expect(page.getByText('1–4 of 4 rows')).toBeVisible();

  await page.getByRole('checkbox', { name: 'Choose row 1', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Choose row 2', exact: true }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete 2 rows' }).click();
  await expect(page.getByText('2 rows deleted')).toBeVisible();
  await expect(page.getByText('1–2 of 2 rows')).toBeVisible();
  await page
    .locator('[data-sonner-toast]')
    .filter({ hasText: '2 rows deleted' })
    .getByRole('button', { name: 'Undo' })
    .click();
  await expect(page.getByText('1–4 of 4 rows')).toBeVisible();
});

test('a value that is none of its column is refused in words, and the cell stays as it was', async ({
  page,
}) => {
  const device = uniqueName('wrong');
  await signIn(page, 'operator');
  await upload(page, 'iot-readings', [{ name: `${device}.csv`, text: readings(device) }]);
  await expect(page.getByRole('table', { name: 'Uploads' }).getByText('Succeeded')).toBeVisible();
  await page.goto(`/datasets/iot-readings?device_id=${device}`);
  const table = page.getByRole('table', { name: 'Rows of IoT readings' });
  await table.getByRole('cell', { name: '21', exact: true }).dblclick();
  await page.getByLabel('New value of value').fill('warm');
  await page.keyboard.press('Enter');
  await expect(page.getByText('“warm” is no number')).toBeVisible();
  await expect(table.getByRole('cell', { name: '21', exact: true })).toBeVisible();
});

test('a figure of a view leads to the imports behind it', async ({ page }) => {
  await signIn(page, 'analyst', '/datasets/iot-readings/views');
  await expect(page.getByText('as of commit').first()).toBeVisible();
  await page
    .getByRole('button', { name: /^What is behind the figures of row/ })
    .first()
    .click();
  const behind = page.getByRole('table', { name: 'Imports behind the figures' });
  await expect(behind.getByRole('link').first()).toBeVisible();
  await behind.getByRole('link').first().click();
  await expect(page).toHaveURL(/\/imports\//);
});
