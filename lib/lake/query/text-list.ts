/** A list of texts in one query parameter: `a,"b,c","say ""hi"""`. */
export function splitList(text: string): string[] {
  const item = /(?:"((?:[^"]|"")*)"|([^,]*))(,|$)/gy;
  const values: string[] = [];
  for (let separator = ','; separator === ',';) {
    const [, quoted, plain = '', end = ''] = item.exec(text) ?? [];
    values.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    separator = end;
  }
  return values;
}

/** `splitList` reads it back. */
export function joinList(values: readonly string[]): string {
  return values.map((value) => (/[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)).join(',');
}
