import { PASSWORD_LENGTH_MIN } from '@/lib/sign-in-rules';

/** What the user pool asks of a password. */
export const PASSWORD_RULE = `At least ${PASSWORD_LENGTH_MIN} characters with upper and lower case, a digit and a symbol.`;
