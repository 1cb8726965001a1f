import { fileHandles } from '@/components/upload/sending/file-handles';

/** The file is not what it was when it was chosen, or not there any more. Sending it again as it is cannot help. */
export class FileChangedError extends Error {
  constructor(fileName: string) {
    super(
      `${fileName} was moved, deleted or changed on the disk since it was chosen. Choose it again to upload it as it is now.`,
    );
    this.name = 'FileChangedError';
  }
}

/**
 * Throws FileChangedError unless the file can still be read as it was chosen. A request whose file is gone fails like
 * one without a network; only reading tells the two apart. One byte is enough: the browser compares the file's time.
 */
export async function requireUnchanged(file: File): Promise<void> {
  try {
    await file.slice(0, 1).arrayBuffer();
    const handle = fileHandles.of(file);
    const now = handle ? await handle.getFile() : file;
    if (now.size === file.size && now.lastModified === file.lastModified) return;
  } catch (error) {
    // A browser that has withdrawn the permission for the handle can still read the file itself.
    if (error instanceof DOMException && error.name === 'NotAllowedError') return;
  }
  throw new FileChangedError(file.name);
}

/** The file as it is on the disk now, where the browser can look it up by itself. */
export async function freshFile(file: File): Promise<File> {
  const handle = fileHandles.of(file);
  if (!handle) return file;
  try {
    const fresh = await handle.getFile();
    fileHandles.note(fresh, handle);
    return fresh;
  } catch {
    // It stays away; what is sent of it fails with the words for that.
    return file;
  }
}
