import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright/test';
import { expect, signIn, test, uniqueName, upload } from './portal-test';

const HEADER = 'timestamp,device_id,value,unit,anomaly_score';

/** The radio button of a kind of chart. */
function kind(page: Page, name: string): Locator {
  return page.getByRole('radiogroup', { name: 'Kind of chart' }).getByRole('radio', { name });
}

async function download(page: Page, button: string): Promise<{ name: string; bytes: Buffer }> {
  const started = page.waitForEvent('download');
  await page.getByRole('button', { name: button, exact: true }).click();
  const file = await started;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

test('a view is drawn as fits it, as a viewer has chosen, and is given away whole', async ({ page }) => {
  const device = uniqueName('view');
  await signIn(page, 'operator');
  const lines = [10, 20, 40.5].map(
    (value, minute) => `2025-03-01T08:0${minute}:00Z,${device},${value},°C,0.1`,
  );
  await upload(page, 'iot-readings', [{ name: 'view.csv', text: [HEADER, ...lines, ''].join('\n') }]);
  await expect(page.getByText('Succeeded')).toBeVisible();

  // The view follows the commit within seconds, and the page follows the view.
  await page.goto(`/datasets/iot-readings/views?device_id=${device}`);
  await expect(page.getByRole('cell', { name: device })).toBeVisible();
  await page.goto('/datasets/iot-readings/views');
  await expect(kind(page, 'Bars')).toBeChecked();
  await expect(page.getByRole('img', { name: /^avg_value by device_id/ })).toBeVisible();

  const csv = await download(page, 'CSV');
  expect(csv.name).toBe('iot-readings_device_stats.csv');
  const text = csv.bytes.toString('utf8');
  expect(text).toMatch(
    /^device_id,total_readings,avg_value,min_value,max_value,anomaly_count,anomaly_percentage\r\n/,
  );
  expect(text).toContain(`\r\n${device},3,23.5,10,40.5,0,0\r\n`);

  await kind(page, 'Histogram').click();
  await expect(page).toHaveURL(/kind=histogram/);
  await expect(page.getByRole('img', { name: /^How often avg_value/ })).toBeVisible();
  const png = await download(page, 'PNG');
  expect(png.name).toBe('iot-readings_device_stats.png');
  expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(png.bytes.readUInt32BE(16), 'pixels from left to right').toBeGreaterThan(800);

  await page.goto('/datasets/iot-readings/views');
  await expect(kind(page, 'Histogram'), 'the choice is remembered').toBeChecked();
  await page.getByRole('button', { name: 'Back to the chart that fits' }).click();
  await expect(kind(page, 'Bars')).toBeChecked();
});

test('a view over two groups is a heat map, and lines that a row of the table points at', async ({
  page,
}) => {
  await signIn(page, 'analyst', '/datasets/weather/views');
  const map = page.getByRole('img', { name: /^avg_max_temp_c by station and year/ });
  await expect(map).toBeVisible();
  await page.getByRole('cell', { name: '1987', exact: true }).first().hover();
  await expect(page.getByText(/^USC\w+, 1987: /)).toBeVisible();

  await kind(page, 'Line').click();
  await expect(kind(page, 'Line')).toBeChecked();
  await page.getByRole('button', { name: /^Measures/ }).click();
  await page.getByRole('checkbox', { name: 'days' }).uncheck();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('img', { name: /^days along year/ })).toHaveCount(0);
  const chart = page.getByRole('img', { name: /^avg_max_temp_c along year/ });
  await expect(chart).toBeVisible();
  await page.getByRole('cell', { name: '1987', exact: true }).first().focus();
  await expect(chart.locator('.recharts-reference-dot')).toBeVisible();

  await page.getByRole('combobox', { name: 'station' }).fill('USC00110072');
  await expect(page).toHaveURL(/station=USC00110072/);
  await expect(page.getByRole('img', { name: /^avg_max_temp_c along year.* in 1 line$/ })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('img', { name: /^days along year/ })).toHaveCount(0);
  await expect(chart).toBeVisible();
});
