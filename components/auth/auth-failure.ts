const WRONG_PASSWORD = 'The e-mail address or the password is wrong.';

/** What the user pool's refusals mean for the one who is signing in, by the error's name. */
const SENTENCES: Record<string, string> = {
  UserNotFoundException: WRONG_PASSWORD,
  EmptySignInUsername: 'Enter your e-mail address.',
  EmptySignInPassword: 'Enter your password.',
  UserNotConfirmedException: 'This account is not confirmed yet. Ask an admin to invite you again.',
  PasswordResetRequiredException:
    'An admin has reset your password. Choose «Forgot password?» to set a new one.',
  CodeMismatchException: 'This code is not right. Check it and enter it again.',
  EnableSoftwareTokenMFAException: 'This code is not right. Wait for the next one and enter it.',
  ExpiredCodeException: 'This code is no longer valid. Ask for a new one.',
  LimitExceededException: 'Too many attempts. Wait a few minutes and try again.',
  TooManyRequestsException: 'Too many attempts. Wait a few minutes and try again.',
  TooManyFailedAttemptsException: 'Too many attempts. Wait a few minutes and try again.',
  NetworkError: 'The sign-in service cannot be reached. Check your connection and try again.',
};

/** One sentence that says what went wrong and what to do. `wrongPassword` says it where only a password was asked. */
export function describeAuthFailure(failure: unknown, wrongPassword = WRONG_PASSWORD): string {
  if (!(failure instanceof Error)) return 'Signing in failed. Try again.';
  const { name, message } = failure;
  if (name === 'NotAuthorizedException') return describeRefusal(message) ?? wrongPassword;
  if (name === 'InvalidPasswordException') {
    const reason = message.replace(/^Password did not conform with policy: /, '').replace(/\.$/, '');
    return `The new password is too weak: ${reason}.`;
  }
  if (/network/i.test(message) || /failed to fetch/i.test(message)) return SENTENCES.NetworkError ?? message;
  return SENTENCES[name] ?? (message || 'Signing in failed. Try again.');
}

/** The user pool has one error for several refusals; only its message tells them apart. */
function describeRefusal(message: string): string | null {
  if (/disabled/i.test(message)) return 'This account is disabled. Ask an admin to enable it.';
  if (/attempts exceeded/i.test(message)) return 'Too many attempts. Wait a few minutes and try again.';
  if (/temporary password has expired/i.test(message)) {
    return 'Your first password has expired. Ask an admin to invite you again.';
  }
  if (/invalid session|session is expired/i.test(message))
    return 'That took too long. Sign in again from the start.';
  return null;
}
