/**
 * DuckDB, opened the one way Lakeport uses it: no extension is fetched, no file outside `dir` is touched,
 * and nothing in SQL can loosen that again.
 */
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';

export interface DuckDbOptions {
  /** Folders whose files SQL may read and write. The first also takes what spills out of memory. */
  dirs: [string, ...string[]];
  /** DuckDB's own bound; the process needs about twice as much. */
  memoryLimitMb?: number;
  threads?: number;
  /** Costs memory; needed only where the order of rows in an output matters. */
  preserveInsertionOrder?: boolean;
}

export interface DuckDb {
  /** One connection per stream: another query on a connection ends its open stream early, without an error. */
  connect(): Promise<DuckDBConnection>;
  /**
   * A connection whose statements take one core each, for work of which several pieces run side by side: that
   * takes a tenth less of the processor than sharing each piece among all cores, and keeps rows in their order.
   * With other connections it has files in common, and no tables.
   */
  connectToOneCore(): Promise<DuckDBConnection>;
  close(): void;
}

export async function openDuckDb(options: DuckDbOptions): Promise<DuckDb> {
  const instance = await openInstance(options, 'spill');
  // The number of threads is the instance's, so that it takes another one; few of those who open one need it.
  let oneCore: Promise<DuckDBInstance> | undefined;
  return {
    connect: () => instance.connect(),
    connectToOneCore: async () => {
      oneCore ??= openInstance({ ...options, threads: 1 }, 'spill-one-core');
      return (await oneCore).connect();
    },
    close: () => {
      instance.closeSync();
      // Whoever asked for it has been told why it could not be opened.
      void oneCore?.then(
        (opened) => opened.closeSync(),
        () => undefined,
      );
    },
  };
}

/** @param spill name of the folder that takes what does not fit into memory; two instances must not share it. */
async function openInstance(options: DuckDbOptions, spill: string): Promise<DuckDBInstance> {
  const dirs = options.dirs.map((dir) => path.resolve(dir));
  const spillDir = path.join(dirs[0] ?? '.', spill);
  await mkdir(spillDir, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(options.threads ?? availableParallelism()),
    memory_limit: `${options.memoryLimitMb ?? 1024}MB`,
    temp_directory: spillDir,
    preserve_insertion_order: String(options.preserveInsertionOrder ?? false),
  });
  await lock(
    instance,
    `set allowed_directories = [${dirs.map((dir) => quoteLiteral(`${dir}/`)).join(', ')}]`,
  );
  return instance;
}

/**
 * An instance for a statement that a stranger wrote: it reads the given files, and nothing else of the machine, not even
 * to spill what does not fit into its memory.
 */
export async function openSealedDuckDb(files: readonly string[], memoryLimitMb: number): Promise<DuckDb> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(availableParallelism()),
    memory_limit: `${memoryLimitMb}MB`,
    temp_directory: '',
    preserve_insertion_order: 'false',
    allow_community_extensions: 'false',
  });
  const paths = files.map((file) => quoteLiteral(path.resolve(file))).join(', ');
  await lock(instance, `set allowed_paths = [${paths}]`);
  const connect = () => instance.connect();
  return { connect, connectToOneCore: connect, close: () => instance.closeSync() };
}

/** Nothing in SQL can loosen it again. */
async function lock(instance: DuckDBInstance, allowance: string): Promise<void> {
  const connection = await instance.connect();
  await connection.run('set autoinstall_known_extensions = false');
  await connection.run('set autoload_known_extensions = false');
  await connection.run(allowance);
  await connection.run('set enable_external_access = false');
  await connection.run('set lock_configuration = true');
  connection.closeSync();
}

/** A column or table name as SQL text. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A string as SQL text, for the statements that take no parameter (SET, CREATE VIEW, COPY options). */
export function quoteLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * SQL for the rows of local Parquet files, with further options of `read_parquet`. By itself DuckDB takes a folder
 * called `a=9` for a column `a`, in place of the file's own.
 */
export function parquetSql(paths: readonly string[], ...options: string[]): string {
  const list = `[${paths.map(quoteLiteral).join(', ')}]`;
  return `read_parquet(${[list, 'hive_partitioning = false', ...options].join(', ')})`;
}
