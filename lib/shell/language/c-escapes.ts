const SIMPLE: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
});

/**
 * Replaces backslash escapes as `$'…'`, `echo -e` or `printf` do. `stopped` is true after `\c`, which ends the output.
 */
export function cEscapes(text: string, style: 'quotes' | 'echo' | 'format'): { text: string; stopped: boolean } {
  let result = '';
  for (let at = 0; at < text.length; ) {
    const character = text[at] as string;
    const next = text[at + 1];
    if (character !== '\\' || next === undefined) {
      result += character;
      at += 1;
      continue;
    }
    const simple = SIMPLE[next];
    if (simple !== undefined) {
      result += simple;
      at += 2;
    } else if (style === 'quotes' && next === 'c' && at + 2 < text.length) {
      result += String.fromCharCode(text.charCodeAt(at + 2) & 31);
      at += 3;
    } else if (style === 'echo' && next === 'c') {
      return { text: result, stopped: true };
    } else if (style !== 'echo' && (next === "'" || next === '"' || next === '?')) {
      result += next;
      at += 2;
    } else {
      const number =
        style === 'echo' ? /^\\0([0-7]{0,3})/.exec(text.slice(at, at + 5)) : /^\\([0-7]{1,3})/.exec(text.slice(at, at + 4));
      const hexadecimal = /^\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8}))/.exec(text.slice(at, at + 10));
      if (number) {
        result += String.fromCharCode(Number.parseInt(number[1] || '0', 8) & 255);
        at += number[0].length;
      } else if (hexadecimal) {
        const code = Number.parseInt((hexadecimal[1] ?? hexadecimal[2] ?? hexadecimal[3]) as string, 16);
        result += code <= 0x10ffff ? String.fromCodePoint(code) : '';
        at += hexadecimal[0].length;
      } else {
        result += `\\${next}`;
        at += 2;
      }
    }
  }
  return { text: result, stopped: false };
}
