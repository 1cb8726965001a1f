import { totpCode } from '../local/cognito/totp';
import { addUser, readLastMail } from './laptop';
import { expect, fillSignIn, PASSWORD, signOut, test, uniqueName } from './portal-test';

test.describe('two-step sign-in', () => {
  // The user pool answers a wrong code with an error.
  test.use({ expectedComplaints: /status of 400/ });

  test('is set up with an app, asks for its code, and is turned off again', async ({ page }) => {
    const email = `${uniqueName('careful')}@lakeport.local`;
    await addUser(email, PASSWORD, 'analysts');
    await page.goto('/account');
    await fillSignIn(page, email, PASSWORD);
    await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
    await expect(page.getByRole('img', { name: 'QR code for the authenticator app' })).toBeVisible();
    const secret = ((await page.getByTestId('authenticator-key').textContent()) ?? '').replaceAll(' ', '');
    const codeField = page.getByLabel('Enter the six digits');
    await codeField.fill('000000');
    await page.getByRole('button', { name: 'Turn on' }).click();
    await expect(page.getByText('This code is not right. Wait for the next one and enter it.')).toBeVisible();
    await codeField.fill(totpCode(secret, Date.now()));
    await page.getByRole('button', { name: 'Turn on' }).click();
    await expect(page.getByText('Two-step sign-in is on')).toBeVisible();

    await signOut(page);
    await page.goto('/account');
    await fillSignIn(page, email, PASSWORD);
    await expect(page.getByRole('heading', { name: 'Enter your code' })).toBeVisible();
    await page.getByLabel('Code').fill('123');
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByText('This code is not right. Check it and enter it again.')).toBeVisible();
    await page.getByLabel('Code').fill(totpCode(secret, Date.now()));
    await page.getByRole('button', { name: 'Continue' }).click();

    await page.getByRole('button', { name: 'Turn off' }).click();
    await page.getByRole('button', { name: 'Turn it off' }).click();
    await expect(page.getByText('Two-step sign-in is off')).toBeVisible();
    await signOut(page);
    await page.goto('/account');
    await fillSignIn(page, email, PASSWORD);
    await expect(page.getByRole('button', { name: 'Set up an authenticator app' })).toBeVisible();
  });
});

test('a forgotten password is set anew with the code from the e-mail', async ({ page }) => {
  const email = `${uniqueName('forgetful')}@lakeport.local`;
  await addUser(email, PASSWORD, 'analysts');
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Forgot password?' }).click();
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send a code' }).click();
  await expect(page.getByText(`If ${email} has an account, a code is on its way.`)).toBeVisible();
  const [, code = ''] = / code is (\d{6})$/.exec((await readLastMail(email)) ?? '') ?? [];
  await page.getByLabel('Code from the e-mail').fill(code);
  await page.getByLabel('New password', { exact: true }).fill('Another-word-3!');
  await page.getByLabel('Repeat the new password').fill('Another-word-3!');
  await page.getByRole('button', { name: 'Set the password' }).click();
  await expect(page.getByText('The password is changed. Sign in with the new one.')).toBeVisible();
  await fillSignIn(page, email, 'Another-word-3!');
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
});
