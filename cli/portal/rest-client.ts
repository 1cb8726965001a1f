/** The REST API of a portal, as far as the command line uses it. */
import { z } from 'zod';
import { countsSchema } from '../../lib/counts';
import { IMPORT_STATES } from '../../lib/lake/import-states';
import type { Session } from './session';

const REQUEST_TIMEOUT_MS = 60_000;
const ATTEMPTS_MAX = 4;
const BACKOFF_MS = 300;

const urlsSchema = z.array(z.object({ partNumber: z.number(), url: z.string() }));
const uploadSchema = z.object({
  importId: z.string(),
  partSizeBytes: z.number(),
  partCount: z.number(),
  parts: urlsSchema,
});
const importSchema = z.object({
  id: z.string(),
  state: z.enum(IMPORT_STATES),
  counts: countsSchema.nullable(),
  problems: z.record(z.string(), z.number()).nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
});
const problemSchema = z.object({ title: z.string(), detail: z.string().optional(), code: z.string() });

export type PortalImport = z.infer<typeof importSchema>;
export type PortalUpload = z.infer<typeof uploadSchema>;

/** The API refused the request; `code` is one of Lakeport's error codes. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

export class RestClient {
  constructor(private readonly session: Session) {}

  /** Saves a definition as a dataset. */
  async putDataset(name: string, definition: object): Promise<void> {
    await this.call('PUT', `/v1/datasets/${encodeURIComponent(name)}`, z.unknown(), definition);
  }

  startUpload(dataset: string, fileName: string, sizeBytes: number): Promise<PortalUpload> {
    const path = `/v1/datasets/${encodeURIComponent(dataset)}/imports`;
    return this.call('POST', path, uploadSchema, { fileName, sizeBytes, source: 'cli' });
  }

  async signParts(importId: string, partNumbers: number[]): Promise<{ partNumber: number; url: string }[]> {
    const schema = z.object({ parts: urlsSchema });
    return (await this.call('POST', `/v1/imports/${importId}/parts`, schema, { partNumbers })).parts;
  }

  completeUpload(importId: string): Promise<PortalImport> {
    return this.call('POST', `/v1/imports/${importId}/complete`, importSchema);
  }

  abortUpload(importId: string): Promise<PortalImport> {
    return this.call('POST', `/v1/imports/${importId}/abort`, importSchema);
  }

  getImport(importId: string): Promise<PortalImport> {
    return this.call('GET', `/v1/imports/${importId}`, importSchema);
  }

  /** @throws ApiError for a refusal, which is final; a fault on the way is tried again. */
  private async call<T>(method: string, path: string, schema: z.ZodType<T>, body?: object): Promise<T> {
    const response = await withRetries(() =>
      fetch(this.session.apiUrl + path, {
        method,
        headers: {
          authorization: `Bearer ${this.session.token}`,
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
        signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      }),
    );
    const answer: unknown = await response.json();
    if (response.ok) return schema.parse(answer);
    const problem = problemSchema.safeParse(answer).data;
    const sentence = problem
      ? [problem.title, problem.detail].filter(Boolean).join(' ')
      : `HTTP ${response.status}`;
    throw new ApiError(response.status, problem?.code ?? 'internal', sentence);
  }
}

/** Sends a request again, with growing pauses, while the network or the server is at fault. */
export async function withRetries(send: () => Promise<Response>): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const last = attempt === ATTEMPTS_MAX;
    try {
      const response = await send();
      if (response.status < 500 || last) return response;
    } catch (error) {
      if (last) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, Math.random() * BACKOFF_MS * 2 ** attempt));
  }
}
