/** Files that have been dropped, chosen or pasted and are looked at before they are sent, in groups that look alike. */
import { isClutter, type GatheredFiles, type UnusableFile } from '@/components/upload/intake/dropped-files';
import { fileShape } from '@/components/upload/intake/file-shape';

/** Reading the beginnings of thousands of files at once would only make the disk seek. */
const READS_AT_ONCE = 8;
/** How often the screen follows while very many files are read. */
const READS_A_NOTICE = 100;

export interface IntakeGroup {
  id: number;
  files: readonly File[];
  /** What the user has chosen; null as long as the files speak for themselves. */
  dataset: string | null;
}

export interface IntakeSnapshot {
  groups: readonly IntakeGroup[];
  unusable: readonly UnusableFile[];
  /** Files whose beginning is still being read. */
  reading: number;
}

const EMPTY: IntakeSnapshot = { groups: [], unusable: [], reading: 0 };

interface StoredGroup extends IntakeGroup {
  shape: string;
}

export class Intake {
  private groups: readonly StoredGroup[] = [];
  private unusable: readonly UnusableFile[] = [];
  private reading = 0;
  private lastId = 0;
  private snapshot = EMPTY;
  private readonly listeners = new Set<() => void>();

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  getSnapshot = (): IntakeSnapshot => this.snapshot;

  /** What the server renders, where no file ever comes in. */
  getServerSnapshot = (): IntakeSnapshot => EMPTY;

  /** Takes files in; `dataset` is the one the user has chosen beforehand. */
  async add(gathered: GatheredFiles, dataset: string | null): Promise<void> {
    this.unusable = [...this.unusable, ...gathered.unusable];
    const fresh = gathered.files.filter((file) => !isClutter(file.name) && !this.has(file));
    this.reading += fresh.length;
    this.notify();
    const shapes = new Map<File, string>();
    const waiting = [...fresh];
    const work = async (): Promise<void> => {
      for (let file = waiting.shift(); file; file = waiting.shift()) {
        const shape = await fileShape(file).catch(() => null);
        if (shape !== null) shapes.set(file, shape);
        else this.unusable = [...this.unusable, { name: file.name, reason: UNREADABLE }];
        this.reading -= 1;
        if (this.reading % READS_A_NOTICE === 0) this.notify();
      }
    };
    await Promise.all(Array.from({ length: READS_AT_ONCE }, work));
    // In the order in which they came, whichever was read first.
    for (const file of fresh) {
      const shape = shapes.get(file);
      if (shape !== undefined) this.put(file, shape, dataset);
    }
    this.notify();
  }

  setDataset(id: number, dataset: string): void {
    this.groups = this.groups.map((group) => (group.id === id ? { ...group, dataset } : group));
    this.notify();
  }

  /** Takes one file out; the group goes with its last one. */
  removeFile(id: number, file: File): void {
    this.groups = this.groups
      .map((group) =>
        group.id === id ? { ...group, files: group.files.filter((other) => other !== file) } : group,
      )
      .filter(({ files }) => files.length > 0);
    this.notify();
  }

  removeGroup(id: number): void {
    this.groups = this.groups.filter((group) => group.id !== id);
    this.notify();
  }

  dismissUnusable(): void {
    this.unusable = [];
    this.notify();
  }

  private put(file: File, shape: string, dataset: string | null): void {
    const known = this.groups.find((group) => group.shape === shape);
    if (known) {
      const grown = { ...known, files: [...known.files, file], dataset: dataset ?? known.dataset };
      this.groups = this.groups.map((group) => (group === known ? grown : group));
    } else {
      this.lastId += 1;
      this.groups = [...this.groups, { id: this.lastId, shape, dataset, files: [file] }];
    }
  }

  private has(file: File): boolean {
    return this.groups.some(({ files }) =>
      files.some(
        (other) =>
          other.name === file.name &&
          other.webkitRelativePath === file.webkitRelativePath &&
          other.size === file.size &&
          other.lastModified === file.lastModified,
      ),
    );
  }

  private notify(): void {
    this.snapshot = { groups: this.groups, unusable: this.unusable, reading: this.reading };
    for (const listener of this.listeners) listener();
  }
}

const UNREADABLE = 'It could not be read. It may have been moved, deleted or locked by another program.';
