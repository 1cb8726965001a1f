import { inviteUser, readEndpoints } from './laptop';
import { expect, fillSignIn, PASSWORD, signIn, signOut, test, uniqueName } from './portal-test';

const PAGES = [
  '/',
  '/datasets',
  '/datasets/weather',
  '/imports',
  '/upload',
  '/monitoring',
  '/people',
  '/people/audit',
  '/account',
];

test('a signed-out visitor gets nothing, from the pages and from the APIs', async ({ request }) => {
  for (const path of PAGES) {
    const response = await request.get(path, { maxRedirects: 0 });
    expect(response.status(), path).toBe(307);
    expect(response.headers().location, path).toContain('/sign-in');
    // Next.js writes the target of a redirect into its body, and nothing else.
    expect(await response.text(), path).toBe(response.headers().location);
  }
  const { api, graphql } = await readEndpoints();
  const asked = await request.post(graphql, { data: { query: '{ listDatasets { name } }' } });
  expect(asked.status()).toBe(401);
  expect((await request.get(`${api}/v1/datasets`)).status()).toBe(403);
  expect((await request.get('/api/health')).status()).toBe(200);
});

test('the pages allow only their own scripts, and no frame around them', async ({ request }) => {
  const policy = (await request.get('/sign-in')).headers()['content-security-policy'] ?? '';
  expect(policy).toMatch(/script-src 'self' 'nonce-[0-9a-f]{32}' 'strict-dynamic'(;|$)/);
  expect(policy).toContain("frame-ancestors 'none'");
});

test('signing in leads to the page that was asked for, and never to another site', async ({ page }) => {
  await page.goto('/imports?state=FAILED');
  await fillSignIn(page, 'operator@lakeport.local', PASSWORD);
  await page.waitForURL('**/imports?state=FAILED');
  await signOut(page);
  await page.goto('/sign-in?next=https://example.org/');
  await fillSignIn(page, 'operator@lakeport.local', PASSWORD);
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
});

/** The token as if its hour had passed; the signature no longer fits, which the server must notice as well. */
function expired(token: string): string {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  const past = JSON.stringify({ ...claims, exp: 1 });
  return [header, Buffer.from(past).toString('base64url'), signature].join('.');
}

test('an expired session is renewed without a question', async ({ page, context }) => {
  await signIn(page, 'analyst');
  const tokens = (await context.cookies()).filter(({ name }) => /\.(idToken|accessToken)$/.test(name));
  expect(tokens).toHaveLength(2);
  await page.goto('about:blank');
  await context.addCookies(tokens.map((cookie) => ({ ...cookie, value: expired(cookie.value) })));
  const refused = page.waitForResponse((response) => response.url().includes('/sign-in?next='));
  await page.goto('/imports');
  await refused;
  await expect(page.getByRole('heading', { level: 1, name: 'Imports' })).toBeVisible();
  await expect(page).toHaveURL(/\/imports$/);
});

test('an analyst cannot upload: the portal offers nothing and the API refuses', async ({ page, context }) => {
  await signIn(page, 'analyst');
  await expect(
    page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Imports' }),
  ).toBeVisible();
  await expect(page.getByRole('link', { name: /upload/i })).toHaveCount(0);
  await page.goto('/upload');
  await expect(page.getByText('Your role does not allow uploads')).toBeVisible();

  const token = (await context.cookies()).find(({ name }) => name.endsWith('.accessToken'))?.value ?? '';
  const { graphql } = await readEndpoints();
  const refused = await page.request.post(graphql, {
    headers: { authorization: decodeURIComponent(token) },
    data: {
      query: 'mutation { createUpload(dataset: "weather", fileName: "x.txt", sizeBytes: 1) { importId } }',
    },
  });
  expect(await refused.json()).toMatchObject({ data: null, errors: [{ errorType: 'Unauthorized' }] });
});

test('an invited user chooses a password, and sees nothing without a role', async ({ page }) => {
  const email = `${uniqueName('new')}@lakeport.local`;
  await inviteUser(email, 'First-time-1!');
  await page.goto('/sign-in');
  await fillSignIn(page, email, 'First-time-1!');
  await expect(page.getByRole('heading', { name: 'Choose a password' })).toBeVisible();
  await page.getByLabel('New password', { exact: true }).fill('My-own-words-2!');
  await page.getByLabel('Repeat the new password').fill('Something-else-2!');
  await page.getByRole('button', { name: 'Save and sign in' }).click();
  await expect(page.getByText('The two passwords differ.')).toBeVisible();
  await page.getByLabel('Repeat the new password').fill('My-own-words-2!');
  await page.getByRole('button', { name: 'Save and sign in' }).click();
  await expect(page.getByRole('heading', { name: 'You have no role yet' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Main' })).toHaveCount(0);
});

test.describe('a wrong password', () => {
  test.use({ expectedComplaints: /status of 400/ });

  test('is refused in words, and the form stays usable', async ({ page }) => {
    await page.goto('/sign-in');
    await fillSignIn(page, 'operator@lakeport.local', 'Not-the-password-1');
    await expect(page.getByText('The e-mail address or the password is wrong.')).toBeVisible();
    await fillSignIn(page, 'operator@lakeport.local', PASSWORD);
    await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  });
});

test.describe('before the page has come to life', () => {
  test.use({ javaScriptEnabled: false });

  test('the sign-in form sends nothing, and a password could never stand in an address', async ({ page }) => {
    await page.goto('/sign-in');
    const form = page.locator('form');
    await expect(form).toHaveAttribute('method', 'post');
    await expect(form.getByRole('button', { name: 'Sign in' })).toBeDisabled();
  });
});
