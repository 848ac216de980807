import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { toPng } from './png';
import { qrCode } from './qr-code';
import { correctionWords } from './reed-solomon';

const bitsOf = (code: boolean[][]) => code.flat().map(Number).join('');

// ISO/IEC 18004, table C.1: the format information of level M with each mask.
const FORMATS = [
  '101010000010010',
  '101000100100101',
  '101111001111100',
  '101101101001011',
  '100010111111001',
  '100000011001110',
  '100111110010111',
  '100101010100000',
];

describe('QR codes', () => {
  it('protect their data with the correction words of the standard', () => {
    // The worked example of version 1-M, "HELLO WORLD".
    const data = [32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17];
    expect(correctionWords(data, 10)).toEqual([196, 35, 39, 119, 235, 215, 231, 226, 93, 23]);
  });

  // Each of these was read back by an independent reader when its digest was recorded.
  it.each([
    [10, 1, '73dc68c43e88ddc3'],
    [100, 6, '41600a1ada7b4f3e'],
    [213, 10, 'fd7fd144ae8d885d'],
    [412, 15, '55d64f5086034907'],
    [666, 20, '266f0ddb4f0e7d08'],
  ])('of %d bytes are of version %d and hold what readers read', (length, version, digest) => {
    const code = qrCode('otpauth:'.padEnd(length, 'x0'));
    expect(code).toHaveLength(17 + 4 * version);
    expect(createHash('sha256').update(bitsOf(code)).digest('hex').slice(0, 16)).toBe(digest);
  });

  it('name their level and mask in both places', () => {
    for (const text of ['a', 'otpauth://totp/x', 'x'.repeat(300)]) {
      const code = qrCode(text);
      const size = code.length;
      const dark = (row: number, column: number) => (code[row]?.[column] ? '1' : '0');
      const beside = [...Array(8).keys()].map((i) => dark(8, size - 1 - i)).reverse();
      const below = [...Array(7).keys()].map((i) => dark(size - 7 + i, 8)).reverse();
      const format = [...below, ...beside].join('');
      expect(FORMATS).toContain(format);
      const left = [0, 1, 2, 3, 4, 5, 7].map((column) => dark(8, column));
      const top = [8, 7, 5, 4, 3, 2, 1, 0].map((row) => dark(row, 8));
      expect([...left, ...top].join('')).toBe(format);
    }
  });

  it('do not hold more than they can', () => {
    expect(() => qrCode('x'.repeat(667))).toThrow(RangeError);
  });
});

describe('PNG files', () => {
  it('hold the modules in black, enlarged, within a white margin', () => {
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
