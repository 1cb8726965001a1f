import { randomInt } from 'node:crypto';
import { CognitoError } from './cognito-error';
import type { PasswordPolicy } from './pool-settings';

const SYMBOLS = '^$*.[]{}()?-"!@#%&/\\,><\':;|_~`+= ';
const LENGTH_MAX = 256;
const TEMPORARY_LENGTH = 16;

/** @throws CognitoError InvalidPasswordException naming what is missing. */
export function checkPassword(password: string, policy: PasswordPolicy): void {
  const refuse = (what: string) => {
    throw new CognitoError('InvalidPasswordException', `Password did not conform with policy: ${what}`);
  };
  if (password.length < policy.minimumLength) refuse('Password not long enough');
  if (password.length > LENGTH_MAX) refuse('Password too long');
  if (policy.requireUppercase && !/[A-Z]/.test(password)) refuse('Password must have uppercase characters');
  if (policy.requireLowercase && !/[a-z]/.test(password)) refuse('Password must have lowercase characters');
  if (policy.requireNumbers && !/\d/.test(password)) refuse('Password must have numeric characters');
  if (policy.requireSymbols && ![...password].some((character) => SYMBOLS.includes(character))) {
    refuse('Password must have symbol characters');
  }
}

/** A password for an invitation that every policy accepts. */
export function temporaryPassword({ minimumLength }: PasswordPolicy): string {
  const sets = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnopqrstuvwxyz', '23456789', '!@#%&-_+='];
  const pick = (set: string) => set.charAt(randomInt(set.length));
  const characters = sets.map(pick);
  while (characters.length < Math.max(TEMPORARY_LENGTH, minimumLength)) characters.push(pick(sets.join('')));
  // The first four come in a known order of kinds, so all are put at random places.
  for (let index = characters.length - 1; index > 0; index--) {
    const other = randomInt(index + 1);
    [characters[index], characters[other]] = [characters[other] ?? '', characters[index] ?? ''];
  }
  return characters.join('');
}
