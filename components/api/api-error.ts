import { z } from 'zod';
import { parseErrorText } from '@/lib/errors';

/** What the API refused or could not do: the server's stable code, and words for the user. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ApiError';
  }

  /** Whether asking again can help: the network, a time-out, a fault on the server's side. */
  get isTransient(): boolean {
    return ['network', 'internal', 'query-timeout'].includes(this.code);
  }
}

const failureSchema = z.object({
  errors: z.array(z.object({ message: z.string(), errorType: z.string().nullish() })).min(1),
});

/** Sentences for what comes from AppSync and from the network, which have no words of ours. */
const SENTENCES: Record<string, string> = {
  Unauthorized: 'Your role does not allow this. Ask an admin for another role.',
  UnauthorizedException: 'Your session has ended. Sign in again.',
  NetworkError: 'The server cannot be reached. Check the connection; the page tries again by itself.',
  'Lambda:ExecutionTimeoutException': 'The server took too long. Try again, or ask for less at once.',
};

const CODES: Record<string, string> = {
  Unauthorized: 'forbidden',
  UnauthorizedException: 'not-signed-in',
  NetworkError: 'network',
};

/** The failure of an operation in one shape, whichever layer it comes from. */
export function toApiError(failure: unknown): ApiError {
  if (failure instanceof ApiError) return failure;
  const parsed = failureSchema.safeParse(failure);
  const first = parsed.data?.errors[0];
  const name = first?.errorType ?? (failure instanceof Error ? failure.name : 'internal');
  const message = first?.message ?? (failure instanceof Error ? failure.message : '');
  if (/network ?error/i.test(message) || name === 'NetworkError') {
    return new ApiError('network', SENTENCES.NetworkError ?? message, { cause: failure });
  }
  if (name === 'NoValidAuthTokens' || name === 'UserUnAuthenticatedException') {
    return new ApiError('not-signed-in', 'Your session has ended. Sign in again.', { cause: failure });
  }
  const refused = parseErrorText(message);
  if (refused) return new ApiError(refused.code, refused.sentence, { cause: failure });
  return new ApiError(CODES[name] ?? name, SENTENCES[name] ?? (message || 'Something failed. Try again.'), {
    cause: failure,
  });
}
