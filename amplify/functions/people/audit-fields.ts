import { z } from 'zod';
import { listAuditEntries } from '../../../lib/use-cases/audit/list-audit-entries';
import { requirePerson, type FieldResolver } from '../appsync-event';
import { auditTrail } from '../clients';

const listArgs = z.object({
  actor: z.string().nullish(),
  action: z.string().nullish(),
  from: z.coerce.date().nullish(),
  to: z.coerce.date().nullish(),
  cursor: z.string().nullish(),
  limit: z.number().int().nullish(),
});

export const auditFields: Record<string, FieldResolver> = {
  listAuditEntries: async (args, caller) => {
    const { actor, action, from, to, cursor, limit } = listArgs.parse(args);
    return listAuditEntries({ auditTrail }, requirePerson(caller), {
      actor: actor ?? undefined,
      action: action ?? undefined,
      from: from ?? undefined,
      to: to ?? undefined,
      cursor: cursor ?? undefined,
      limit: limit ?? undefined,
    });
  },
};
