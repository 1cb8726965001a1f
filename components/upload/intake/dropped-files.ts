import { openHandle } from '@/components/upload/intake/file-system-access';

/** A thing that was dropped, chosen or pasted and cannot be uploaded, with the reason as a sentence. */
export interface UnusableFile {
  name: string;
  reason: string;
}

export interface GatheredFiles {
  files: File[];
  unusable: UnusableFile[];
}

const UNREADABLE = 'The browser could not read it. It may be gone, or you may not be allowed to open it.';

/** What operating systems leave in folders; nobody means to upload it. */
export function isClutter(name: string): boolean {
  return name.startsWith('.') || name === 'Thumbs.db' || name === 'desktop.ini' || name === '__MACOSX';
}

/** The files of a drop, those inside dropped folders too. */
export async function droppedFiles(transfer: DataTransfer): Promise<GatheredFiles> {
  // The list is emptied as soon as the event is over, so all is asked for before the first wait.
  const items = [...transfer.items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry(), handle: item.getAsFileSystemHandle?.() }));
  const files = [...transfer.files];
  const gathered: GatheredFiles = { files: [], unusable: [] };
  if (!items.some(({ entry }) => entry)) {
    gathered.files = files.filter(({ name }) => !isClutter(name));
    return gathered;
  }
  for (const { entry, handle } of items) {
    // A browser may have handles and refuse them here; the entry does the same without them.
    const known = handle ? await handle.catch(() => null) : null;
    if (known) await gatherHandle(known, gathered);
    else if (entry) await gatherEntry(entry, gathered);
  }
  return gathered;
}

async function gatherHandle(handle: FileSystemHandle, gathered: GatheredFiles): Promise<void> {
  if (isClutter(handle.name)) return;
  try {
    if (handle instanceof FileSystemFileHandle) gathered.files.push(await openHandle(handle));
    else if (handle instanceof FileSystemDirectoryHandle) {
      for await (const child of handle.values()) await gatherHandle(child, gathered);
    }
  } catch {
    gathered.unusable.push({ name: handle.name, reason: UNREADABLE });
  }
}

async function gatherEntry(entry: FileSystemEntry, gathered: GatheredFiles): Promise<void> {
  if (isClutter(entry.name)) return;
  try {
    if (isFile(entry)) {
      gathered.files.push(await new Promise<File>((resolve, reject) => entry.file(resolve, reject)));
    } else if (isDirectory(entry)) {
      for (const child of await childrenOf(entry)) await gatherEntry(child, gathered);
    }
  } catch {
    gathered.unusable.push({ name: entry.fullPath.replace(/^\//, ''), reason: UNREADABLE });
  }
}

async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    // A reader gives at most a hundred entries at a time, and none when it has given all.
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (entries.length === 0) return children;
    children.push(...entries);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
