'use client';

import { useState, type ReactNode } from 'react';
import type { User } from '@/components/api/people';
import { RoleChoice } from '@/components/people/role-choice';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ROLES, type Role } from '@/lib/roles';
import { TOKEN_MINUTES } from '@/lib/sign-in-rules';

interface ChangeRoleDialogProps {
  user: User;
  onClose: () => void;
  onChange: (roles: Role[]) => void;
}

/** Asks for another role and says when it counts. */
export function ChangeRoleDialog({ user, onClose, onChange }: ChangeRoleDialogProps): ReactNode {
  const present = ROLES.find((role) => user.roles.includes(role)) ?? null;
  const [role, setRole] = useState<Role | null>(present);
  const isSame = role === present && user.roles.length <= 1;
  const loses = user.roles.some((one) => one !== role);
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title="Change the role"
      description={user.email}
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          <Button
            variant="primary"
            disabled={isSame}
            onClick={() => {
              onClose();
              onChange(role ? [role] : []);
            }}
          >
            Change the role
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <RoleChoice value={role} onValueChange={setRole} withNone />
        <p aria-live="polite" className="min-h-11 text-muted">
          {whenItCounts(isSame, loses)}
        </p>
      </div>
    </Dialog>
  );
}

function whenItCounts(isSame: boolean, loses: boolean): string {
  if (isSame) return 'This is the present role.';
  return loses
    ? `They are signed out everywhere and have the new role when they sign in again. A page that is open now can go on with the old one for up to ${TOKEN_MINUTES} minutes.`
    : `They have the new role when they sign in again, and without that within ${TOKEN_MINUTES} minutes.`;
}
