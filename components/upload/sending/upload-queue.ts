import type { UploadOptions } from '@/components/api/uploads';
import { FileUpload, type UploadSnapshot } from '@/components/upload/sending/file-upload';
import type { Surroundings, UploadHold } from '@/components/upload/sending/upload-hold';
import type { UploadTransport } from '@/components/upload/sending/upload-transport';

/** More would only share the same line, and the parts of each file go in parallel already. */
const FILES_AT_ONCE = 3;
/** How often the screen follows; parts report their progress far more often. */
const NOTIFY_MS = 120;
/** The speed is that of the last seconds. */
const SPEED_WINDOW_MS = 5000;

export interface QueueSnapshot {
  uploads: readonly UploadSnapshot[];
  doneFiles: number;
  /** Files that are neither done nor given up. */
  openFiles: number;
  totalFiles: number;
  totalBytes: number;
  sentBytes: number;
  bytesPerSecond: number;
  /** Nothing goes on until the user says so. */
  isPaused: boolean;
  /** What all that is under way waits for; it goes on by itself. */
  hold: UploadHold | null;
}

const EMPTY: QueueSnapshot = {
  uploads: [],
  doneFiles: 0,
  openFiles: 0,
  totalFiles: 0,
  totalBytes: 0,
  sentBytes: 0,
  bytesPerSecond: 0,
  isPaused: false,
  hold: null,
};

/** All uploads of this browser tab; a few files are sent at a time, in the order in which they came. */
export class UploadQueue {
  private uploads: FileUpload[] = [];
  private readonly running = new Set<FileUpload>();
  private readonly listeners = new Set<() => void>();
  private samples: { at: number; bytes: number }[] = [];
  private timer: ReturnType<typeof setTimeout> | null = null;
  private snapshot = EMPTY;

  constructor(
    private readonly transport: UploadTransport,
    private readonly surroundings: Surroundings,
  ) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  getSnapshot = (): QueueSnapshot => this.snapshot;

  /** What the server renders, where nothing is ever uploaded. */
  getServerSnapshot = (): QueueSnapshot => EMPTY;

  add(files: readonly File[], dataset: string, options: UploadOptions): void {
    const { transport, surroundings, changed } = this;
    const added = files.map(
      (file) => new FileUpload(file, dataset, options, transport, surroundings, changed),
    );
    const again = new Set(files.map((file) => `${file.name}/${file.size}`));
    // A file that is chosen once more after a failure takes the place of the upload that failed.
    const others = this.uploads.filter(({ snapshot }) => {
      const { status, fileName, sizeBytes } = snapshot;
      return status !== 'failed' || snapshot.dataset !== dataset || !again.has(`${fileName}/${sizeBytes}`);
    });
    this.uploads = [...others, ...added];
    this.notify();
    this.fill();
  }

  /** Whether this very file has been added and not been given up. */
  has(file: File): boolean {
    return this.uploads.some((upload) => upload.sends(file) && upload.snapshot.status !== 'cancelled');
  }

  pauseAll(): void {
    for (const upload of this.uploads) upload.pause();
  }

  resumeAll(): void {
    for (const upload of this.uploads) if (upload.snapshot.status === 'paused') upload.requeue();
    this.fill();
  }

  pause(id: number): void {
    this.find(id)?.pause();
  }

  /** Goes on with a paused upload, or tries a failed one again. */
  resume(id: number): void {
    this.find(id)?.requeue();
    this.fill();
  }

  async cancel(id: number): Promise<void> {
    await this.find(id)?.cancel();
  }

  async cancelAll(): Promise<void> {
    // The waiting ones first: none of them may take the place of a running one that ends.
    const open = this.uploads.filter((upload) => isOpenStatus(upload.snapshot.status)).reverse();
    await Promise.all(open.map((upload) => upload.cancel()));
  }

  /** Takes what has ended off the list. */
  clearEnded(): void {
    this.uploads = this.uploads.filter((upload) => !['done', 'cancelled'].includes(upload.snapshot.status));
    this.changed();
  }

  private find(id: number): FileUpload | undefined {
    return this.uploads.find((upload) => upload.id === id);
  }

  private fill(): void {
    for (const upload of this.uploads) {
      if (this.running.size >= FILES_AT_ONCE) return;
      if (upload.snapshot.status !== 'waiting' || this.running.has(upload)) continue;
      this.running.add(upload);
      void upload.run().finally(() => {
        this.running.delete(upload);
        this.fill();
      });
    }
  }

  private readonly changed = (): void => {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.notify();
    }, NOTIFY_MS);
  };

  private notify(): void {
    this.snapshot = this.takeSnapshot();
    for (const listener of this.listeners) listener();
  }

  private takeSnapshot(): QueueSnapshot {
    const uploads = this.uploads.map((upload) => upload.snapshot);
    const counted = uploads.filter(({ status }) => status !== 'cancelled');
    const pending = counted.filter(({ status }) => status !== 'done' && status !== 'failed');
    const sentBytes = counted.reduce((sum, upload) => sum + upload.sentBytes, 0);
    return {
      uploads,
      doneFiles: counted.filter(({ status }) => status === 'done').length,
      openFiles: pending.length,
      totalFiles: counted.length,
      totalBytes: counted.reduce((sum, upload) => sum + upload.sizeBytes, 0),
      sentBytes,
      bytesPerSecond: this.measureSpeed(sentBytes),
      isPaused: pending.length > 0 && pending.every(({ status }) => status === 'paused'),
      hold: commonHold(uploads),
    };
  }

  private measureSpeed(bytes: number): number {
    const at = performance.now();
    this.samples = [...this.samples.filter((sample) => at - sample.at < SPEED_WINDOW_MS), { at, bytes }];
    const first = this.samples[0];
    if (!first || at - first.at < NOTIFY_MS) return 0;
    return Math.max(0, ((bytes - first.bytes) / (at - first.at)) * 1000);
  }
}

/** What all running uploads wait for; null as soon as one of them gets on. */
function commonHold(uploads: readonly UploadSnapshot[]): UploadHold | null {
  const running = uploads.filter(({ status }) => status === 'uploading' || status === 'completing');
  const [first] = running;
  return first && running.every(({ hold }) => hold !== null) ? first.hold : null;
}

/** Whether an upload may still be given up. */
function isOpenStatus(status: UploadSnapshot['status']): boolean {
  return status !== 'done' && status !== 'cancelled';
}
