/**
 * Which files look alike: those with the same header, or without one the same number of columns. It only decides
 * what is previewed together; what a file is, the server finds out.
 */
const HEAD_BYTES = 16 * 1024;
const DELIMITERS = ['\t', ';', '|', ','];

/** A text that is the same for files of one kind. Throws when the file cannot be read. */
export async function fileShape(file: File): Promise<string> {
  const name = file.name.toLowerCase();
  const isGzip = name.endsWith('.gz');
  const extension = name.replace(/\.gz$/, '').match(/\.([a-z0-9]+)$/)?.[1] ?? '';
  if (extension === 'parquet') return 'parquet';
  const head = file.slice(0, HEAD_BYTES);
  const text = decode(isGzip ? await unzipHead(head) : new Uint8Array(await head.arrayBuffer()));
  return [extension, isGzip ? 'gz' : '', shapeOfText(text)].join(' ');
}

/** The shape of a text by its beginning. */
function shapeOfText(text: string): string {
  const start = text.trimStart();
  if (start.startsWith('{') || start.startsWith('[')) {
    const first = start.slice(0, start.indexOf('}') + 1);
    return `json ${[...first.matchAll(/"([^"]*)"\s*:/g)].map(([, key]) => key).join('|')}`;
  }
  const line = start.split(/\r\n|\r|\n/, 1)[0] ?? '';
  const [delimiter = ',', count = 0] =
    DELIMITERS.map((mark): [string, number] => [mark, line.split(mark).length - 1]).sort(
      ([, one], [, other]) => other - one,
    )[0] ?? [];
  const cells = line.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  const isHeader = cells.every((cell) => /\p{L}/u.test(cell) && !/^\d/.test(cell));
  return isHeader
    ? `header ${cells.map((cell) => cell.toLowerCase()).join('|')}`
    : `rows of ${count + 1} by ${JSON.stringify(delimiter)}`;
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}

/** What the beginning of a gzip file unzips to; the rest of the file is missing, which the stream ends with. */
async function unzipHead(head: Blob): Promise<Uint8Array> {
  const reader = head.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const first = await reader.read().catch(() => null);
  await reader.cancel().catch(() => undefined);
  return first?.value ?? new Uint8Array();
}
