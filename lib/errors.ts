/**
 * Every failure Lakeport tells somebody about: a stable code, a sentence, and what to do next.
 * The table maps a code to the HTTP status of the REST API; an unknown failure is ours and answers 500.
 */
export const STATUS_BY_CODE = {
  'not-signed-in': 401,
  forbidden: 403,
  'not-found': 404,
  'dataset-not-found': 404,
  'import-not-found': 404,
  'record-not-found': 404,
  'invalid-request': 400,
  'invalid-definition': 422,
  'invalid-filter': 400,
  'invalid-cursor': 400,
  'invalid-sql': 400,
  'upload-not-open': 409,
  'upload-incomplete': 409,
  'file-too-large': 413,
  conflict: 409,
  'definition-conflict': 409,
  'source-error': 422,
  'file-empty': 422,
  'file-encoding': 422,
  'header-missing': 422,
  'missing-label': 422,
  'extra-label': 422,
  'duplicate-label': 422,
  'contract-frozen': 422,
  'query-timeout': 504,
  'invariant-broken': 500,
  internal: 500,
} as const;

export type ErrorCode = keyof typeof STATUS_BY_CODE;

/** An error whose message may be shown to a user. `resolution` says what to do next. */
export class LakeportError extends Error {
  readonly code: ErrorCode;
  readonly resolution: string | undefined;

  constructor(code: ErrorCode, message: string, options: { resolution?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'LakeportError';
    this.code = code;
    this.resolution = options.resolution;
  }

  get status(): number {
    return STATUS_BY_CODE[this.code];
  }

  /** The message and the way out, as one text. */
  get sentence(): string {
    return this.resolution ? `${this.message} ${this.resolution}` : this.message;
  }
}

/** The same failure as a LakeportError: ours keep their words, anything else becomes `internal` without its details. */
export function toLakeportError(error: unknown): LakeportError {
  if (error instanceof LakeportError) return error;
  return new LakeportError('internal', 'Something failed on our side.', {
    resolution: 'Try again; if it happens again, give an admin the time of this message.',
    cause: error,
  });
}

/**
 * The failure as the text of a GraphQL error: the sentence, then the code in brackets. AppSync hands on the
 * message of what a function throws and nothing else of it.
 */
export function errorText(error: LakeportError): string {
  return `${error.sentence} (${error.code})`;
}

/** `errorText` taken apart again; null for a text that is none. */
export function parseErrorText(text: string): { code: ErrorCode; sentence: string } | null {
  const [, sentence, code] = /^(.*) \(([a-z-]+)\)$/s.exec(text) ?? [];
  return sentence && code && isErrorCode(code) ? { code, sentence } : null;
}

function isErrorCode(code: string): code is ErrorCode {
  return code in STATUS_BY_CODE;
}
