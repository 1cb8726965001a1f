import { expect, signIn, test, uniqueName, upload } from './portal-test';

test('the history is filtered in the address, and what is refused needs attention until it is repaired', async ({
  page,
}) => {
  const name = `${uniqueName('refused')}.csv`;
  await signIn(page, 'operator', '/upload');
  await upload(page, 'iot-readings', [
    { name, text: 'timestamp,device_id,value,unit,anomaly_score\n2026-01-01T00:00:00Z,dev-1,warm,°C,0.1\n' },
  ]);
  await page.getByRole('link', { name }).click();
  await expect(page.getByText('Succeeded', { exact: true })).toBeVisible();
  await page.goto('/imports');
  await page.getByLabel('File name').fill(name.toUpperCase());
  await page.getByLabel('With refused rows').check();
  await expect(page).toHaveURL(/rejects=true/);
  const table = page.getByRole('table', { name: 'Imports' });
  await expect(table.getByRole('link', { name })).toBeVisible();
  await expect(page.getByText('1 import shown')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('File name')).toHaveValue(name.toUpperCase());
  await expect(table.getByRole('link', { name })).toBeVisible();
  await page.getByLabel('State').selectOption('FAILED');
  await expect(page.getByText('No import fits')).toBeVisible();
  await page.getByRole('button', { name: 'Show all imports' }).click();
  await expect(page).toHaveURL(/\/imports$/);

  await page.goto('/');
  const attention = page.getByRole('region', { name: 'Needs attention' });
  const more = attention.getByRole('button', { name: /^Show \d+ more/ });
  await expect(attention.getByRole('link').first()).toBeVisible();
  if (await more.isVisible()) await more.click();
  await expect(attention.getByRole('link', { name: `1 row of ${name} refused` })).toBeVisible();
});

test('the palette leads everywhere by the keyboard', async ({ page }) => {
  await signIn(page, 'analyst', '/account');
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Go to…' });
  await expect(palette.getByRole('option', { name: 'Monitoring' })).toBeVisible();
  await expect(palette.getByRole('option', { name: 'Upload' })).toHaveCount(0);
  await page.keyboard.type('weather views');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/datasets/weather/views*');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('01JD0V6XZ3N2M8T4Q5R6S7W8Y9');
  await expect(palette.getByRole('option', { name: 'Import 01JD0V6XZ3N2M8T4Q5R6S7W8Y9' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(palette).toHaveCount(0);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
});
