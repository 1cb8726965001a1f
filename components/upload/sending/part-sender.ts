import { ApiError } from '@/components/api/api-error';
import type { Upload } from '@/components/api/uploads';
import { missingParts, partRange, wholeParts, type PartPlan } from '@/components/upload/sending/file-parts';
import { requireUnchanged } from '@/components/upload/sending/file-on-disk';
import { PutError, type UploadTransport } from '@/components/upload/sending/upload-transport';

const PARTS_AT_ONCE = 4;

export type OpenUpload = Pick<Upload, 'importId' | 'partSizeBytes'>;

interface PartSenderOptions {
  file: File;
  open: OpenUpload;
  transport: UploadTransport;
  /** Tries a call again for as long as that can help. */
  persist: <Result>(work: () => Promise<Result>, signal: AbortSignal) => Promise<Result>;
  onProgress: () => void;
}

/**
 * Sends the parts of one open upload, several at a time. The storage's own list of parts is the truth; of the file
 * never more is held than the parts that are on their way.
 */
export class PartSender {
  private readonly plan: PartPlan;
  private readonly arrived = new Map<number, number>();
  private readonly underWay = new Map<number, number>();
  private readonly urls = new Map<number, string>();

  constructor(private readonly options: PartSenderOptions) {
    this.plan = { sizeBytes: options.file.size, partSizeBytes: options.open.partSizeBytes };
  }

  get sentBytes(): number {
    const sum = (sizes: Iterable<number>) => [...sizes].reduce((total, size) => total + size, 0);
    return Math.min(this.plan.sizeBytes, sum(this.arrived.values()) + sum(this.underWay.values()));
  }

  /** Takes over what the storage says it has. */
  async reconcile(signal: AbortSignal): Promise<void> {
    const { transport, open, persist } = this.options;
    const listed = await persist(() => transport.list(open.importId), signal);
    this.arrived.clear();
    for (const [number, bytes] of wholeParts(this.plan, listed)) this.arrived.set(number, bytes);
  }

  async sendMissing(signal: AbortSignal): Promise<void> {
    const missing = missingParts(this.plan, this.arrived);
    const work = async (): Promise<void> => {
      for (let number = missing.shift(); number !== undefined; number = missing.shift()) {
        await this.send(number, missing, signal);
      }
    };
    await Promise.all(Array.from({ length: PARTS_AT_ONCE }, work));
  }

  /** What is on its way counts no longer: it has been broken off. */
  dropUnderWay(): void {
    this.underWay.clear();
  }

  private async send(number: number, next: readonly number[], signal: AbortSignal): Promise<void> {
    const { file, transport, persist } = this.options;
    const { start, end } = partRange(this.plan, number);
    const part = file.slice(start, end);
    await persist(async () => {
      const url = await this.urlOf(number, next);
      try {
        await transport.put(url, part, (sent) => this.progress(number, sent, signal), signal);
      } catch (error) {
        this.urls.delete(number);
        this.progress(number, 0, signal);
        if (error instanceof PutError && error.status === 0 && !signal.aborted) await requireUnchanged(file);
        throw error;
      }
    }, signal);
    this.urls.delete(number);
    this.underWay.delete(number);
    this.arrived.set(number, part.size);
    this.options.onProgress();
  }

  /** Signed just before it is used, together with the few parts that follow. */
  private async urlOf(number: number, next: readonly number[]): Promise<string> {
    const known = this.urls.get(number);
    if (known !== undefined) return known;
    const ahead = next.filter((other) => !this.urls.has(other)).slice(0, PARTS_AT_ONCE - 1);
    const signed = await this.options.transport.sign(this.options.open.importId, [number, ...ahead]);
    for (const [part, url] of signed) this.urls.set(part, url);
    const url = signed.get(number);
    if (url === undefined)
      throw new ApiError('internal', 'The server signed no address for a part. Try again.');
    return url;
  }

  private progress(number: number, sentBytes: number, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.underWay.set(number, sentBytes);
    this.options.onProgress();
  }
}
