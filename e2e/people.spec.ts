import type { Page } from 'playwright/test';
import { readLastMail } from './laptop';
import { expect, fillSignIn, signIn, test, uniqueName } from './portal-test';

const OWN_PASSWORD = 'My-own-words-2!';

/** Signs in for the first time with the password of the last invitation. */
async function acceptInvitation(page: Page, email: string): Promise<void> {
  const [, password = ''] = / password is (\S+)$/.exec((await readLastMail(email)) ?? '') ?? [];
  await page.goto('/sign-in');
  await fillSignIn(page, email, password);
  await page.getByLabel('New password', { exact: true }).fill(OWN_PASSWORD);
  await page.getByLabel('Repeat the new password').fill(OWN_PASSWORD);
  await page.getByRole('button', { name: 'Save and sign in' }).click();
}

/** Takes the tokens of the hour away; the session lives as long as it can be renewed. */
async function outliveTokens(page: Page): Promise<void> {
  await page.goto('about:blank');
  await page.context().clearCookies({ name: /\.(idToken|accessToken)$/ });
}

test.describe('people', () => {
  // A session that was ended cannot be renewed, and a disabled user cannot sign in: the browser tells of both answers.
  test.use({ expectedComplaints: /status of 400/ });

  test('are invited, given another role, disabled and deleted, and the audit trail tells of it', async ({
    page,
    browser,
  }) => {
    const email = `${uniqueName('anna')}@lakeport.local`;
    await signIn(page, 'admin', '/people');
    await page.getByRole('button', { name: 'Invite' }).click();
    await page.getByRole('dialog').getByLabel('E-mail address').fill(email);
    await page.getByRole('button', { name: 'Send the invitation' }).click();
    await expect(page.getByText(`${email} is invited`)).toBeVisible();
    await page.getByLabel('Search by e-mail address').fill(email);
    await expect(page).toHaveURL(new RegExp(`q=${email.split('@')[0]}`));
    const row = page.getByRole('row').filter({ hasText: email });
    await expect(row).toContainText('Invited');

    const other = await (await browser.newContext()).newPage();
    await acceptInvitation(other, email);
    const navigation = other.getByRole('navigation', { name: 'Main' });
    await expect(navigation.getByRole('link', { name: 'Datasets' })).toBeVisible();
    await expect(navigation.getByRole('link', { name: 'Upload' })).toHaveCount(0);

    const actions = page.getByRole('button', { name: `Actions for ${email}` });
    await page.reload();
    await expect(row).toContainText('Active');
    await actions.press('Enter');
    await page.getByRole('menuitem', { name: 'Change the role' }).press('Enter');
    await page.getByRole('radio', { name: /^Operator/ }).check();
    await page.getByRole('dialog').getByRole('button', { name: 'Change the role' }).click();
    await expect(page.getByText(`${email} is now Operator`)).toBeVisible();
    await expect(row).toContainText('Operator');

    // The change took a role away, so the session ended; the next one has the new role.
    await outliveTokens(other);
    await other.goto('/');
    await fillSignIn(other, email, OWN_PASSWORD);
    await expect(navigation.getByRole('link', { name: 'Upload' })).toBeVisible();

    await actions.click();
    await page.getByRole('menuitem', { name: 'Disable' }).click();
    await page.getByRole('button', { name: 'Disable the user' }).click();
    await expect(row).toContainText('Disabled');
    await outliveTokens(other);
    await other.goto('/');
    await fillSignIn(other, email, OWN_PASSWORD);
    await expect(other.getByText('This account is disabled. Ask an admin to enable it.')).toBeVisible();
    await other.context().close();

    await actions.click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    const confirm = page.getByRole('button', { name: 'Delete the user' });
    await expect(confirm).toBeDisabled();
    await page.getByLabel(`Type ${email} to confirm`).fill(email);
    await confirm.click();
    await expect(page.getByText('Nobody fits')).toBeVisible();

    await page.getByRole('link', { name: 'Audit trail' }).click();
    await page.getByLabel('Kind').selectOption('user');
    await expect(page).toHaveURL(/kind=user/);
    const entries = page
      .getByRole('table', { name: 'Audit trail' })
      .getByRole('row')
      .filter({ hasText: email });
    await expect(entries).toContainText([
      `deleted ${email} (Operator)`,
      `disabled ${email}`,
      `changed the role of ${email} from Analyst to Operator`,
      `invited ${email} as Analyst`,
    ]);
  });
});

test('who is no admin is told so calmly, and sees nothing', async ({ page }) => {
  await signIn(page, 'operator');
  await expect(
    page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Upload' }),
  ).toBeVisible();
  await expect(page.getByRole('link', { name: 'People' })).toHaveCount(0);
  for (const path of ['/people', '/people/audit']) {
    await page.goto(path);
    await expect(page.getByText('This is for admins')).toBeVisible();
    await expect(page.getByRole('table')).toHaveCount(0);
  }
});
