/** The groups of the user pool. A user without a group may sign in and sees nothing. */
export const ROLES = ['admins', 'operators', 'analysts'] as const;

export type Role = (typeof ROLES)[number];

/** Who is asking: a signed-in person or a program, and the groups the token says. */
export interface Actor {
  /** E-mail address or name, as the import history shows it. */
  name: string;
  roles: readonly Role[];
  /** What an API key may do; people have roles instead. */
  scope?: KeyScope | undefined;
}

export interface KeyScope {
  acts: readonly KeyAct[];
  /** Null for all. */
  datasets: readonly string[] | null;
}

/** What each kind of act needs; one of the roles is enough. */
export const ROLES_THAT_MAY = {
  read: ['admins', 'operators', 'analysts'],
  import: ['admins', 'operators'],
  define: ['admins'],
  /** People, API keys and the audit trail. */
  manage: ['admins'],
} as const satisfies Record<string, readonly Role[]>;

export type Act = keyof typeof ROLES_THAT_MAY;

/** What a key can be made for: none of them manages people or keys. */
export const KEY_ACTS = ['read', 'import', 'define'] as const satisfies readonly Act[];
export type KeyAct = (typeof KEY_ACTS)[number];

export function may(actor: Actor, act: Act): boolean {
  if (actor.scope) return actor.scope.acts.some((allowed) => allowed === act);
  return ROLES_THAT_MAY[act].some((role) => actor.roles.includes(role));
}

/** The roles among a token's groups; other groups mean nothing here. */
export function rolesOf(groups: readonly string[]): Role[] {
  return ROLES.filter((role) => groups.includes(role));
}
