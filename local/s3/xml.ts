/** The XML that S3 speaks: small documents without attributes, in both directions. */
import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { S3Error } from './s3-error';

/** An element and what is in it; `undefined` as content leaves the element out. */
export type XmlElement = readonly [name: string, content: XmlContent];
export type XmlContent = string | number | boolean | undefined | readonly XmlElement[];

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

// Entities are decoded here: the parser's own decoding knows no numeric ones, and a key may hold a carriage return.
const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  tagValueProcessor: (_name, value) => decodeEntities(value),
});

/** A whole document in S3's namespace. */
export function renderDocument(root: string, children: readonly XmlElement[]): string {
  return `${DECLARATION}<${root} xmlns="${NAMESPACE}">${children.map(renderElement).join('')}</${root}>`;
}

/** The error document; S3 gives it no namespace. */
export function renderError(code: string, message: string, requestId: string): string {
  const children: XmlElement[] = [
    ['Code', code],
    ['Message', message],
    ['RequestId', requestId],
  ];
  return `${DECLARATION}<Error>${children.map(renderElement).join('')}</Error>`;
}

/**
 * A document as nested objects: text for a leaf, an array where a name repeats.
 * @throws S3Error MalformedXML
 */
export function parseDocument(text: string): unknown {
  try {
    return parser.parse(text, true);
  } catch (error) {
    throw new S3Error('MalformedXML', `The XML you provided was not well-formed: ${String(error)}`);
  }
}

/** A repeated element: the parser gives one alone as itself, several as an array. */
export function oneOrMany<T>(schema: z.ZodType<T>): z.ZodType<T[]> {
  return z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(schema).min(1));
}

function renderElement([name, content]: XmlElement): string {
  if (content === undefined) return '';
  if (typeof content === 'object') return `<${name}>${content.map(renderElement).join('')}</${name}>`;
  return `<${name}>${escapeText(String(content))}</${name}>`;
}

function escapeText(text: string): string {
  // A parser would read a bare carriage return as a line feed.
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}

function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name] ?? whole;
      const codePoint = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : whole;
    },
  );
}
