/** What is on the clipboard as files to upload: copied files, or a copied table as the text of one. */

const LINE_BREAK = /\r\n|\r|\n/;

export function pastedFiles(clipboard: DataTransfer, now = new Date()): File[] {
  // A screenshot is a file too; only what may hold rows is taken.
  const files = [...clipboard.files].filter(({ type }) => !type.startsWith('image/'));
  if (files.length > 0) return files;
  const table = tableFile(clipboard.getData('text/plain'), now);
  return table ? [table] : [];
}

/** A copied table as a file; null for text that is none. Spreadsheets copy cells with tabs between them. */
export function tableFile(text: string, now: Date): File | null {
  const lines = text.split(LINE_BREAK).filter((line) => line.trim() !== '');
  if (lines.length < 2) return null;
  const isTabbed = lines.every((line) => line.includes('\t'));
  if (!isTabbed && !lines.every((line) => /[,;|]/.test(line))) return null;
  const stamp = now.toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '');
  const name = `pasted-${stamp}.${isTabbed ? 'tsv' : 'csv'}`;
  return new File([text], name, { type: 'text/plain', lastModified: now.getTime() });
}
