/** The REST API of a portal, as far as the command line uses it. */
import { z } from 'zod';
import { countsSchema, effectSchema } from '../../lib/counts';
import { IMPORT_KINDS, IMPORT_STATES, type ImportState } from '../../lib/lake/import-states';
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
  dataset: z.string(),
  fileName: z.string(),
  kind: z.enum(IMPORT_KINDS),
  parentId: z.string().nullable(),
  dryRun: z.boolean(),
  state: z.enum(IMPORT_STATES),
  createdAt: z.string(),
  createdBy: z.string(),
  counts: countsSchema.nullable(),
  problems: z.record(z.string(), z.number()).nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  effect: effectSchema.nullable(),
  estimate: z.object({ seconds: z.number(), dollars: z.number() }).nullable(),
});
const importPageSchema = z.object({ items: z.array(importSchema), cursor: z.string().nullable() });
const datasetsSchema = z.object({
  items: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      version: z.number(),
      rows: z.number().nullable(),
      anomalies: z.number().nullable(),
      lastImportAt: z.string().nullable(),
    }),
  ),
});
const recordPageSchema = z.object({
  items: z.array(z.record(z.string(), z.unknown())),
  cursor: z.string().nullable(),
});
const problemSchema = z.object({ title: z.string(), detail: z.string().optional(), code: z.string() });

export type PortalImport = z.infer<typeof importSchema>;
export type PortalUpload = z.infer<typeof uploadSchema>;
export type PortalDataset = z.infer<typeof datasetsSchema>['items'][number];
export type PortalRow = z.infer<typeof recordPageSchema>['items'][number];

/** What can be asked of an import that is there already. */
export type ImportAct = 'undo' | 'replay' | 'redrive' | 'confirm' | 'cancel';

export interface ImportListing {
  dataset?: string | undefined;
  state?: ImportState | undefined;
  limit: number;
}

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

  getDataset(name: string): Promise<{ definition: Record<string, unknown> }> {
    const schema = z.object({ definition: z.record(z.string(), z.unknown()) });
    return this.call('GET', `/v1/datasets/${encodeURIComponent(name)}`, schema);
  }

  async listDatasets(): Promise<PortalDataset[]> {
    return (await this.call('GET', '/v1/datasets', datasetsSchema)).items;
  }

  /** A page of current rows; `query` is the filters, the order, the limit and the cursor. */
  listRecords(
    dataset: string,
    query: URLSearchParams,
  ): Promise<{ items: PortalRow[]; cursor: string | null }> {
    return this.call('GET', `/v1/datasets/${encodeURIComponent(dataset)}/records?${query}`, recordPageSchema);
  }

  startUpload(
    dataset: string,
    file: { fileName: string; sizeBytes: number; dryRun?: boolean; parentId?: string },
  ): Promise<PortalUpload> {
    const path = `/v1/datasets/${encodeURIComponent(dataset)}/imports`;
    return this.call('POST', path, uploadSchema, { ...file, source: 'cli' });
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

  async listImports({ dataset, state, limit }: ImportListing): Promise<PortalImport[]> {
    const query = new URLSearchParams({
      ...(dataset !== undefined && { dataset }),
      ...(state !== undefined && { state }),
      limit: String(limit),
    });
    return (await this.call('GET', `/v1/imports?${query}`, importPageSchema)).items;
  }

  /** The import that is changed, or the one that has been made for it. */
  actOnImport(importId: string, act: ImportAct, dryRun = false): Promise<PortalImport> {
    const path = `/v1/imports/${encodeURIComponent(importId)}/${act}${dryRun ? '?dryRun=true' : ''}`;
    return this.call('POST', path, importSchema);
  }

  replayDataset(dataset: string, dryRun: boolean): Promise<PortalImport> {
    const path = `/v1/datasets/${encodeURIComponent(dataset)}/replay?dryRun=${dryRun}`;
    return this.call('POST', path, importSchema);
  }

  /** @throws ApiError for a refusal, which is final; a fault on the way is tried again. */
  async call<T>(method: string, path: string, schema: z.ZodType<T>, body?: object): Promise<T> {
    const response = await withRetries(() =>
      fetch(this.session.apiUrl + path, {
        method,
        headers: {
          ...credentials(this.session.token),
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
      : sentenceOfGateway(response.status);
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

/** Who is not known is refused before Lakeport's own code, with its own words, is asked. */
function sentenceOfGateway(status: number): string {
  return status === 403
    ? 'The token or API key is not valid, or not any more. Set LAKEPORT_TOKEN to one that is.'
    : `HTTP ${status}`;
}

/** An API key says by its beginning that it is one. */
function credentials(token: string): Record<string, string> {
  return token.startsWith('lkp_') ? { 'x-api-key': token } : { authorization: `Bearer ${token}` };
}
