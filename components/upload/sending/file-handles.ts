/**
 * The browser's handles of files, where it has them: with a handle an upload goes on after a reload without the file
 * being chosen again. They are kept in IndexedDB under the import's id, and nothing of the file with them.
 */
const DATABASE = 'lakeport';
const STORE = 'upload-files';

const handles = new WeakMap<File, FileSystemFileHandle>();

export const fileHandles = {
  note(file: File, handle: FileSystemFileHandle): void {
    handles.set(file, handle);
  },
  of(file: File): FileSystemFileHandle | null {
    return handles.get(file) ?? null;
  },
  /** Keeps the file's handle over a reload. Losing it costs a question, so a failure is not worth a word. */
  async keep(importId: string, file: File): Promise<void> {
    const handle = handles.get(file);
    if (handle) await inStore('readwrite', (store) => store.put(handle, importId)).catch(() => undefined);
  },
  async forget(importId: string): Promise<void> {
    await inStore('readwrite', (store) => store.delete(importId)).catch(() => undefined);
  },
  /** The kept handles of these uploads, by the import's id. */
  async kept(importIds: readonly string[]): Promise<Map<string, FileSystemFileHandle>> {
    const found = new Map<string, FileSystemFileHandle>();
    for (const id of importIds) {
      const handle: unknown = await inStore('readonly', (store) => store.get(id)).catch(() => undefined);
      if (typeof FileSystemFileHandle !== 'undefined' && handle instanceof FileSystemFileHandle) {
        found.set(id, handle);
      }
    }
    return found;
  },
};

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    if (typeof indexedDB === 'undefined') {
      reject(new Error('This browser keeps no handles.'));
      return;
    }
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser refused its storage.'));
  });
}

async function inStore<Result>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await openDatabase();
  try {
    return await new Promise<Result>((resolve, reject) => {
      const request = work(database.transaction(STORE, mode).objectStore(STORE));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('The browser refused its storage.'));
    });
  } finally {
    database.close();
  }
}
