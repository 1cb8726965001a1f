import { Logger } from '@aws-lambda-powertools/logger';

/** Structured log lines. Neither tokens nor the content of rows may go in here. */
export const log = new Logger({ serviceName: 'lakeport' });

/** Logs what went wrong with all its causes. */
export function logError(message: string, error: unknown): void {
  log.error(message, error instanceof Error ? error : String(error));
}
