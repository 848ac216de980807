import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { qrCodePng, toPng } from './png';

describe('PNG files', () => {
  it('contain a QR code of the required version at four pixels per module with a quiet zone', () => {
    const width = (text: string) => Buffer.from(qrCodePng(text)).readUInt32BE(16);
    // A seed of 64 characters needs version 6, which has 41 modules.
    expect(width(`otpauth://totp/ana@123456789012?secret=${'A'.repeat(64)}`)).toBe((41 + 2 * 4) * 4);
  });

  it('contain black modules at the given scale within a white margin', () => {
    const png = Buffer.from(
      toPng(
        [
          [true, false],
          [false, true],
        ],
        2,
        1,
      ),
    );
    expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([8, 8]);
    const start = png.indexOf('IDAT') + 4;
    const length = png.readUInt32BE(start - 8);
    const rows = inflateSync(png.subarray(start, start + length));
    const lines = Array.from({ length: 8 }, (_, y) =>
      rows
        .readUInt8(y * 2 + 1)
        .toString(2)
        .padStart(8, '0'),
    );
    expect(lines).toEqual(['11111111', '11111111', '11001111', '11001111', '11110011', '11110011', '11111111', '11111111']);
  });
});
