const INDENT = 2;

/** JSON with a line for each of its parts; a text that is none stays as it is. Numbers keep the digits they have. */
export function layOutJson(text: string): string {
  try {
    // Past 2^53 a number would be written with other digits, so what does not come back the same is left alone.
    const value: unknown = JSON.parse(text);
    const isExact = !/\d{16,}/.test(text);
    return isExact ? JSON.stringify(value, null, INDENT) : text;
  } catch {
    // What is stored in a column of JSON is checked on its way in; a text that is none is shown as it came.
    return text;
  }
}
