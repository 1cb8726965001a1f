import { expect, signIn, test, uniqueName } from './portal-test';

test('an admin makes a key for a program, which works until it is revoked', async ({ page, request }) => {
  const title = uniqueName('Loader');
  await signIn(page, 'admin', '/people/keys');
  await page.getByRole('button', { name: 'Create a key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Program').fill(title);
  await dialog.getByRole('radio', { name: 'Some datasets' }).check();
  await expect(dialog.getByRole('button', { name: 'Create the key' })).toBeDisabled();
  await dialog.getByRole('checkbox', { name: 'weather' }).check();
  await dialog.getByRole('button', { name: 'Create the key' }).click();

  const shown = page.getByRole('dialog', { name: `The key of “${title}”` });
  const key = await shown.getByLabel('API key', { exact: true }).innerText();
  const curl = await shown.getByLabel('Try it', { exact: true }).innerText();
  const [, address = ''] = /(http\S+)$/.exec(curl) ?? [];
  const ask = async (url: string) => (await request.get(url, { headers: { 'x-api-key': key } })).status();
  expect(await ask(address)).toBe(200);
  expect(await ask(address.replace('weather', 'iot-readings'))).toBe(403);
  await shown.getByRole('button', { name: 'I have copied it' }).click();

  const row = page.getByRole('row').filter({ hasText: title });
  await expect(row).toContainText('Active');
  await expect(page.getByText(key)).toHaveCount(0);
  await row.getByRole('button', { name: `Revoke ${title}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke the key' }).click();
  await expect(row).toContainText('Revoked');
  expect(await ask(address)).toBe(403);
});
