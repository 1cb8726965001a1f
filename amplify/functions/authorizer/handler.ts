import { z } from 'zod';
import { actorOfKey } from '../../../lib/use-cases/api-keys/actor-of-key';
import { apiKeys } from '../clients';
import { logError } from '../log';
import { actorOfToken } from './actor-of-token';

/** Headers come in lower case, as payload format 2.0 of API Gateway has them. */
const eventSchema = z.object({ headers: z.record(z.string(), z.string()).default({}) });

/** What API Gateway takes as a simple response; `actor` is JSON text, which the functions behind it read. */
interface Answer {
  isAuthorized: boolean;
  context?: { actor: string };
}

/** Says who calls the REST API, by a token of the user pool or an API key; nobody else gets through. */
export const handler = async (event: unknown): Promise<Answer> => {
  const { headers } = eventSchema.parse(event);
  const key = headers['x-api-key'];
  const [, token] = /^Bearer\s+(\S+)$/i.exec(headers['authorization'] ?? '') ?? [];
  try {
    const actor = key ? await actorOfKey({ apiKeys }, key) : token ? await actorOfToken(token) : null;
    return actor
      ? { isAuthorized: true, context: { actor: JSON.stringify(actor) } }
      : { isAuthorized: false };
  } catch (error) {
    logError('A caller could not be checked.', error);
    throw error;
  }
};
