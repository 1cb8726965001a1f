import { readFile, writeFile } from 'node:fs/promises';

const BEGIN = '<!-- results: written by `npm run bench -- --write` -->';
const END = '<!-- end of results -->';

/** Replaces what stands between the two marks. @throws Error when the file lacks them. */
export async function updateReadme(path: string, report: string): Promise<void> {
  const text = await readFile(path, 'utf8');
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`${path} lacks “${BEGIN}” and “${END}”.`);
  await writeFile(path, `${text.slice(0, begin + BEGIN.length)}\n\n${report}\n\n${text.slice(end)}`);
}
