import { readFile, writeFile } from 'node:fs/promises';

const END = '<!-- end of results -->';

/** Replaces what stands between the marks of the command's results. @throws Error when the file lacks them. */
export async function updateReadme(path: string, command: string, report: string): Promise<void> {
  const mark = `<!-- results: written by \`${command}\` -->`;
  const text = await readFile(path, 'utf8');
  const begin = text.indexOf(mark);
  const end = text.indexOf(END, begin);
  if (begin < 0 || end < begin) throw new Error(`${path} lacks “${mark}” and “${END}”.`);
  await writeFile(path, `${text.slice(0, begin + mark.length)}\n\n${report}\n\n${text.slice(end)}`);
}
