import type { StringFormat } from '../../dataset/field';

const LABEL = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?';
const ESCAPED = '%[0-9A-Fa-f]{2}';
/** For use at the end of a character class, because of its hyphen. */
const UNRESERVED = "A-Za-z0-9._~!$&'()*+,;=-";
const PATH = `(?:[:@/${UNRESERVED}]|${ESCAPED})*`;
const AUTHORITY = `(?:(?:[:${UNRESERVED}]|${ESCAPED})*@)?(?:\\[[0-9A-Fa-f:.]+\\]|(?:[${UNRESERVED}]|${ESCAPED})*)(?::[0-9]*)?`;
const QUERY = `(?:[:@/?${UNRESERVED}]|${ESCAPED})*`;

/** The formats of a string: an RE2 expression for the whole text, and what to call it in a message. */
export const STRING_FORMAT_PATTERNS: Readonly<
  Record<Exclude<StringFormat, 'default'>, { pattern: string; description: string }>
> = {
  /** The HTML standard's rule for e-mail addresses, with letters of any script. */
  email: {
    pattern: `[\\p{L}\\p{N}.!#$%&'*+/=?^_\`{|}~-]{1,64}@${LABEL}(?:\\.${LABEL})*`,
    description: 'an e-mail address',
  },
  /** RFC 3986, with a scheme: other characters than ASCII are to be escaped. */
  uri: {
    pattern: `[A-Za-z][A-Za-z0-9+.-]*:(?://${AUTHORITY}(?:/${PATH})?|(?:[:@${UNRESERVED}]|${ESCAPED})${PATH}|/(?:[:@${UNRESERVED}]|${ESCAPED})${PATH})(?:\\?${QUERY})?(?:#${QUERY})?`,
    description: 'a URI such as https://example.org/',
  },
  uuid: {
    pattern: '[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}',
    description: 'a UUID',
  },
  /** RFC 4648, with padding and without line breaks. */
  binary: {
    pattern: '(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?',
    description: 'base64',
  },
};
