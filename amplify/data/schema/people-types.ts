/** People, programs, and what they did. */
import { a } from '@aws-amplify/backend';
import { ROLES } from '../../../lib/roles';

export const peopleTypes = {
  Role: a.enum([...ROLES]),
  User: a.customType({
    /** The user name in the user pool. */
    id: a.id().required(),
    email: a.string().required(),
    roles: a.ref('Role').required().array().required(),
    enabled: a.boolean().required(),
    /** Cognito's: CONFIRMED, FORCE_CHANGE_PASSWORD (invited), RESET_REQUIRED, … */
    status: a.string().required(),
    /** Whether a code of an authenticator app is asked for; null for users far down a long list. */
    mfa: a.boolean(),
    createdAt: a.datetime().required(),
    updatedAt: a.datetime().required(),
  }),
  /** `isCut`: there are more users than are listed. */
  UserList: a.customType({
    items: a.ref('User').required().array().required(),
    isCut: a.boolean().required(),
  }),
  ApiKey: a.customType({
    id: a.id().required(),
    title: a.string().required(),
    /** `read`, `import`, `define`. */
    acts: a.string().required().array().required(),
    /** Null for all datasets. */
    datasets: a.string().required().array(),
    createdAt: a.datetime().required(),
    createdBy: a.string().required(),
    expiresAt: a.datetime(),
    /** By the hour. */
    lastUsedAt: a.datetime(),
    revokedAt: a.datetime(),
  }),
  /** The one answer that has the key itself. */
  NewApiKey: a.customType({ key: a.string().required(), apiKey: a.ref('ApiKey').required() }),
  AuditEntry: a.customType({
    id: a.id().required(),
    at: a.datetime().required(),
    /** E-mail address, or the title of an API key. */
    actor: a.string().required(),
    /** `dataset.saved`, `user.invited`, `key.revoked`, … */
    action: a.string().required(),
    /** What it was done to: a dataset's name, an e-mail address, the title of a key or view. */
    target: a.string().required(),
    /** Facts of the act as JSON, never a row's content and never a secret. */
    details: a.json(),
  }),
  AuditPage: a.customType({ items: a.ref('AuditEntry').required().array().required(), cursor: a.string() }),
};
