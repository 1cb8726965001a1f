/** The parts of the File System Access API that only some browsers have, and TypeScript therefore does not. */
import { fileHandles } from '@/components/upload/sending/file-handles';

declare global {
  interface Window {
    showOpenFilePicker?: (options?: { multiple?: boolean }) => Promise<FileSystemFileHandle[]>;
  }
  interface DataTransferItem {
    getAsFileSystemHandle?: () => Promise<FileSystemHandle | null>;
  }
  interface FileSystemHandle {
    queryPermission?: (options: { mode: 'read' }) => Promise<PermissionState>;
    requestPermission?: (options: { mode: 'read' }) => Promise<PermissionState>;
  }
}

export function canPickHandles(): boolean {
  return typeof window !== 'undefined' && typeof window.showOpenFilePicker === 'function';
}

/** Files chosen in the browser's own window, with their handles; none when the user closes it. */
export async function pickFiles(): Promise<File[]> {
  try {
    const handles = (await window.showOpenFilePicker?.({ multiple: true })) ?? [];
    return await Promise.all(handles.map(openHandle));
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return [];
    throw error;
  }
}

/** The file of a handle, which remembers the handle. */
export async function openHandle(handle: FileSystemFileHandle): Promise<File> {
  const file = await handle.getFile();
  fileHandles.note(file, handle);
  return file;
}

/** Whether a kept handle may be read; asks the user where the browser wants that. Needs a click. */
export async function mayRead(handle: FileSystemFileHandle): Promise<boolean> {
  const mode = { mode: 'read' } as const;
  if (!handle.queryPermission || (await handle.queryPermission(mode)) === 'granted') return true;
  return (await handle.requestPermission?.(mode)) === 'granted';
}
