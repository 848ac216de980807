/** The quotation in which the cursor stands. `ansi` is `$'…'`. */
export type Quotation = 'bare' | 'single' | 'double' | 'ansi';

const ENDS: Readonly<Record<Quotation, string>> = { bare: '', single: "'", double: '"', ansi: "'" };
const BEGINS: Readonly<Record<Quotation, string>> = { bare: '', single: "'", double: '"', ansi: "$'" };

/** Letters that are written as they are. */
const PLAIN = /[\w.,/:@%+=\-\u00a1-\uffff]/;
/** Characters that a text field changes or does not show, and quotation marks that the prompt makes plain. */
const CODED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u00a0\ufeff“”„‘’‚–—]/u;

/** Returns the text that continues a word with these characters, in the quotation that is open. */
export function quoted(characters: string, quotation: Quotation): string {
  let result = '';
  for (const character of characters) {
    if (CODED.test(character)) {
      const code = codeOf(character);
      result += quotation === 'ansi' ? code : `${ENDS[quotation]}$'${code}'${BEGINS[quotation]}`;
    } else result += inQuotation(character, quotation);
  }
  return result;
}

/** Returns the mark that ends a quotation. */
export const endOf = (quotation: Quotation): string => ENDS[quotation];

function inQuotation(character: string, quotation: Quotation): string {
  switch (quotation) {
    case 'single':
      return character === "'" ? "'\\''" : character;
    case 'double':
      return '$`"\\'.includes(character) ? `\\${character}` : character;
    case 'ansi':
      return "'\\".includes(character) ? `\\${character}` : character;
    case 'bare':
      return (PLAIN.test(character) || character.length > 1) && !/\s/.test(character) ? character : `\\${character}`;
  }
}

function codeOf(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
