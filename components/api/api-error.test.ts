import { describe, expect, it } from 'vitest';
import { ApiError, toApiError } from './api-error';

const answer = (errorType: string, message: string) => ({ errors: [{ errorType, message }] });

describe('toApiError', () => {
  it('keeps the code and the words of our own failures', () => {
    const error = toApiError(
      answer('upload-not-open', 'The upload is FAILED, not open. Start a new upload.'),
    );
    expect(error.code).toBe('upload-not-open');
    expect(error.message).toBe('The upload is FAILED, not open. Start a new upload.');
    expect(error.isTransient).toBe(false);
  });

  it('has words for what AppSync refuses', () => {
    expect(toApiError(answer('Unauthorized', 'Not Authorized to access x on type Query')).code).toBe(
      'forbidden',
    );
    expect(toApiError(answer('UnauthorizedException', 'Token has expired.')).code).toBe('not-signed-in');
  });

  it('takes a lost connection for one, whatever shape it comes in', () => {
    expect(toApiError({ errors: [{ message: 'Network Error' }] })).toMatchObject({ code: 'network' });
    const failure = Object.assign(new Error('A network error has occurred.'), { name: 'NetworkError' });
    expect(toApiError(failure)).toMatchObject({ code: 'network', isTransient: true });
  });

  it('leaves an ApiError as it is', () => {
    const error = new ApiError('conflict', 'Later.');
    expect(toApiError(error)).toBe(error);
  });
});
