import type { UploadHold } from '@/components/upload/sending/upload-hold';

/** What an upload waits for, in a few words. It goes on by itself when that is there. */
export const HOLD_WORDS: Record<UploadHold, string> = {
  offline: 'Waiting for the network',
  'signed-out': 'Waiting for you to sign in',
  'no-answer': 'No answer, trying again',
};
