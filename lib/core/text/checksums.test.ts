import { expect, it } from 'vitest';
import { type ChecksumName, checksumOf } from './checksums';

// Source: the check values of the catalogue of CRC algorithms, for the digits 1 to 9; RFC 3174 and FIPS 180 for the others.
it.each<[ChecksumName, string]>([
  ['CRC32', 'cbf43926'],
  ['CRC32C', 'e3069283'],
  ['CRC64NVME', 'ae8b14860a799888'],
  ['SHA1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
  ['SHA256', '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225'],
])('computes the published %s of the digits 1 to 9', (name, hexadecimal) => {
  expect(Buffer.from(checksumOf(name, Buffer.from('123456789')), 'base64').toString('hex')).toBe(hexadecimal);
});
