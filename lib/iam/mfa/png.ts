import { crc32, deflateSync } from 'node:zlib';
import { encode } from 'uqr';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** Returns the QR code of a text as a PNG, with error correction level M, which restores about 15 %. */
export function qrCodePng(text: string): Uint8Array {
  return toPng(encode(text, { ecc: 'M', border: 0 }).data, 4, 4);
}

/**
 * Returns a black and white PNG of square modules (true is black) with a white margin.
 * @param scale the pixels per module side
 * @param margin the margin in modules; QR readers want four
 */
export function toPng(modules: readonly (readonly boolean[])[], scale: number, margin: number): Uint8Array {
  const size = (modules.length + 2 * margin) * scale;
  const rowBytes = Math.ceil(size / 8);
  const pixels = Buffer.alloc(size * (rowBytes + 1));
  for (let y = 0; y < size; y++) {
    const row = modules[Math.floor(y / scale) - margin];
    for (let x = 0; x < size; x++) {
      const black = row?.[Math.floor(x / scale) - margin] ?? false;
      const at = y * (rowBytes + 1) + 1 + (x >> 3);
      if (!black) pixels[at] = (pixels[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([1, 0, 0, 0, 0], 8); // one bit per pixel, grayscale
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  frame.set(body, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}
