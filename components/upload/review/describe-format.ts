import type { UploadPreview } from '@/components/api/preview';
import { z } from 'zod';

const FORMATS: Record<string, string> = {
  csv: 'Delimited text',
  ndjson: 'JSON, one object a line',
  json: 'JSON array',
  parquet: 'Parquet',
};

const DELIMITERS: Record<string, string> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
  ' ': 'spaces',
};

const dialectSchema = z.object({
  delimiter: z.string().optional(),
  header: z.boolean().optional(),
  quoteChar: z.string().optional(),
});

/** How a file is read, in a few words each: `Delimited text`, `tabs`, `no header`, `utf-8`, `gzip`. */
export function describeFormat({ format, compression, encoding, dialect }: UploadPreview): string[] {
  const words = [FORMATS[format] ?? format];
  const { data } = dialectSchema.safeParse(dialect);
  if (data?.delimiter !== undefined) {
    words.push(DELIMITERS[data.delimiter] ?? `«${data.delimiter}» between cells`);
  }
  if (data) words.push(data.header === false ? 'no header' : 'header');
  if (data?.quoteChar !== undefined && data.quoteChar !== '"') {
    words.push(data.quoteChar === '' ? 'no quotes' : `quotes ${data.quoteChar}`);
  }
  if (encoding) words.push(encoding.toUpperCase());
  if (compression) words.push(compression);
  return words;
}
