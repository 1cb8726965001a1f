'use client';

import { useTheme } from 'next-themes';
import type { ReactNode } from 'react';
import { toast } from 'sonner';
import { MfaPanel } from '@/components/account/mfa-panel';
import { PasswordForm } from '@/components/account/password-form';
import { roleSentence, roleTitle } from '@/components/auth/role-title';
import { useSession } from '@/components/auth/session-context';
import { signOut } from '@/components/auth/sign-out';
import { THEMES } from '@/components/shell/themes';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { PageHeader } from '@/components/ui/page-header';
import { Panel } from '@/components/ui/panel';
import { Segmented } from '@/components/ui/segmented';
import { useIsBrowser } from '@/components/ui/use-is-browser';
import { TOKEN_MINUTES } from '@/lib/sign-in-rules';

/** Who is signed in, what they may do, how they sign in, and the theme. */
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
        <div className="grid min-w-0 gap-5">
          <Panel title="What you may do">
            <ul className="flex flex-col gap-3">
              {session.roles.map((role) => (
                <li key={role} className="flex flex-col items-start gap-1">
                  <Badge tone="accent">{roleTitle(role)}</Badge>
                  <p className="text-muted">{roleSentence(role)}</p>
                </li>
              ))}
            </ul>
          </Panel>
          <Panel title="Password">
            <PasswordForm email={session.name} />
          </Panel>
        </div>
        <div className="grid min-w-0 gap-5">
          <MfaPanel email={session.name} />
          <Panel title="Sessions">
            <p className="mb-3 text-muted">
              Signing out everywhere ends your sessions on all other devices too. A page that is open there
              can go on for up to {TOKEN_MINUTES} minutes.
            </p>
            <div className="flex flex-wrap gap-2">
              <Button onClick={() => leave(false)}>Sign out</Button>
              <Button variant="danger" onClick={() => leave(true)}>
                Sign out everywhere
              </Button>
            </div>
          </Panel>
          <Panel title="Theme">
            <ThemeChoice />
          </Panel>
        </div>
      </div>
    </>
  );
}

function ThemeChoice(): ReactNode {
  const { theme, setTheme } = useTheme();
  // The choice is kept in the browser; what the server renders must not guess it.
  const isBrowser = useIsBrowser();
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
