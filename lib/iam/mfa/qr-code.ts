import { correctionWords } from './reed-solomon';

/** A square of modules, row by row; true is dark. Without the quiet zone. */
export type QrCode = boolean[][];

// ISO/IEC 18004, table 9, error correction level M (restores about 15 %), versions 1 to 20:
// correction words of each block, and number of blocks.
const CORRECTION_WORDS = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26];
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];
const FORMAT_LEVEL_M = 0;

type Version = { number: number; size: number; totalWords: number; correction: number; blocks: number };

/**
 * The QR code of a text in byte mode (UTF-8), error correction level M. Source: ISO/IEC 18004.
 * @throws RangeError for more than 666 bytes
 */
export function qrCode(text: string): QrCode {
  const bytes = new TextEncoder().encode(text);
  const version = smallestVersion(bytes.length);
  const words = interleave(dataWords(bytes, version), version);
  const candidates = Array.from({ length: 8 }, (_, mask) => draw(version, words, mask));
  return candidates.reduce((best, code) => (penalty(code) < penalty(best) ? code : best));
}

function smallestVersion(byteCount: number): Version {
  for (let number = 1; number <= CORRECTION_WORDS.length; number++) {
    const version = toVersion(number);
    if (byteCount * 8 + 4 + lengthBits(version) <= dataWordCount(version) * 8) return version;
  }
  throw new RangeError(`${byteCount} bytes do not fit into a QR code`);
}

function toVersion(number: number): Version {
  const size = 17 + 4 * number;
  const free = functionModules(number, size)
    .flat()
    .filter((taken) => !taken).length;
  return {
    number,
    size,
    totalWords: Math.floor(free / 8),
    correction: CORRECTION_WORDS[number - 1] ?? 0,
    blocks: BLOCKS[number - 1] ?? 0,
  };
}

function dataWordCount({ totalWords, correction, blocks }: Version): number {
  return totalWords - correction * blocks;
}

function lengthBits({ number }: Version): number {
  return number < 10 ? 8 : 16;
}

/** Mode, length, bytes, terminator and padding. */
function dataWords(bytes: Uint8Array, version: Version): number[] {
  const bits: number[] = [];
  const push = (value: number, count: number) => {
    for (let bit = count - 1; bit >= 0; bit--) bits.push((value >>> bit) & 1);
  };
  push(0b0100, 4);
  push(bytes.length, lengthBits(version));
  for (const byte of bytes) push(byte, 8);
  const capacity = dataWordCount(version) * 8;
  push(0, Math.min(4, capacity - bits.length));
  push(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < capacity; pad ^= 0xec ^ 0x11) push(pad, 8);
  return Array.from({ length: bits.length / 8 }, (_, i) => Number.parseInt(bits.slice(i * 8, i * 8 + 8).join(''), 2));
}

/** Splits the data into blocks, adds each one's correction words, and takes words from the blocks in turn. */
function interleave(data: readonly number[], { totalWords, correction, blocks }: Version): number[] {
  const shortBlocks = blocks - (totalWords % blocks);
  const shortLength = Math.floor(totalWords / blocks) - correction;
  const parts: { data: readonly number[]; correction: readonly number[] }[] = [];
  for (let index = 0, from = 0; index < blocks; index++) {
    const length = shortLength + (index < shortBlocks ? 0 : 1);
    const part = data.slice(from, from + length);
    parts.push({ data: part, correction: correctionWords(part, correction) });
    from += length;
  }
  const inTurn = (length: number, words: (part: (typeof parts)[number]) => readonly number[]) =>
    Array.from({ length }, (_, i) => parts.flatMap((part) => words(part)[i] ?? [])).flat();
  return [...inTurn(shortLength + 1, (part) => part.data), ...inTurn(correction, (part) => part.correction)];
}

function draw(version: Version, words: readonly number[], mask: number): QrCode {
  const { size, number } = version;
  const taken = functionModules(number, size);
  const code = fixedPatterns(number, size);
  let index = 0;
  for (const [row, column] of zigzag(size)) {
    if (taken[row]?.[column]) continue;
    const bit = ((words[index >> 3] ?? 0) >>> (7 - (index & 7))) & 1;
    set(code, row, column, (bit === 1) !== isMasked(mask, row, column));
    index++;
  }
  drawFormat(code, mask);
  return code;
}

/** The order in which data fills the code: pairs of columns from the right, up and down in turn. */
function* zigzag(size: number): Generator<[number, number]> {
  let upward = true;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5; // the timing column
    for (let i = 0; i < size; i++) {
      const row = upward ? size - 1 - i : i;
      yield [row, right];
      yield [row, right - 1];
    }
    upward = !upward;
  }
}

function isMasked(mask: number, row: number, column: number): boolean {
  const [r, c] = [row, column];
  switch (mask) {
    case 0:
      return (r + c) % 2 === 0;
    case 1:
      return r % 2 === 0;
    case 2:
      return c % 3 === 0;
    case 3:
      return (r + c) % 3 === 0;
    case 4:
      return (Math.floor(r / 2) + Math.floor(c / 3)) % 2 === 0;
    case 5:
      return ((r * c) % 2) + ((r * c) % 3) === 0;
    case 6:
      return (((r * c) % 2) + ((r * c) % 3)) % 2 === 0;
    default:
      return (((r + c) % 2) + ((r * c) % 3)) % 2 === 0;
  }
}

function set(code: boolean[][], row: number, column: number, dark: boolean): void {
  const line = code[row];
  if (line && column >= 0 && column < line.length) line[column] = dark;
}

function blank(size: number): boolean[][] {
  return Array.from({ length: size }, () => Array.from({ length: size }, () => false));
}

