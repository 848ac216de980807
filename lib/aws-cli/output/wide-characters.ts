/**
 * The characters that take two columns in a table: East Asian wide, full-width and ambiguous characters of Unicode 15.1. Each part has the
 * distance from the end of the part before, and the number of further characters. Both are in base 36.
 */
const PARTS = [
  '4h 3 3+1 2 3+1 2+4 2+4 2+3 7 a 7+1 6+3 5 2+2 2+1 3 2+1 4+3 2 2 3 g 2 8 b+1 4 6+2 5 7+3 2 4+3 2 5+1 j+1 4 2r 2 2 2 2 2 2 ',
  '2 39 g 2r 3 2+2 2 3 8+3 2 2 x+33 y+g 2+6 8+g 2+6 1k f+1r 2 2i7+2n 2wh 3+3 2+1 3+1 3+2 2+3 9 2+1 2 6 3 1i b 2+3 14 2f 2 4 ',
  'a 3 b+1 4 5 14+1 7+3 2+b 5+9 g 7+9 v+1 p 2 j p 2+1 4+1 3 4 2 4 5 3+3 3 2 2+5 2 6+3 5+1 b 4 6 e+1 3+3 3+1 3+1 j+1 3+1 e 4 ',
  'c q 2b 8+1 e+1 5b+3 4 3 31+3t 2+2o 5+z d+f 3+3 b+1 2+6 9+1 3+1 5+1 3+1 5+2 3 3+3 h+3 a e+1 7+1 3 5+1 5+1 7 2 y 2 6+b d+1 ',
  '2+2 2+3 2+1 2 g k b+1 2 9+1 i+2 5+t 2 5+n 6 5+1 t l f 2 5+2 2 v+9 m+2 p f nw+1 1g 5+4 mf+p 2+2g d+5x r+26 3+2d 3+2u 6+16 ',
  '2+2l 2+2b c+1b 2+5gf 1t+h3g 4+1i wq+s hw+8mb 1nh+5bz ld+p n+y 2+i 2+3 46+2n 3k+6 n m3n+4 c+1 f+4qf 9+yd 17+8 6w8+3 2+6 ',
  '2+1 2+82 g u+2 3 f+3 9+az c21 5n 1d+a 6+t 3+1l 7+1o 2c+2 e+17 5+8 8+1 f+5 4b+w d+8 2+1x 2+l d+16 5+4 d+g 4 4+1y 2 2+56 ',
  '3+1q e+3 2+n j r+1 e 2f+2c 1d+1x 7 4+2 3+2 5+3 c+1 8+8 6c+b 5 7w+1a 2+9 2+54 35+c 4+8 8+19 2+6 9+d 5+8 8+8 zs+1ekd ',
  '3+1ekd e1vn+6n 1e6p+1ekd 3+1ekd ',
].join('');

const ENDS: number[] = [];
const STARTS: number[] = [];
for (const part of PARTS.trim().split(' ')) {
  const [distance = '', more = '0'] = part.split('+');
  const start = (ENDS.at(-1) ?? 0) + Number.parseInt(distance, 36);
  STARTS.push(start);
  ENDS.push(start + Number.parseInt(more, 36));
}

/** Returns the columns that a text takes in a table of the AWS CLI. */
export function textWidth(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: nearly all texts are ASCII and need no look-up
  if (/^[\x00-\x7f]*$/.test(text)) return text.length;
  let width = 0;
  for (const char of text) width += isWide(char.codePointAt(0) ?? 0) ? 2 : 1;
  return width;
}

function isWide(code: number): boolean {
  let [low, high] = [0, ENDS.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ENDS[middle] ?? 0) < code) low = middle + 1;
    else high = middle;
  }
  return code >= (STARTS[low] ?? Number.POSITIVE_INFINITY);
}
