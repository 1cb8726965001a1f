import type { IncomingMessage, ServerResponse } from 'node:http';

/** Lets the request be done and its answer get lost; `onDone` hears when it is done. */
export function loseAnswer(request: IncomingMessage, response: ServerResponse, onDone: () => void): void {
  const lose = () => {
    onDone();
    request.socket.destroy();
    return response;
  };
  Object.assign(response, { writeHead: () => response, write: () => true, end: lose });
}

/** Ends the connection before anything is done. */
export function cutOff(request: IncomingMessage): void {
  request.socket.destroy();
}

/** Answers as the service does when it fails for no fault of the caller, or as `code` and `status` say. */
export function refuse(
  service: string,
  request: IncomingMessage,
  response: ServerResponse,
  { status = 500, code }: { status?: number; code?: string },
): void {
  // What the client is still sending is read and thrown away; cut off, it would never see the answer.
  request.resume();
  const message = 'We encountered an internal error. Please try again.';
  const isS3 = service === 's3';
  const text = isS3
    ? `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code ?? 'InternalError'}</Code><Message>${message}</Message></Error>`
    : JSON.stringify({ __type: code ?? 'InternalServerError', message });
  const body = request.method === 'HEAD' ? '' : text;
  const contentType = isS3 ? 'application/xml' : (request.headers['content-type'] ?? 'application/json');
  response
    .writeHead(status, { 'content-type': contentType, 'content-length': Buffer.byteLength(body) })
    .end(body);
}