/** Finders, timing, alignment patterns and version information. */
function fixedPatterns(version: number, size: number): QrCode {
  const code = blank(size);
  for (let i = 0; i < size; i++) {
    set(code, 6, i, i % 2 === 0);
    set(code, i, 6, i % 2 === 0);
  }
  for (const [row, column] of alignmentCentres(version, size)) drawRings(code, row, column, 2, [1]);
  for (const [row, column] of finderCentres(size)) drawRings(code, row, column, 4, [2, 4]);
  if (version >= 7) drawVersion(code, version);
  return code;
}

/** A square of rings around a centre; the rings at the light distances stay light. */
function drawRings(code: QrCode, row: number, column: number, radius: number, light: readonly number[]): void {
  for (let dr = -radius; dr <= radius; dr++) {
    for (let dc = -radius; dc <= radius; dc++) {
      set(code, row + dr, column + dc, !light.includes(Math.max(Math.abs(dr), Math.abs(dc))));
    }
  }
}

function finderCentres(size: number): [number, number][] {
  return [
    [3, 3],
    [3, size - 4],
    [size - 4, 3],
  ];
}

/** ISO/IEC 18004, annex E: evenly spaced from the last column back, the first one at 6. */
function alignmentCentres(version: number, size: number): [number, number][] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = 2 * Math.ceil((size - 13) / (2 * (count - 1)));
  const places = [6, ...Array.from({ length: count - 1 }, (_, i) => size - 7 - step * (count - 2 - i))];
  const corner = (row: number, column: number) =>
    (row === 6 && column === 6) || (row === 6 && column === size - 7) || (row === size - 7 && column === 6);
  return places.flatMap((row) =>
    places.filter((column) => !corner(row, column)).map((column): [number, number] => [row, column]),
  );
}

/** The modules that hold no data. */
function functionModules(version: number, size: number): boolean[][] {
  const taken = blank(size);
  const fill = (row: number, column: number, height: number, width: number) => {
    for (let r = row; r < row + height; r++) for (let c = column; c < column + width; c++) set(taken, r, c, true);
  };
  fill(0, 0, 9, 9);
  fill(0, size - 8, 9, 8);
  fill(size - 8, 0, 8, 9);
  fill(6, 0, 1, size);
  fill(0, 6, size, 1);
  for (const [row, column] of alignmentCentres(version, size)) fill(row - 2, column - 2, 5, 5);
  if (version >= 7) {
    fill(0, size - 11, 6, 3);
    fill(size - 11, 0, 3, 6);
  }
  return taken;
}

/** The remainder of a BCH code: `value` shifted left by the degree of `generator`, modulo it. */
function bchRemainder(value: number, generator: number): number {
  const degree = 31 - Math.clz32(generator);
  let rest = value << degree;
  while (rest !== 0 && 31 - Math.clz32(rest) >= degree) rest ^= generator << (31 - Math.clz32(rest) - degree);
  return rest;
}

/** Level and mask, twice, protected by a BCH (15,5) code. */
function drawFormat(code: QrCode, mask: number): void {
  const size = code.length;
  const value = (FORMAT_LEVEL_M << 3) | mask;
  const bits = ((value << 10) | bchRemainder(value, 0x537)) ^ 0x5412;
  const dark = (i: number) => ((bits >>> i) & 1) === 1;
  for (let i = 0; i < 15; i++) {
    // Around the upper left finder, passing over the timing lines.
    if (i < 8) set(code, i < 6 ? i : i + 1, 8, dark(i));
    else set(code, 8, i === 8 ? 7 : 14 - i, dark(i));
    // Beside the other two.
    if (i < 8) set(code, 8, size - 1 - i, dark(i));
    else set(code, size - 15 + i, 8, dark(i));
  }
  set(code, size - 8, 8, true);
}

/** The version, twice, protected by a BCH (18,6) code. */
function drawVersion(code: QrCode, version: number): void {
  const size = code.length;
  const bits = (version << 12) | bchRemainder(version, 0x1f25);
  for (let i = 0; i < 18; i++) {
    const dark = ((bits >>> i) & 1) === 1;
    const [a, b] = [size - 11 + (i % 3), Math.floor(i / 3)];
    set(code, a, b, dark);
    set(code, b, a, dark);
  }
}

/** How hard a code is to read: long runs, blocks, finder-like patterns, imbalance (ISO/IEC 18004, section 7.8.3). */
function penalty(code: QrCode): number {
  const rows = code.map((line) => line.map((dark) => (dark ? '1' : '0')).join(''));
  const columns = code.map((_, c) => code.map((line) => (line[c] ? '1' : '0')).join(''));
  const lines = [...rows, ...columns];
  const dark = rows.join('').replaceAll('0', '').length;
  const share = (dark * 100) / code.length ** 2;
  return lines.reduce((sum, line) => sum + linePenalty(line), 0) + blockPenalty(code) + Math.floor(Math.abs(share - 50) / 5) * 10;
}

function linePenalty(line: string): number {
  const runs = line.match(/0{5,}|1{5,}/g) ?? [];
  const finders = line.match(/(?=10111010000|00001011101)/g) ?? [];
  return runs.reduce((sum, run) => sum + run.length - 2, 0) + finders.length * 40;
}

function blockPenalty(code: QrCode): number {
  let blocks = 0;
  for (let r = 0; r + 1 < code.length; r++) {
    for (let c = 0; c + 1 < code.length; c++) {
      const colour = code[r]?.[c];
      if (code[r]?.[c + 1] === colour && code[r + 1]?.[c] === colour && code[r + 1]?.[c + 1] === colour) blocks++;
    }
  }
  return blocks * 3;
}
