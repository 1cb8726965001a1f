import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FileObjectStore } from './file-object-store';
import { describeObjectStore } from './object-store-contract';

describeObjectStore('FileObjectStore', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'file-object-store-'));
  return { store: new FileObjectStore(dir), close: () => rm(dir, { recursive: true }) };
});
