/** Typographic quotation marks, which keyboards of telephones and word processors put in place of plain ones. */
const QUOTES: Readonly<Record<string, string>> = { '“': '"', '”': '"', '„': '"', '‘': "'", '’': "'", '‚': "'" };

/** Returns a text with plain quotation marks, and with `--` where a typographic dash begins an option. */
export function plainText(text: string): string {
  return text
    .replace(/[“”„‘’‚]/g, (mark) => QUOTES[mark] ?? mark)
    .replace(/(^|[\s'"])[–—](?=[a-z])/gm, '$1--')
    .replace(/\u00a0/g, ' ');
}

/** Returns the lines of a text that is pasted, or null if it has one line only. */
export function pastedLines(text: string): readonly string[] | null {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n');
  return lines.length > 1 ? lines : null;
}
