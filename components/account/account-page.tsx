'use client';

import { useTheme } from 'next-themes';
import { useSyncExternalStore, type ReactNode } from 'react';
import { toast } from 'sonner';
import { PasswordForm } from '@/components/account/password-form';
import { roleTitle } from '@/components/auth/role-title';
import { useSession } from '@/components/auth/session-context';
import { signOut } from '@/components/auth/sign-out';
import { THEMES } from '@/components/shell/themes';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { Segmented } from '@/components/ui/segmented';
import type { Role } from '@/lib/roles';

const ROLE_SENTENCES: Record<Role, string> = {
  admins: 'Admins do all that operators do, and say what the datasets are.',
  operators: 'Operators upload and import, and do all that analysts do.',
  analysts: 'Analysts browse, query and download.',
};

/** Who is signed in, what they may do, their password and the theme. */
export function AccountPage(): ReactNode {
  const session = useSession();
  const leave = (everywhere: boolean) => {
    signOut({ everywhere }).catch(() =>
      toast.error('Signing out failed. Check your connection and try again.'),
    );
  };
  return (
    <>
      <PageHeader title="Account" description={session.name} />
      <div className="grid max-w-4xl items-start gap-5 md:grid-cols-2">
        <Panel title="What you may do">
          <ul className="flex flex-col gap-3">
            {session.roles.map((role) => (
              <li key={role} className="flex flex-col items-start gap-1">
                <Badge tone="accent">{roleTitle(role)}</Badge>
                <p className="text-muted">{ROLE_SENTENCES[role]}</p>
              </li>
            ))}
          </ul>
        </Panel>
        <Panel title="Theme">
          <ThemeChoice />
        </Panel>
        <Panel title="Password">
          <PasswordForm email={session.name} />
        </Panel>
        <Panel title="Sessions">
          <p className="mb-3 text-muted">
            Signing out everywhere ends your sessions on all other devices too.
          </p>
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => leave(false)}>Sign out</Button>
            <Button variant="danger" onClick={() => leave(true)}>
              Sign out everywhere
            </Button>
          </div>
        </Panel>
      </div>
    </>
  );
}

const subscribeNever = () => () => undefined;

function ThemeChoice(): ReactNode {
  const { theme, setTheme } = useTheme();
  // The choice is kept in the browser; what the server renders must not guess it.
  const isBrowser = useSyncExternalStore(
    subscribeNever,
    () => true,
    () => false,
  );
  const current = THEMES.find(({ value }) => value === theme)?.value ?? 'system';
  return (
    <Segmented
      label="Theme"
      value={isBrowser ? current : 'system'}
      options={THEMES.map(({ value, label, icon: Icon }) => ({
        value,
        label: (
          <>
            <Icon aria-hidden />
            {label}
          </>
        ),
      }))}
      onValueChange={setTheme}
    />
  );
}
