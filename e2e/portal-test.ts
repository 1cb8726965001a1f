import { expect, test as base, type Locator, type Page } from 'playwright/test';

export { expect };

export const PASSWORD = 'Lakeport-demo-1';
export type DemoUser = 'admin' | 'operator' | 'analyst';

interface PortalFixtures {
  /** What the browser may complain about in a test that provokes it. */
  expectedComplaints: RegExp | null;
}

/** Playwright's test, and no page of it may leave an error or a warning on the console. */
export const test = base.extend<PortalFixtures>({
  expectedComplaints: [null, { option: true }],
  page: async ({ page, expectedComplaints }, provide) => {
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') {
        complaints.push(`${message.text()} (${message.location().url})`);
      }
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await provide(page);
    const unexpected = complaints.filter((text) => !expectedComplaints?.test(text));
    expect(unexpected, 'errors and warnings on the console').toEqual([]);
  },
});

/** Fills in the form of the sign-in page, which must be open. */
export async function fillSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

export async function signIn(page: Page, user: DemoUser, next = '/'): Promise<void> {
  await page.goto(next);
  await fillSignIn(page, `${user}@lakeport.local`, PASSWORD);
  await page.waitForURL((url) => url.pathname + url.search === next);
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL('**/sign-in');
}

interface TextFile {
  name: string;
  text: string;
}

/** Chooses files on the upload page and waits until each of them is uploaded. */
export async function upload(page: Page, dataset: string, files: readonly TextFile[]): Promise<void> {
  await page.goto(`/upload?dataset=${dataset}`);
  await page
    .getByLabel('Files to upload')
    .setInputFiles(
      files.map(({ name, text }) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })),
    );
  await sendFiles(page);
  await expect(page.getByText(`${files.length} of ${files.length} files uploaded`)).toBeVisible();
}

/** Sends the files that the upload page has looked at, as it proposes. */
export async function sendFiles(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Upload|Check) [\d,]+ files? / }).click();
}

/** The number that stands before some words, of what an import does. */
export function countOf(scope: Locator, words: string): Locator {
  return scope
    .locator('dl > div')
    .filter({ has: scope.page().getByRole('term').filter({ hasText: words }) })
    .getByRole('definition');
}

/** A word that no other test and no other run uses. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 6)}`;
}
