import { expect, signIn, test, uniqueName, upload } from './portal-test';

const HEADER = 'timestamp,device_id,value,unit,anomaly_score\n';

const BAD_FILES = [
  { kind: 'an empty file', text: '', code: 'file-empty' },
  { kind: 'a binary file', text: '%PDF-1.7\n1 0 obj\n', code: 'file-encoding' },
  { kind: 'a file of another dataset', text: 'sku,name,price\n1,Cage,10\n', code: 'missing-label' },
  {
    kind: 'a header that lacks a column',
    text: 'timestamp,device_id\n2025-01-31T08:00:00Z,a\n',
    code: 'missing-label',
  },
  {
    kind: 'a header that names a column twice',
    text: HEADER.replace('unit', 'value'),
    code: 'duplicate-label',
  },
] as const;

for (const { kind, text, code } of BAD_FILES) {
  test(`${kind} fails with a sentence and takes nothing in`, async ({ page }) => {
    const name = `${uniqueName('bad')}.csv`;
    await signIn(page, 'operator');
    await upload(page, 'iot-readings', [{ name, text }]);
    await page.getByRole('link', { name }).click();
    const failure = page.getByRole('alert').filter({ hasText: 'Nothing of this file was taken in' });
    await expect(failure).toContainText(code);
    await expect(page.getByText('Failed', { exact: true })).toBeVisible();

    await page.goto('/imports?state=FAILED');
    await expect(page.getByRole('link', { name })).toBeVisible();
  });
}

test('a header without rows is an import of nothing', async ({ page }) => {
  const name = `${uniqueName('header-only')}.csv`;
  await signIn(page, 'operator');
  await upload(page, 'iot-readings', [{ name, text: HEADER }]);
  await page.getByRole('link', { name }).click();
  await expect(page.getByText('Succeeded', { exact: true })).toBeVisible();
  await expect(page.getByText('Every row is accounted for')).toBeVisible();
});
