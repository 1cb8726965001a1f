/**
 * `npm run bench`: the same work done by Lakeport and by its peers, in processes of their own. Prints a report on
 * stdout; `--write` also puts it into `benchmarks/README.md`.
 */
import path from 'node:path';
import { benchBrowse } from './browse/bench-browse';
import { parseOptions, type BenchOptions } from './harness/parse-options';
import { updateReadme } from './harness/update-readme';
import { benchEngine } from './harness/bench-engine';
import { benchRecords } from './records/bench-records';

const options = parseOptions(process.argv.slice(2));
const report = await run(options);
console.log(report);
if (options.write) {
  const suite = options.suite === 'engine' ? '' : `${options.suite} `;
  const readme = path.join(import.meta.dirname, 'README.md');
  await updateReadme(readme, `npm run bench -- ${suite}--write`, report);
}

function run(chosen: BenchOptions): Promise<string> {
  switch (chosen.suite) {
    case 'records':
      return benchRecords(chosen, progress);
    case 'browse':
      return benchBrowse(chosen, progress);
    case 'engine':
      return benchEngine(chosen, progress);
  }
}

function progress(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
