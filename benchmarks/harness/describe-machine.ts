import { execFile } from 'node:child_process';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { promisify } from 'node:util';

/** One line: processor, cores, memory, system, and the versions of what runs the contenders. */
export async function describeMachine(): Promise<string> {
  const [cpu] = cpus();
  const python = await promisify(execFile)('python3', ['--version'], { timeout: 10_000 }).then(
    ({ stdout }) => [stdout.trim()],
    () => [],
  );
  return [
    cpu?.model.trim() ?? 'unknown processor',
    `${availableParallelism()} cores`,
    `${Math.round(totalmem() / 2 ** 30)} GiB`,
    `${type()} ${release()}`,
    `Node ${process.versions.node}`,
    ...python,
  ].join(', ');
}
