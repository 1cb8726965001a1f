/** People, API keys and the audit trail: for admins, answered by a function that alone has the rights. */
import { a } from '@aws-amplify/backend';
import { people } from '../../functions/resources';
import { managers } from './audiences';

export const peopleOperations = {
  listUsers: a
    .query()
    .returns(a.ref('UserList').required())
    .authorization((allow) => [allow.groups(managers)])
    .handler(a.handler.function(people)),
  /** Cognito sends the invitation with a password for the first sign-in; for somebody invited before, anew. */
  inviteUser: a
    .mutation()
    .arguments({ email: a.email().required(), roles: a.ref('Role').required().array().required() })
    .returns(a.ref('User').required())
    .authorization((allow) => [allow.groups(managers)])
    .handler(a.handler.function(people)),
  setUserRoles: a
    .mutation()
    .arguments({ id: a.id().required(), roles: a.ref('Role').required().array().required() })
    .returns(a.ref('User').required())
    .authorization((allow) => [allow.groups(managers)])
    .handler(a.handler.function(people)),
  /** Disabling also signs out everywhere. */
  setUserEnabled: a
    .mutation()
    .arguments({ id: a.id().required(), enabled: a.boolean().required() })
    .returns(a.ref('User').required())
    .authorization((allow) => [allow.groups(managers)])
    .handler(a.handler.function(people)),
  /** The next sign-in asks for a new password, with a code sent by e-mail. */
  resetUserPassword: a
    .mutation()
    .arguments({ id: a.id().required() })
    .returns(a.ref('User').required())
    .authorization((allow) => [allow.groups(managers)])
    .handler(a.handler.function(people)),
  /** For a lost authenticator app. */
  resetUserMfa: a
    .mutation()
    .arguments({ id: a.id().required() })
    .returns(a.ref('User').required())
    .authorization((allow) => [allow.groups(managers)])
    .handler(a.handler.function(people)),
  deleteUser: a
    .mutation()
    .arguments({ id: a.id().required() })
    .returns(a.ref('User').required())
    .authorization((allow) => [allow.groups(managers)])
    .handler(a.handler.function(people)),

  listApiKeys: a
    .query()
    .returns(a.ref('ApiKey').required().array().required())
    .authorization((allow) => [allow.groups(managers)])
    .handler(a.handler.function(people)),
  createApiKey: a
    .mutation()
    .arguments({
      title: a.string().required(),
      acts: a.string().required().array().required(),
      datasets: a.string().required().array(),
      expiresAt: a.datetime(),
    })
    .returns(a.ref('NewApiKey').required())
    .authorization((allow) => [allow.groups(managers)])
    .handler(a.handler.function(people)),
  revokeApiKey: a
    .mutation()
    .arguments({ id: a.id().required() })
    .returns(a.ref('ApiKey').required())
    .authorization((allow) => [allow.groups(managers)])
    .handler(a.handler.function(people)),

  /** Newest first. Imports have a history of their own and are not repeated here. */
  listAuditEntries: a
    .query()
    .arguments({
      /** A part of the name. */
      actor: a.string(),
      /** The beginning of the action: `user.`. */
      action: a.string(),
      from: a.datetime(),
      /** Not included. */
      to: a.datetime(),
      cursor: a.string(),
      limit: a.integer(),
    })
    .returns(a.ref('AuditPage').required())
    .authorization((allow) => [allow.groups(managers)])
    .handler(a.handler.function(people)),
};
