/** People and what was done, as admins see them. */
import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { ask } from '@/components/api/client';
import { jsonField } from '@/components/api/json-field';
import { ROLES, type Role } from '@/lib/roles';

const userSchema = z.object({
  id: z.string(),
  email: z.string(),
  roles: z.array(z.enum(ROLES)),
  enabled: z.boolean(),
  status: z.string(),
  mfa: z.boolean().nullish(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

export type User = z.infer<typeof userSchema>;

const userListSchema = z.object({ items: z.array(userSchema), isCut: z.boolean() });

type UserList = z.infer<typeof userListSchema>;

const auditEntrySchema = z.object({
  id: z.string(),
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  target: z.string(),
  details: jsonField(z.record(z.string(), z.unknown()).nullish()),
});

export type AuditEntry = z.infer<typeof auditEntrySchema>;

const auditPageSchema = z.object({ items: z.array(auditEntrySchema), cursor: z.string().nullish() });

export interface AuditFilter {
  actor?: string | undefined;
  /** The beginning of the action: `user.`. */
  action?: string | undefined;
  from?: string | undefined;
  /** Not included. */
  to?: string | undefined;
}

const USERS_KEY = ['users'] as const;

export function usersQuery() {
  return queryOptions({
    queryKey: USERS_KEY,
    queryFn: async () => userListSchema.parse(await ask((client) => client.queries.listUsers())),
  });
}

export function auditQuery(filter: AuditFilter, limit: number) {
  return infiniteQueryOptions({
    queryKey: ['audit', filter, limit],
    queryFn: async ({ pageParam }) => {
      const request = { ...filter, limit, cursor: pageParam };
      return auditPageSchema.parse(await ask((client) => client.queries.listAuditEntries(request)));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ cursor }) => cursor ?? undefined,
    // What one has just done must be in it.
    staleTime: 0,
  });
}

/** Puts a user into the list at once, as the server has just answered. */
export function putUser(queryClient: QueryClient, user: User): void {
  queryClient.setQueryData<UserList>(USERS_KEY, (list) => {
    if (!list) return list;
    const others = list.items.filter(({ id }) => id !== user.id);
    const items = [...others, user].sort((a, b) => (a.email < b.email ? -1 : 1));
    return { ...list, items };
  });
}

export function dropUser(queryClient: QueryClient, id: string): void {
  queryClient.setQueryData<UserList>(
    USERS_KEY,
    (list) => list && { ...list, items: list.items.filter((user) => user.id !== id) },
  );
}

export async function inviteUser(email: string, roles: Role[]): Promise<User> {
  return userSchema.parse(await ask((client) => client.mutations.inviteUser({ email, roles })));
}

export async function setUserRoles(id: string, roles: Role[]): Promise<User> {
  return userSchema.parse(await ask((client) => client.mutations.setUserRoles({ id, roles })));
}

export async function setUserEnabled(id: string, enabled: boolean): Promise<User> {
  return userSchema.parse(await ask((client) => client.mutations.setUserEnabled({ id, enabled })));
}

export async function resetUserPassword(id: string): Promise<User> {
  return userSchema.parse(await ask((client) => client.mutations.resetUserPassword({ id })));
}

export async function resetUserMfa(id: string): Promise<User> {
  return userSchema.parse(await ask((client) => client.mutations.resetUserMfa({ id })));
}

export async function deleteUser(id: string): Promise<User> {
  return userSchema.parse(await ask((client) => client.mutations.deleteUser({ id })));
}
