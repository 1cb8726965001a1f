import type { Page } from 'playwright/test';
import { countOf, expect, signIn, test, uniqueName, upload } from './portal-test';

const HEADER = 'timestamp,device_id,value,unit,anomaly_score';

function readings(device: string, minutes: readonly number[], value: number): string {
  const lines = minutes.map((minute) => {
    const time = new Date(Date.UTC(2025, 2, 1, 8, minute)).toISOString();
    return `${time},${device},${value},°C,0.1`;
  });
  return [HEADER, ...lines, ''].join('\n');
}

/** Two imports of one device: the second changes the last two of the first one's five rows. */
async function importTwice(page: Page, device: string): Promise<void> {
  await upload(page, 'iot-readings', [
    { name: `${device}-first.csv`, text: readings(device, [0, 1, 2, 3, 4], 20) },
  ]);
  await expect(page.getByText('Succeeded')).toBeVisible();
  await upload(page, 'iot-readings', [{ name: `${device}-second.csv`, text: readings(device, [3, 4], 25) }]);
  await expect(page.getByRole('row').filter({ hasText: '-second.csv' })).toContainText('Succeeded');
}

async function openFirst(page: Page, device: string): Promise<void> {
  await page.goto('/imports?dataset=iot-readings');
  await page.getByRole('link', { name: `${device}-first.csv`, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: `${device}-first.csv` })).toBeVisible();
}

test('an import is undone after its effect was shown, and a replay brings it back', async ({ page }) => {
  const device = uniqueName('undo');
  await signIn(page, 'operator');
  await importTwice(page, device);
  await openFirst(page, device);

  await page.getByRole('button', { name: 'Undo' }).click();
  const dialog = page.getByRole('dialog', { name: `Undo ${device}-first.csv?` });
  await expect(countOf(dialog, 'rows go')).toHaveText('3');
  await expect(countOf(dialog, 'rows stay, because a later import has them')).toHaveText('2');
  await dialog.getByRole('button', { name: 'Undo it' }).click();
  await expect(page.getByText(`${device}-first.csv is undone: 3 rows gone, 0 rows as before`)).toBeVisible();
  await expect(page.getByText('The rows of this import no longer count.')).toBeVisible();

  await page.goto(`/datasets/iot-readings?device_id=${device}`);
  await expect(page.getByText('1–2 of 2 rows')).toBeVisible();

  await openFirst(page, device);
  await page
    .getByRole('link', { name: `Undo of ${device}-first.csv` })
    .first()
    .click();
  await expect(page.getByRole('heading', { level: 1, name: `Undo of ${device}-first.csv` })).toBeVisible();
  await expect(page.getByText('takes back')).toBeVisible();

  await openFirst(page, device);
  await page.getByRole('button', { name: 'Bring it back' }).click();
  const replay = page.getByRole('dialog', { name: `Bring ${device}-first.csv back?` });
  await expect(countOf(replay, 'rows are new')).toHaveText('3');
  await replay.getByRole('button', { name: 'Bring it back' }).click();
  await expect(page.getByText(`${device}-first.csv is replayed: 3 new`)).toBeVisible();
  await page.goto(`/datasets/iot-readings?device_id=${device}&sort=timestamp`);
  await expect(page.getByText('1–5 of 5 rows')).toBeVisible();
  // The later import still has its say on the rows that it changed.
  const rows = page.getByRole('table', { name: 'Rows of IoT readings' });
  await expect(rows.getByRole('row').nth(1)).toContainText('20');
  await expect(rows.getByRole('row').nth(5)).toContainText('25');

  // What stands again cannot be brought back once more.
  await openFirst(page, device);
  await expect(page.getByRole('table', { name: 'Imports of the same beginning' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Bring it back' })).toHaveCount(0);
});

test('a dry run that is left changes nothing', async ({ page }) => {
  const device = uniqueName('left');
  await signIn(page, 'operator');
  await importTwice(page, device);
  await openFirst(page, device);
  await page.getByRole('button', { name: 'Undo' }).click();
  const dialog = page.getByRole('dialog');
  await expect(countOf(dialog, 'rows go')).toHaveText('3');
  await dialog.getByRole('button', { name: 'Leave it as it is' }).click();
  await expect(page.getByText('Succeeded', { exact: true }).first()).toBeVisible();
  await page.goto(`/datasets/iot-readings?device_id=${device}`);
  await expect(page.getByText('1–5 of 5 rows')).toBeVisible();
});

test('an analyst sees the history and can change nothing of it', async ({ page }) => {
  await signIn(page, 'analyst', '/imports?state=SUCCEEDED');
  await page.getByRole('table', { name: 'Imports' }).getByRole('link').first().click();
  await expect(page.getByText('Succeeded', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Replay' })).toHaveCount(0);
});
