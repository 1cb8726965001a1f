'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { QRCodeSVG } from 'qrcode.react';
import { useId, type FormEvent, type ReactNode } from 'react';
import { beginMfa, confirmMfa, type NewAuthenticator } from '@/components/account/own-mfa';
import { describeAuthFailure } from '@/components/auth/auth-failure';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';

const QR_SIZE_PX = 184;
const QR_MARGIN_MODULES = 4;

interface MfaSetupProps {
  email: string;
  onClose: () => void;
  onDone: () => void;
}

/** Three steps in one sight: an app, the picture for it, and a code that proves that it works. */
export function MfaSetup({ email, onClose, onDone }: MfaSetupProps): ReactNode {
  const formId = useId();
  // A secret belongs to one opening of this dialogue: it is neither kept nor fetched again behind its back.
  const begin = useQuery({
    queryKey: ['new-authenticator', formId],
    queryFn: () => beginMfa(email),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const confirm = useMutation({ mutationFn: confirmMfa, onSuccess: onDone });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    confirm.mutate(String(new FormData(event.currentTarget).get('code')).replaceAll(' ', ''));
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title="Set up an authenticator app"
      description="Nothing changes until a code of the app is confirmed."
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            disabled={!begin.data}
            pending={confirm.isPending}
          >
            {confirm.isPending ? 'Checking…' : 'Turn on'}
          </Button>
        </>
      }
    >
      {begin.isError ? (
        <Notice
          kind="bad"
          title="The set-up could not be begun"
          action={<Button onClick={() => void begin.refetch()}>Try again</Button>}
        >
          {describeAuthFailure(begin.error)}
        </Notice>
      ) : (
        <form id={formId} onSubmit={submit} className="flex flex-col gap-5">
          <p>
            1. Have an authenticator app on your phone: one that comes with your password manager, or Google
            Authenticator, Microsoft Authenticator, 2FAS or another.
          </p>
          <div className="flex flex-col gap-3">
            <p>2. Scan this picture with it.</p>
            <NewAuthenticatorPicture authenticator={begin.data} />
          </div>
          <Field
            label="3. Enter the six digits that the app shows"
            error={confirm.isError ? describeAuthFailure(confirm.error) : null}
          >
            {(control) => (
              <Input
                {...control}
                name="code"
                inputMode="numeric"
                autoComplete="one-time-code"
                pattern="[0-9 ]*"
                maxLength={8}
                required
                className="w-40 tracking-widest"
              />
            )}
          </Field>
        </form>
      )}
    </Dialog>
  );
}

/** With a white margin in every theme: phones need it to find the edges. */
function NewAuthenticatorPicture({
  authenticator,
}: {
  authenticator: NewAuthenticator | undefined;
}): ReactNode {
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
      {authenticator ? (
        <QRCodeSVG
          value={authenticator.uri}
          size={QR_SIZE_PX}
          marginSize={QR_MARGIN_MODULES}
          title="QR code for the authenticator app"
          className="rounded-md"
        />
      ) : (
        <Skeleton className="size-46" />
      )}
      <div className="min-w-0 flex-1 basis-52">
        <p className="text-sm text-muted">Or type this key in there:</p>
        {authenticator ? (
          <p className="flex items-center gap-1">
            <code data-testid="authenticator-key" className="text-sm break-all">
              {authenticator.secret.match(/.{1,4}/g)?.join(' ')}
            </code>
            <CopyButton text={authenticator.secret} label="Copy the key" />
          </p>
        ) : (
          <Skeleton className="mt-2 h-5 w-44" />
        )}
      </div>
    </div>
  );
}
