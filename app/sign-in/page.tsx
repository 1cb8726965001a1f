import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getIdentity } from '@/app/get-identity';
import { SessionRenewal } from '@/components/auth/session-renewal';
import { SignInForm } from '@/components/auth/sign-in-form';
import { CenteredPage } from '@/components/shell/centered-page';
import { readOutputs } from '@/lib/outputs';
import { paths, safeNext } from '@/lib/paths';

export const metadata: Metadata = { title: 'Sign in' };

interface SignInPageProps {
  searchParams: Promise<{ next?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const outputs = readOutputs();
  if (!outputs) redirect(paths.setup);
  const { next } = await searchParams;
  const target = safeNext(typeof next === 'string' ? next : null);
  const { session, canRefresh } = await getIdentity();
  if (session) redirect(target);
  const { version, auth, custom } = outputs;
  const Form = canRefresh ? SessionRenewal : SignInForm;
  return (
    <CenteredPage>
      <Form outputs={{ version, auth, custom }} next={target} />
    </CenteredPage>
  );
}
