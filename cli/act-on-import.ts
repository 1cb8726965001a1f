import { Command } from 'commander';
import { sentenceOfImport } from './output/import-sentences';
import { RestClient, type ImportAct, type PortalImport } from './portal/rest-client';
import { openSession } from './portal/session';
import { waitForEnd } from './portal/wait-for-end';

interface ActOptions {
  dryRun?: boolean;
  json?: boolean;
}

export function undoCommand(): Command {
  return withDryRun(command('undo', 'Take an import back: its rows go, what it changed is as before'));
}

export function redriveCommand(): Command {
  return command('redrive', 'Send a failed import again');
}

export function confirmCommand(): Command {
  return command('confirm', 'Commit an import whose dry run has ended');
}

export function cancelCommand(): Command {
  return command('cancel', 'End an import that has not been committed');
}

export function replayCommand(): Command {
  const replay = new Command('replay')
    .description('Run the bytes of an import, or of a whole dataset, again under the current definition')
    .argument('[importId]', 'import to replay')
    .option('--dataset <slug>', 'dataset to build anew from bronze, in place of an import')
    .option('--json', 'print the import as one JSON object and nothing else')
    .action(async (importId: string | undefined, options: ActOptions & { dataset?: string }) => {
      const { dataset, dryRun = false } = options;
      if ((importId === undefined) === (dataset === undefined)) {
        throw new Error('Name an import or a dataset to replay, and not both.');
      }
      await run(options, (client) =>
        dataset === undefined
          ? client.actOnImport(importId ?? '', 'replay', dryRun)
          : client.replayDataset(dataset, dryRun),
      );
    });
  return withDryRun(replay);
}

function command(act: ImportAct, description: string): Command {
  return new Command(act)
    .description(description)
    .argument('<importId>', 'id of the import')
    .option('--json', 'print the import as one JSON object and nothing else')
    .action(async (importId: string, options: ActOptions) => {
      await run(options, (client) => client.actOnImport(importId, act, options.dryRun ?? false));
    });
}

function withDryRun(of: Command): Command {
  return of.option('--dry-run', 'say what would happen, and commit nothing');
}

/** Waits for the end of what was begun. Exit 0 when nothing was refused, 1 when some rows were, 2 when it failed. */
async function run(
  { json = false }: ActOptions,
  begin: (client: RestClient) => Promise<PortalImport>,
): Promise<void> {
  const client = new RestClient(await openSession());
  const begun = await begin(client);
  const ended = await waitForEnd(client, begun.id);
  const text = json ? JSON.stringify(ended) : sentenceOfImport(ended);
  (ended.error && !json ? process.stderr : process.stdout).write(`${text}\n`);
  process.exitCode = ended.error ? 2 : ended.kind === 'replay' && ended.counts?.rejected ? 1 : 0;
}
