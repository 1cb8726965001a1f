declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** `path` is the folder of the LevelDB store, in memory when left out; times in milliseconds. */
  function dynalite(options?: {
    path?: string;
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  }): Server;

  export = dynalite;
}
