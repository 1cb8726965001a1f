/** Log groups in memory and one append-only file each; of a group that grows too large the oldest events go. */
import { createHash } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AwsJsonError } from '../aws-json';
import { JsonLinesFile } from '../json-lines';

export interface LogEvent {
  stream: string;
  timestampMs: number;
  message: string;
}

export interface LogGroup {
  name: string;
  createdMs: number;
  streams: Set<string>;
  events: LogEvent[];
  /** Of all messages together. */
  sizeBytes: number;
}

const lineSchema = z.discriminatedUnion('type', [
  /** The first line of a file; the file's own name is shortened. */
  z.object({ type: z.literal('group'), name: z.string(), createdMs: z.number() }),
  z.object({ type: z.literal('stream'), stream: z.string() }),
  z.object({ type: z.literal('event'), stream: z.string(), timestampMs: z.number(), message: z.string() }),
]);

type LogLine = z.infer<typeof lineSchema>;

interface OpenGroup extends LogGroup {
  file: JsonLinesFile<LogLine>;
}

const EVENT_BYTES_MAX = 256 * 1024;

export class LogStore {
  readonly #dir: string;
  readonly #groupBytesMax: number;
  readonly #groups = new Map<string, OpenGroup>();

  private constructor(dir: string, groupBytesMax: number) {
    this.#dir = dir;
    this.#groupBytesMax = groupBytesMax;
  }

  /** A group keeps at most `groupBytesMax` bytes of messages, and at least half of that once it was full. */
  static async open(dir: string, { groupBytesMax }: { groupBytesMax: number }): Promise<LogStore> {
    await mkdir(dir, { recursive: true });
    const store = new LogStore(dir, groupBytesMax);
    for (const name of await readdir(dir)) {
      if (name.endsWith('.jsonl')) await store.#load(new JsonLinesFile(join(dir, name), lineSchema));
    }
    return store;
  }

  group(name: string): LogGroup | undefined {
    return this.#groups.get(name);
  }

  all(): LogGroup[] {
    return [...this.#groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** @throws AwsJsonError ResourceAlreadyExistsException */
  createGroup(name: string): void {
    if (this.#groups.has(name)) throw alreadyExists('log group');
    this.#open(name);
  }

  /** @throws AwsJsonError ResourceAlreadyExistsException, ResourceNotFoundException */
  createStream(groupName: string, stream: string): void {
    const group = this.#groups.get(groupName);
    if (!group)
      throw new AwsJsonError('ResourceNotFoundException', 'The specified log group does not exist.');
    if (group.streams.has(stream)) throw alreadyExists('log stream');
    this.#addStream(group, stream);
  }

  /** Adds an event; a group or stream that does not exist comes into being. */
  append(groupName: string, { stream, timestampMs, message }: LogEvent): void {
    const group = this.#groups.get(groupName) ?? this.#open(groupName);
    if (!group.streams.has(stream)) this.#addStream(group, stream);
    const event = { stream, timestampMs, message: message.slice(0, EVENT_BYTES_MAX) };
    group.file.append({ type: 'event', ...event });
    add(group, event);
    if (group.sizeBytes > this.#groupBytesMax) this.#shorten(group);
  }

  close(): void {
    for (const { file } of this.#groups.values()) file.close();
  }

  #open(name: string): OpenGroup {
    const file = new JsonLinesFile(join(this.#dir, fileName(name)), lineSchema);
    const createdMs = Date.now();
    const group = { name, createdMs, streams: new Set<string>(), events: [], sizeBytes: 0, file };
    file.append({ type: 'group', name, createdMs });
    this.#groups.set(name, group);
    return group;
  }

  #addStream(group: OpenGroup, stream: string): void {
    group.file.append({ type: 'stream', stream });
    group.streams.add(stream);
  }

  async #load(file: JsonLinesFile<LogLine>): Promise<void> {
    let group: OpenGroup | null = null;
    for await (const line of file.read()) {
      if (line.type === 'group') {
        group = { ...line, streams: new Set(), events: [], sizeBytes: 0, file };
        this.#groups.set(line.name, group);
      } else if (line.type === 'stream') {
        group?.streams.add(line.stream);
      } else if (group) {
        add(group, line);
      }
    }
  }

  /** Drops the older half, so that this happens rarely. */
  #shorten(group: OpenGroup): void {
    let left = group.sizeBytes;
    const first = group.events.findIndex((event) => {
      if (left <= this.#groupBytesMax / 2) return true;
      left -= Buffer.byteLength(event.message);
      return false;
    });
    group.events = first < 0 ? [] : group.events.slice(first);
    group.sizeBytes = left;
    group.streams = new Set(group.events.map(({ stream }) => stream));
    const { name, createdMs, streams, events } = group;
    group.file.rewrite([
      { type: 'group', name, createdMs },
      ...[...streams].map((stream): LogLine => ({ type: 'stream', stream })),
      ...events.map((event): LogLine => ({ type: 'event', ...event })),
    ]);
  }
}

function add(group: OpenGroup, { stream, timestampMs, message }: LogEvent): void {
  group.events.push({ stream, timestampMs, message });
  group.sizeBytes += Buffer.byteLength(message);
}

/** Legible, and different for every group on any file system. */
function fileName(group: string): string {
  const legible = group.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');
  const hash = createHash('sha256').update(group).digest('hex').slice(0, 10);
  return `${legible.slice(0, 80)}-${hash}.jsonl`;
}

function alreadyExists(what: string): AwsJsonError {
  return new AwsJsonError('ResourceAlreadyExistsException', `The specified ${what} already exists`);
}
