/** How long the browser may take to begin with a file that is made here. */
const REVOKED_AFTER_MS = 60_000;

/** Gives the user a file that was made in the page. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), REVOKED_AFTER_MS);
}

export function saveCsv(name: string, text: readonly string[]): void {
  saveFile(name, new Blob([...text], { type: 'text/csv;charset=utf-8' }));
}

/** A name of words that every file system takes. */
export function fileName(words: readonly string[], extension: string): string {
  const name = words.map((word) => word.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')).join('_');
  return `${name || 'download'}.${extension}`;
}
