import { LakeportError } from '../errors';

/** What Cognito's refusals of an admin's calls mean, by the error's name. */
const REFUSALS: Record<string, (message: string) => LakeportError> = {
  UserNotFoundException: () =>
    new LakeportError('not-found', 'This user is no longer there.', { resolution: 'Reload the list.' }),
  NotAuthorizedException: () =>
    new LakeportError('conflict', 'The user pool does not do this in the state that the user is in.', {
      resolution: 'Somebody who has never signed in is invited again instead.',
    }),
  UnsupportedUserStateException: () =>
    new LakeportError('conflict', 'This user has signed in already.', {
      resolution: 'Reset the password instead.',
    }),
  LimitExceededException: () =>
    new LakeportError('conflict', 'The user pool has sent as many e-mails as it may in a day.', {
      resolution: 'Try again tomorrow, or set up Amazon SES for the user pool.',
    }),
  CodeDeliveryFailureException: () =>
    new LakeportError('conflict', 'The e-mail could not be sent.', {
      resolution: 'Check the address and the e-mail settings of the user pool.',
    }),
  // One error for a bad address and for one that no code can be sent to.
  InvalidParameterException: (message) =>
    /verified/i.test(message)
      ? new LakeportError(
          'conflict',
          'The e-mail address of this user is not verified: no code can be sent.',
          {
            resolution: 'Delete the user and invite them again.',
          },
        )
      : new LakeportError('invalid-request', 'The user pool does not accept this e-mail address.', {
          resolution: 'Check it for typing mistakes.',
        }),
};

/** @throws what the failure means, or the failure itself where it means nothing to an admin. */
export function explainPoolFailure(failure: unknown): never {
  const refuse = failure instanceof Error ? REFUSALS[failure.name] : undefined;
  if (!(failure instanceof Error) || !refuse) throw failure;
  throw refuse(failure.message);
}
