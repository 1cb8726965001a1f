/**
 * Why a signature was refused. S3 and the JSON services (DynamoDB, Lambda, CloudWatch, AppSync) give the same refusal
 * different names; a JSON service answers with `jsonCode` and status 400.
 */
const REFUSALS = {
  AccessDenied: { status: 403, jsonCode: 'AccessDeniedException' },
  AuthorizationQueryParametersError: { status: 400, jsonCode: 'IncompleteSignatureException' },
  IncompleteSignature: { status: 400, jsonCode: 'IncompleteSignatureException' },
  InvalidAccessKeyId: { status: 403, jsonCode: 'UnrecognizedClientException' },
  InvalidRequest: { status: 400, jsonCode: 'IncompleteSignatureException' },
  MissingAuthenticationToken: { status: 403, jsonCode: 'MissingAuthenticationTokenException' },
  RequestTimeTooSkewed: { status: 403, jsonCode: 'InvalidSignatureException' },
  SignatureDoesNotMatch: { status: 403, jsonCode: 'InvalidSignatureException' },
} as const;

export type SignatureErrorCode = keyof typeof REFUSALS;

export class SignatureError extends Error {
  /** The code in S3's vocabulary. */
  readonly code: SignatureErrorCode;

  constructor(code: SignatureErrorCode, message: string) {
    super(message);
    this.name = 'SignatureError';
    this.code = code;
  }

  /** The status S3 answers. */
  get status(): number {
    return REFUSALS[this.code].status;
  }

  /** The same refusal in the vocabulary of the JSON services. */
  get jsonCode(): string {
    return REFUSALS[this.code].jsonCode;
  }
}
