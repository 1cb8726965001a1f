/** The `lakeport` command: each sub-command is a file of its own that makes a commander `Command`. */
import { Command, CommanderError } from 'commander';
import { toLakeportError } from '../lib/errors';
import { ApiError } from './portal/rest-client';

/** What a command that cannot do its work ends with; 1 is for files with refused rows. */
const EXIT_UNUSABLE = 2;

/** Loaded when named: the ones that talk to a portal need far more code than the ones that do not. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import('./check')).checkCommand(),
  infer: async () => (await import('./infer')).inferCommand(),
  import: async () => (await import('./import')).importCommand(),
  imports: async () => (await import('./list')).importsCommand(),
  datasets: async () => (await import('./list')).datasetsCommand(),
  query: async () => (await import('./list')).queryCommand(),
  export: async () => (await import('./export')).exportCommand(),
  confirm: async () => (await import('./act-on-import')).confirmCommand(),
  cancel: async () => (await import('./act-on-import')).cancelCommand(),
  redrive: async () => (await import('./act-on-import')).redriveCommand(),
  undo: async () => (await import('./act-on-import')).undoCommand(),
  replay: async () => (await import('./act-on-import')).replayCommand(),
};

/** Runs the command line; sets the process's exit code instead of ending it, so that output is flushed. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = new Command('lakeport')
    .description('Check, import and query files of a Lakeport data lake.')
    .exitOverride();
  try {
    const named = COMMANDS[argv[2] ?? ''];
    for (const load of named ? [named] : Object.values(COMMANDS)) {
      program.addCommand((await load()).exitOverride());
    }
    await program.parseAsync(argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : EXIT_UNUSABLE;
      return;
    }
    process.exitCode = EXIT_UNUSABLE;
    // What the portal refuses, it says in a sentence of its own.
    if (error instanceof ApiError) return void process.stderr.write(`lakeport: ${error.message}\n`);
    const failure = toLakeportError(error);
    const cause =
      failure.code === 'internal' && error instanceof Error ? `\n${error.stack ?? error.message}` : '';
    process.stderr.write(`lakeport: ${failure.sentence}${cause}\n`);
  }
}
