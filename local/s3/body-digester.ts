import { createHash } from 'node:crypto';
import { algorithmOfHeader, startChecksum, type ChecksumAlgorithm } from './checksums';
import { declaredChecksum } from './object-headers';
import { S3Error } from './s3-error';

export interface BodyDigest {
  sizeBytes: number;
  /** Hexadecimal. */
  md5: string;
  checksum: { algorithm: ChecksumAlgorithm; value: string } | null;
}

/** Computes over a passing body all that its request says of it, and compares in the end. */
export class BodyDigester {
  readonly #headers: Readonly<Record<string, string>>;
  readonly #md5 = createHash('md5');
  readonly #sha256: ReturnType<typeof createHash> | null;
  readonly #declared: ReturnType<typeof declaredChecksum>;
  readonly #checksum: ReturnType<typeof startChecksum> | null;
  #trailer: string | null = null;
  #sizeBytes = 0;

  /** `headers` by lower-case name. */
  constructor(headers: Readonly<Record<string, string>>) {
    this.#headers = headers;
    const isHashed = /^[\da-f]{64}$/.test(headers['x-amz-content-sha256'] ?? '');
    this.#sha256 = isHashed ? createHash('sha256') : null;
    this.#declared = declaredChecksum(headers);
    this.#checksum = this.#declared && startChecksum(this.#declared.algorithm);
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  update(chunk: Buffer): void {
    this.#sizeBytes += chunk.length;
    this.#md5.update(chunk);
    this.#sha256?.update(chunk);
    this.#checksum?.update(chunk);
  }

  /** Takes a trailing header; only the promised checksum is of interest. */
  takeTrailer(name: string, value: string): void {
    if (this.#declared && algorithmOfHeader(name) === this.#declared.algorithm) this.#trailer = value;
  }

  /** @throws S3Error XAmzContentSHA256Mismatch or BadDigest */
  finish(): BodyDigest {
    if (this.#sha256 && this.#sha256.digest('hex') !== this.#headers['x-amz-content-sha256']) {
      throw new S3Error(
        'XAmzContentSHA256Mismatch',
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
    }
    const md5 = this.#md5.digest();
    const contentMd5 = this.#headers['content-md5'];
    if (contentMd5 !== undefined && contentMd5 !== md5.toString('base64')) {
      throw new S3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.');
    }
    return { sizeBytes: this.#sizeBytes, md5: md5.toString('hex'), checksum: this.#finishChecksum() };
  }

  #finishChecksum(): BodyDigest['checksum'] {
    if (!this.#declared || !this.#checksum) return null;
    const { algorithm, value: header } = this.#declared;
    const value = this.#checksum.digest().toString('base64');
    if ((header ?? this.#trailer) === value) return { algorithm, value };
    throw new S3Error('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
  }
}
