/**
 * `npm run bench`: the same work done by Lakeport and by its peers, in processes of their own. Prints a report on
 * stdout; `--write` also puts it into `benchmarks/README.md`.
 */
import path from 'node:path';
import { parseOptions } from './harness/parse-options';
import { updateReadme } from './harness/update-readme';
import { benchEngine } from './harness/bench-engine';
import { benchRecords } from './records/bench-records';

const options = parseOptions(process.argv.slice(2));
const report =
  options.suite === 'records' ? await benchRecords(options, progress) : await benchEngine(options, progress);
console.log(report);
if (options.write) {
  const command =
    options.suite === 'records' ? 'npm run bench -- records --write' : 'npm run bench -- --write';
  await updateReadme(path.join(import.meta.dirname, 'README.md'), command, report);
}

function progress(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
