import { z } from 'zod';
import { ask, askMaybe } from '@/components/api/client';
import { jsonField } from '@/components/api/json-field';
import { countsSchema } from '@/lib/counts';
import { importRecordSchema } from '@/lib/lake/import-record';
import type { ImportKind, ImportState } from '@/lib/lake/import-states';

const tally = jsonField(z.record(z.string(), z.number()).nullable());

const importSchema = importRecordSchema
  .omit({ objectKey: true, uploadId: true, partSizeBytes: true, etag: true, versionId: true })
  .extend({ counts: countsSchema.nullable(), problems: tally, missing: tally });

/** One import as the portal shows it. */
export type Import = z.infer<typeof importSchema>;

export interface ImportPage {
  items: Import[];
  cursor: string | null;
}

/** The wire's import in our own shape; throws when it is not one. */
export function parseImport(wire: unknown): Import {
  return importSchema.parse(wire);
}

export interface ImportFilter {
  dataset?: string | undefined;
  state?: ImportState | undefined;
  kind?: ImportKind | undefined;
  /** Only the chain that began with this import. */
  rootId?: string | undefined;
  /** Texts in the file's name and in who brought it. */
  fileName?: string | undefined;
  createdBy?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  withRejects?: boolean | undefined;
  /** Only those that follow another one. */
  withParent?: boolean | undefined;
  /** Leaves out dry runs that were closed without a commit. */
  withoutClosed?: boolean | undefined;
}

/** The newest imports first. */
export async function listImports(
  filter: ImportFilter & { limit: number; cursor?: string | undefined },
): Promise<ImportPage> {
  const page = await ask((client) => client.queries.listImports(filter));
  return { items: page.items.map(parseImport), cursor: page.cursor ?? null };
}

export async function getImport(id: string): Promise<Import> {
  return parseImport(await ask((client) => client.queries.getImport({ id })));
}

const rejectPageSchema = z.object({
  columns: jsonField(z.array(z.string()).nullish()),
  items: z.array(
    z.object({
      file: z.string(),
      line: z.number(),
      byteOffset: z.number(),
      column: z.string().nullish(),
      code: z.string(),
      message: z.string(),
      raw: z.string(),
      cells: jsonField(z.array(z.string()).nullish()),
      suggestion: jsonField(z.array(z.string()).nullish()),
    }),
  ),
  groups: z.array(z.object({ code: z.string(), column: z.string().nullish(), problems: z.number() })),
  total: z.number(),
});

export type RejectPage = z.infer<typeof rejectPageSchema>;
export type Reject = RejectPage['items'][number];
export type RejectGroup = RejectPage['groups'][number];

export interface RejectFilter {
  code?: string | undefined;
  column?: string | undefined;
}

/** The refused rows of an import in the order of the file, and all its problems by kind. */
export async function listRejects(
  importId: string,
  page: RejectFilter & { offset: number; limit: number },
): Promise<RejectPage> {
  return rejectPageSchema.parse(await ask((client) => client.queries.listRejects({ importId, ...page })));
}

/** `original` has the file's own columns and the reasons; `csv` is rejects.csv, one line a problem. */
export type RejectsFormat = 'original' | 'csv';

/** A short-lived address of the refused rows as a file; null when nothing was refused. */
export async function getRejectsUrl(importId: string, format: RejectsFormat): Promise<string | null> {
  return askMaybe((client) => client.queries.getRejectsUrl({ importId, format }));
}
