/** Rules of signing in that both the user pool and the words on screen follow. */

export const PASSWORD_LENGTH_MIN = 12;

/** Days within which the password of an invitation must be used. */
export const INVITATION_DAYS = 7;

/** A token is checked by its signature alone: so long it says what it said, whatever has changed since. */
export const TOKEN_MINUTES = 60;
