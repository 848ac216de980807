/** The look of a piece of output, from the SGR sequences before it. */
export type TextStyle = {
  bold?: boolean | undefined;
  dim?: boolean | undefined;
  italic?: boolean | undefined;
  underline?: boolean | undefined;
  color?: AnsiColor | undefined;
};

/** The eight colors of a terminal. Bright ones look the same. */
export type AnsiColor = 'black' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'white';

export type StyledText = { text: string; style: TextStyle };

/** A line of output, as pieces of one style each. */
export type OutputLine = readonly StyledText[];

const COLORS: readonly AnsiColor[] = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

const NONE: TextStyle = {};

/** The changes of the codes that are no colors. */
const CHANGES: Readonly<Record<number, TextStyle>> = {
  1: { bold: true },
  2: { dim: true },
  3: { italic: true },
  4: { underline: true },
  22: { bold: undefined, dim: undefined },
  23: { italic: undefined },
  24: { underline: undefined },
  39: { color: undefined },
};

// All escape sequences: CSI with parameters, strings that end with BEL or ST (titles, hyperlinks), and two-character ones.
const ESCAPE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal's output consists of them
  /\u001b(?:\[([0-?]*)[ -/]*([@-~])|[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-~]?)/g;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the same
const CUT = /\u001b[^\u0007\u001b]{0,256}$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same
const STRING_END = /\u0007$|\u001b\\$/;

/**
 * Characters that could make output look like something else: controls, and those that turn the direction of text or have no width.
 * A joiner stays, since emoji and several scripts need it.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are shown as text
const MISLEADING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/**
 * Output of a command as lines. It reads output in pieces, because a sequence or a line can end in the next one.
 *
 * Only colors, bold, dim, italic and underlined text have an effect, and a carriage return starts the line again. Other sequences
 * are dropped, so that no output can move the cursor, set a title or link elsewhere. Misleading characters are shown by their code.
 */
export class OutputText {
  private readonly lines: StyledText[][] = [[]];
  private style: TextStyle = NONE;
  private pending = '';
  private returned = false;

  /** Adds a piece of output. */
  add(piece: string): void {
    const text = this.pending + piece;
    // A sequence may be cut at the end of a piece. A longer rest is no sequence.
    const cut = CUT.exec(text);
    const isOpen = cut !== null && !isWhole(cut[0]);
    this.pending = isOpen ? cut[0] : '';
    const known = isOpen ? text.slice(0, cut.index) : text;
    let from = 0;
    for (const found of known.matchAll(ESCAPE)) {
      this.write(known.slice(from, found.index));
      if (found[2] === 'm') this.style = styleAfter(this.style, found[1] ?? '');
      from = found.index + found[0].length;
    }
    this.write(known.slice(from));
  }

  /** Returns the lines. The last one is empty after a line end. */
  all(): readonly OutputLine[] {
    return this.lines;
  }

  private write(text: string): void {
    if (text === '') return;
    const rows = text.split('\n');
    for (const [index, row] of rows.entries()) {
      if (index > 0) {
        this.lines.push([]);
        this.returned = false;
      }
      this.writeInLine(row.endsWith('\r') && index < rows.length - 1 ? row.slice(0, -1) : row);
    }
  }

  private writeInLine(row: string): void {
    for (const [index, part] of row.split('\r').entries()) {
      if (index > 0) this.returned = true;
      if (part === '') continue;
      if (this.returned) this.lines[this.lines.length - 1] = [];
      this.returned = false;
      this.lines.at(-1)?.push({ text: part.replace(MISLEADING, shownByCode), style: this.style });
    }
  }
}

function isWhole(sequence: string): boolean {
  const [first] = sequence.matchAll(ESCAPE);
  if (!first || first[0].length === 1) return false;
  const opens = sequence[1];
  if (opens === '[') return first[2] !== undefined;
  return opens !== undefined && ']PX^_'.includes(opens) ? STRING_END.test(first[0]) : true;
}

function shownByCode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Returns the style after an SGR sequence. */
function styleAfter(style: TextStyle, parameters: string): TextStyle {
  const codes = parameters.split(';').map(Number);
  let next = style;
  for (let index = 0; index < codes.length; index++) {
    const code = codes[index] ?? 0;
    // A color of 256 or more: its parameters follow.
    if (code === 38 || code === 48) index += codes[index + 1] === 2 ? 4 : 2;
    else next = styleAfterCode(next, code);
  }
  return next;
}

function styleAfterCode(style: TextStyle, code: number): TextStyle {
  if (code === 0) return NONE;
  const color = COLORS[code >= 90 ? code - 90 : code - 30];
  return { ...style, ...CHANGES[code], ...(color && { color }) };
}
