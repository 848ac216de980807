const BLANK = /[ \t\r\n]/;

/** Divides a text into words as Python's `shlex.split` does. Returns its message for a text that has an open end. */
export function splitWords(text: string): { words: readonly string[] } | { problem: string } {
  const words: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (quote !== '') {
      const next = text[at + 1];
      if (char === quote) quote = '';
      else if (char === '\\' && quote === '"') {
        if (next === undefined) return { problem: 'No escaped character' };
        word += next === '\\' || next === '"' ? next : char + next;
        at++;
      } else word += char;
    } else if (BLANK.test(char)) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word ??= '';
      if (char === "'" || char === '"') quote = char;
      else if (char === '\\') {
        const next = text[++at];
        if (next === undefined) return { problem: 'No escaped character' };
        word += next;
      } else word += char;
    }
  }
  if (quote !== '') return { problem: 'No closing quotation' };
  return { words: word === null ? words : [...words, word] };
}

/** Returns a word as a shell reads it back, as Python's `shlex.quote` writes it. */
export const quoteWord = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`);
