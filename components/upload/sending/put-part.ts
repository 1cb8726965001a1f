import { PutError } from '@/components/upload/sending/upload-transport';

/** Nothing sent for so long means that the connection is dead, whatever the browser believes. */
const STALL_MS = 60_000;

/** Puts one part to its presigned address. By XMLHttpRequest: fetch cannot tell how much has been sent. */
export function putPart(
  url: string,
  part: Blob,
  onProgress: (sentBytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    let watchdog = setTimeout(() => request.abort(), STALL_MS);
    const abort = () => request.abort();
    signal.addEventListener('abort', abort);
    request.upload.onprogress = ({ loaded }) => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => request.abort(), STALL_MS);
      onProgress(loaded);
    };
    request.onloadend = () => {
      clearTimeout(watchdog);
      signal.removeEventListener('abort', abort);
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(new PutError(request.status));
    };
    request.open('PUT', url);
    request.send(part);
  });
}
