/** The strptime directives a date format may use, each with the RE2 expression of the texts it takes. */
const DIRECTIVES: Record<string, { pattern: string; digits: boolean }> = {
  '%Y': { pattern: '[0-9]{4}', digits: true },
  '%y': { pattern: '[0-9]{2}', digits: true },
  '%m': { pattern: '[0-9]{1,2}', digits: true },
  '%d': { pattern: '[0-9]{1,2}', digits: true },
  '%H': { pattern: '[0-9]{1,2}', digits: true },
  '%I': { pattern: '[0-9]{1,2}', digits: true },
  '%M': { pattern: '[0-9]{2}', digits: true },
  '%S': { pattern: '[0-9]{2}', digits: true },
  '%f': { pattern: '[0-9]{1,6}', digits: true },
  '%b': { pattern: '[A-Za-z]{3}', digits: false },
  '%B': { pattern: '[A-Za-z]+', digits: false },
  '%a': { pattern: '[A-Za-z]{3}', digits: false },
  '%A': { pattern: '[A-Za-z]+', digits: false },
  '%p': { pattern: '[AaPp][Mm]', digits: false },
  '%%': { pattern: '%', digits: false },
};

/**
 * An RE2 expression for the texts of a strptime format, because DuckDB's own parser skips spaces and takes
 * `epoch`. A number may lack its leading zero (`1/2/2025`) unless another number touches it (`19850101`).
 * Null when the format uses a directive that is not supported.
 */
export function patternOfDateFormat(format: string): string | null {
  const tokens = format.match(/%-?.?|[^%]+/gsu) ?? [];
  const patterns = tokens.map((token, index) => {
    if (!token.startsWith('%')) return token.replaceAll(/[\\^$.|?*+()[\]{}]/g, '\\$&');
    const directive = DIRECTIVES[token];
    if (!directive) return null;
    const touched = isDigits(tokens[index - 1]) || isDigits(tokens[index + 1]);
    return directive.digits && touched ? directive.pattern.replace('{1,2}', '{2}') : directive.pattern;
  });
  return patterns.includes(null) ? null : patterns.join('');
}

function isDigits(token: string | undefined): boolean {
  return token !== undefined && (DIRECTIVES[token]?.digits === true || /^\d|\d$/.test(token));
}
