import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';

// The checksums of objects. Source: Amazon S3 User Guide, "Checking object integrity".

export type ChecksumName = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256';
export const CHECKSUM_NAMES = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const satisfies readonly ChecksumName[];

/** Returns the name of the member in S3's inputs and answers that holds a checksum. */
export function checksumMember<Name extends ChecksumName>(name: Name): `Checksum${Name}` {
  return `Checksum${name}`;
}

/** Returns a checksum as headers and documents have it: big-endian bytes in base64. */
export function checksumOf(name: ChecksumName, data: Uint8Array): string {
  switch (name) {
    case 'SHA1':
      return hash('sha1', data, 'base64');
    case 'SHA256':
      return hash('sha256', data, 'base64');
    case 'CRC32':
      return toBase64(crc32(data), 4);
    case 'CRC32C':
      return toBase64(crc32c(data), 4);
    case 'CRC64NVME':
      return crc64(data);
  }
}

/** Returns the MD5 of a body in base64, as in Content-MD5 (RFC 1864). */
export function md5Of(data: Uint8Array): string {
  return hash('md5', data, 'base64');
}

function toBase64(value: number, bytes: 4): string {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUInt32BE(value);
  return buffer.toString('base64');
}

// Castagnoli's polynomial, bit-reversed.
const CRC32C_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value >>> 0;
});

function crc32c(data: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of data) value = (CRC32C_TABLE[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

// NVM Express, "64b CRC Guard": the polynomial AD93D23594C93659, bit-reversed. It is two halves of 32 bits, since numbers do not
// hold 64 bits and bigints take ten times as long.
const POLYNOMIAL = 0x9a6c9329ac4bc9b5n;
const [HIGH_TABLE, LOW_TABLE] = crc64Tables();

function crc64Tables(): readonly [Uint32Array, Uint32Array] {
  const high = new Uint32Array(256);
  const low = new Uint32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let value = BigInt(byte);
    for (let bit = 0; bit < 8; bit++) value = value & 1n ? (value >> 1n) ^ POLYNOMIAL : value >> 1n;
    high[byte] = Number(value >> 32n);
    low[byte] = Number(value & 0xffffffffn);
  }
  return [high, low];
}

function crc64(data: Uint8Array): string {
  let high = 0xffffffff;
  let low = 0xffffffff;
  for (const byte of data) {
    const at = (low ^ byte) & 0xff;
    low = (((low >>> 8) | (high << 24)) ^ (LOW_TABLE[at] ?? 0)) >>> 0;
    high = ((high >>> 8) ^ (HIGH_TABLE[at] ?? 0)) >>> 0;
  }
  const buffer = Buffer.alloc(8);
  buffer.writeUInt32BE((high ^ 0xffffffff) >>> 0, 0);
  buffer.writeUInt32BE((low ^ 0xffffffff) >>> 0, 4);
  return buffer.toString('base64');
}
