import { LakeportError } from '../errors';
import { may, ROLES_THAT_MAY, type Act, type Actor } from '../roles';

/** Throws `forbidden` unless one of the actor's roles allows the act; every use case begins with it. */
export function authorize(actor: Actor, act: Act): void {
  if (may(actor, act)) return;
  throw new LakeportError('forbidden', `This needs one of the roles ${ROLES_THAT_MAY[act].join(', ')}.`, {
    resolution: 'Ask an admin for the role.',
  });
}
