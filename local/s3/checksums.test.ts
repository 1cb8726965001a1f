import { describe, expect, it } from 'vitest';
import { CHECKSUM_ALGORITHMS, compositeChecksum, startChecksum } from './checksums';

/** The digests of `123456789`, by which implementations of a CRC are compared. */
const CHECKS = {
  CRC32: 'cbf43926',
  CRC32C: 'e3069283',
  CRC64NVME: 'ae8b14860a799888',
  SHA1: 'f7c3bc1d808e04732adf679965ccc34ca7ae3441',
  SHA256: '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225',
};

describe('checksums', () => {
  it.each(CHECKSUM_ALGORITHMS)('give the check value of %s, however the bytes are cut', (algorithm) => {
    for (const pieces of [['123456789'], ['1234', '', '56789']]) {
      const checksum = startChecksum(algorithm);
      for (const piece of pieces) checksum.update(Buffer.from(piece));
      expect(checksum.digest().toString('hex')).toBe(CHECKS[algorithm]);
    }
  });

  it('of parts are the checksum of their digests and their number', () => {
    const digest = Buffer.from(CHECKS.CRC32, 'hex').toString('base64');
    const whole = startChecksum('CRC32');
    whole.update(Buffer.from(CHECKS.CRC32.repeat(2), 'hex'));
    expect(compositeChecksum('CRC32', [digest, digest])).toBe(`${whole.digest().toString('base64')}-2`);
  });
});
