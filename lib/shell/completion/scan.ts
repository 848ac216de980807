import { cEscapes } from '../language/c-escapes';
import type { Quotation } from './quote';

/** A word before the cursor. */
export type ScannedWord = {
  /** The text as it is typed. */
  raw: string;
  /** The word as a command gets it, or null if only running would tell. */
  value: string | null;
};

/** The meaning of a place in a text. */
export type CursorPlace =
  /** A comment, a here-document, an expression: there is nothing to complete. */
  | { kind: 'nothing' }
  /** `from` is the place of the dollar sign. */
  | { kind: 'variable'; from: number; name: string; inBraces: boolean }
  | {
      kind: 'word';
      from: number;
      raw: string;
      value: string;
      quotation: Quotation;
      /** `file`: the target of a redirection, or a value in an assignment. */
      role: 'command' | 'argument' | 'file';
      /** The words of the command before it, without assignments and redirections. */
      before: readonly ScannedWord[];
    };

/** The reader of variables: null for those that are not set. */
export type Lookup = (name: string) => string | null;

type OpenWord = {
  start: number;
  value: string | null;
  quotation: Quotation;
  /** The place after `$'`, and the value before it. */
  ansi: { start: number; before: string | null } | null;
  /** True: it has a bare character that makes a pattern or several words. */
  isPattern: boolean;
  isTilde: boolean;
};

type Frame = {
  /** `braces` is `${…}`, `array` is `name=(…)`. */
  kind: 'commands' | 'array' | 'braces' | 'arithmetic';
  ends: ')' | '`' | '}' | '';
  start: number;
  depth: number;
  words: ScannedWord[];
  word: OpenWord | null;
  redirection: 'file' | 'delimiter' | 'text' | null;
  /** The here-documents that begin after the line. */
  documents: { delimiter: string; stripTabs: boolean }[];
  stripsTabs: boolean;
};

const frame = (kind: Frame['kind'], ends: Frame['ends'], start: number): Frame => ({
  kind,
  ends,
  start,
  depth: 0,
  words: [],
  word: null,
  redirection: null,
  documents: [],
  stripsTabs: false,
});

/** Words after which a command begins. */
const BEFORE_COMMANDS: ReadonlySet<string> = new Set(['if', 'then', 'elif', 'else', 'while', 'until', 'do', '!', '{', 'time']);
const ASSIGNMENT = /^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=/;

/** Finds out what stands at the end of a text, which may be incomplete or wrong. */
export function placeAtEnd(text: string, lookup: Lookup): CursorPlace {
  return new Scanner(text, lookup).place();
}

/** Returns the words of the first command of a text. */
export function wordsOf(text: string, lookup: Lookup): readonly ScannedWord[] {
  return new Scanner(text, lookup, true).firstWords();
}

class Scanner {
  private at = 0;
  private readonly frames: Frame[] = [frame('commands', '', 0)];
  private ended: readonly ScannedWord[] | null = null;
  private place_: CursorPlace | null = null;

  constructor(
    private readonly text: string,
    private readonly lookup: Lookup,
    private readonly onlyFirst = false,
  ) {}

  firstWords(): readonly ScannedWord[] {
    this.scan();
    if (this.ended) return this.ended;
    const [first] = this.frames;
    if (first && this.frames.length === 1) this.finishWord(first);
    return first?.words ?? [];
  }

  place(): CursorPlace {
    this.scan();
    if (this.place_) return this.place_;
    const top = this.top();
    if (top.kind === 'braces') {
      const name = this.text.slice(top.start);
      return /^\w*$/.test(name) ? { kind: 'variable', from: top.start - 2, name, inBraces: true } : { kind: 'nothing' };
    }
    if (top.kind === 'arithmetic') {
      const name = /\$([A-Za-z_]\w*)?$/.exec(this.text);
      return name ? { kind: 'variable', from: name.index, name: name[1] ?? '', inBraces: false } : { kind: 'nothing' };
    }
    return this.wordAtEnd(top);
  }

  private wordAtEnd(top: Frame): CursorPlace {
    if (top.redirection === 'delimiter' || top.redirection === 'text') return { kind: 'nothing' };
    const word = top.word ?? this.openWord(this.text.length);
    this.closeAnsi(word, this.text.length);
    const raw = this.text.slice(word.start);
    const value = this.valueOf(word);
    if (value === null || word.isPattern || (word.isTilde && raw !== '~' && !raw.startsWith('~/'))) return { kind: 'nothing' };
    const before = commandWords(top.words);
    const found = { kind: 'word', from: word.start, raw, value, quotation: word.quotation, before } as const;
    if (top.redirection === 'file' || top.kind === 'array') return { ...found, role: 'file' };
    if (before.length > 0) return { ...found, role: 'argument' };
    const name = ASSIGNMENT.exec(raw)?.[0];
    if (name === undefined) return { ...found, role: 'command' };
    const isTilde = raw.startsWith('~/', name.length) || raw.slice(name.length) === '~';
    const rest = value.slice(name.length);
    const home = this.lookup('HOME');
    return {
      ...found,
      from: word.start + name.length,
      raw: raw.slice(name.length),
      value: isTilde && home !== null ? home + rest.slice(1) : rest,
      role: 'file',
    };
  }

  private top(): Frame {
    return this.frames.at(-1) as Frame;
  }

  private scan(): void {
    while (this.at < this.text.length && !this.ended && !this.place_) {
      const top = this.top();
      if (top.kind === 'braces') this.inBraces(top);
      else if (top.kind === 'arithmetic') this.inArithmetic(top);
      else if (top.word && top.word.quotation !== 'bare') this.inQuotation(top, top.word);
      else this.bare(top);
    }
  }

  private inBraces(top: Frame): void {
    const character = this.text[this.at];
    if (character === '}') {
      const name = this.text.slice(top.start, this.at);
      this.at += 1;
      this.pop(/^[A-Za-z_]\w*$/.test(name) ? (this.lookup(name) ?? '') : null);
    } else if (character === '\\') this.at += 2;
    else if (character === '`') this.push(frame('commands', '`', this.at + 1), 1);
    else if (this.text.startsWith('$(', this.at)) this.push(frame('commands', ')', this.at + 2), 2);
    else if (this.text.startsWith('${', this.at)) this.push(frame('braces', '}', this.at + 2), 2);
    else this.at += 1;
  }

  private inArithmetic(top: Frame): void {
    const character = this.text[this.at];
    this.at += 1;
    if (character === '(') top.depth += 1;
    else if (character === ')' && top.depth > 0) top.depth -= 1;
    else if (character === ')') {
      if (this.text[this.at] === ')') this.at += 1;
      this.pop(null);
    }
  }

  private inQuotation(top: Frame, word: OpenWord): void {
    const character = this.text[this.at] as string;
    if (word.quotation === 'single') {
      const end = this.text.indexOf("'", this.at);
      this.add(word, this.text.slice(this.at, end === -1 ? undefined : end));
      this.at = end === -1 ? this.text.length : end + 1;
      if (end !== -1) word.quotation = 'bare';
    } else if (word.quotation === 'ansi') {
      if (character === '\\' && this.at + 1 >= this.text.length) this.place_ = { kind: 'nothing' };
      if (character === "'") this.closeAnsi(word, this.at);
      if (character === "'") word.quotation = 'bare';
      this.at += character === '\\' ? 2 : 1;
    } else if (character === '"') {
      word.quotation = 'bare';
      this.at += 1;
    } else if (character === '\\') this.backslashInQuotes(word);
    else if (character === '$') this.dollar(top);
    else if (character === '`') this.backquote(top);
    else {
      this.add(word, character);
      this.at += 1;
    }
  }

  private backslashInQuotes(word: OpenWord): void {
    const next = this.text[this.at + 1];
    this.at += 2;
    if (next === undefined) this.place_ = { kind: 'nothing' };
    else if (next !== '\n') this.add(word, '$`"\\'.includes(next) ? next : `\\${next}`);
  }

  private bare(top: Frame): void {
    const character = this.text[this.at] as string;
    if (character === '\\') {
      const next = this.text[this.at + 1];
      if (next === undefined) this.place_ = { kind: 'nothing' };
      else if (next !== '\n') this.add(this.wordOf(top), next);
      this.at += 2;
    } else if (character === "'" || character === '"') {
      this.wordOf(top).quotation = character === "'" ? 'single' : 'double';
      this.at += 1;
    } else if (character === '$') this.dollar(top);
    else if (character === '`') this.backquote(top);
    else if (character === '#' && !top.word) {
      const end = this.text.indexOf('\n', this.at);
      if (end === -1) this.place_ = { kind: 'nothing' };
      this.at = end === -1 ? this.text.length : end;
    } else if (character === '\n') this.lineEnd(top);
    else if (/\s/.test(character)) {
      this.finishWord(top);
      this.at += 1;
    } else if (';&|()<>'.includes(character)) this.operator(top, character);
    else {
      const word = this.wordOf(top);
      if ('*?['.includes(character) || (character === '{' && this.text[this.at + 1] !== undefined)) word.isPattern = true;
      if (character === '~' && word.start === this.at) word.isTilde = true;
      this.add(word, character);
      this.at += 1;
    }
  }

  private operator(top: Frame, character: string): void {
    const isRedirection = character === '<' || character === '>' || this.text.startsWith('&>', this.at);
    if (isRedirection) {
      this.redirection(top);
      return;
    }
    if (character === '(') {
      const { word } = top;
      const isArray = word !== null && ASSIGNMENT.exec(this.text.slice(word.start, this.at))?.[0].length === this.at - word.start;
      if (!isArray) this.endCommand(top);
      if (!isArray && this.text.startsWith('((', this.at)) this.push(frame('arithmetic', ')', this.at + 2), 2);
      else this.push(frame(isArray ? 'array' : 'commands', ')', this.at + 1), 1);
      return;
    }
    this.endCommand(top);
    this.at += 1;
    if (character === ')' && top.ends === ')') this.pop(null);
  }

  private redirection(top: Frame): void {
    const { word } = top;
    // A number before it is that of a descriptor.
    if (word && /^\d+$/.test(this.text.slice(word.start, this.at))) top.word = null;
    else this.finishWord(top);
    const operator = /^(?:<<<|<<-?|<\(|>\(|&>>?|>>|>\||<>|[<>]&|[<>])/.exec(this.text.slice(this.at, this.at + 3))?.[0] ?? '<';
    if (operator === '<(' || operator === '>(') {
      this.wordOf(top);
      this.push(frame('commands', ')', this.at + 2), 2);
      return;
    }
    this.at += operator.length;
    top.stripsTabs = operator === '<<-';
    top.redirection = operator.startsWith('<<<') ? 'text' : operator.startsWith('<<') ? 'delimiter' : 'file';
  }

  private lineEnd(top: Frame): void {
    this.endCommand(top);
    this.at += 1;
    const { documents } = top;
    top.documents = [];
    for (const { delimiter, stripTabs } of documents) {
      for (;;) {
        const end = this.text.indexOf('\n', this.at);
        if (end === -1) {
          this.place_ = { kind: 'nothing' };
          return;
        }
        const line = this.text.slice(this.at, end);
        this.at = end + 1;
        if ((stripTabs ? line.replace(/^\t+/, '') : line) === delimiter) break;
      }
    }
  }

  private dollar(top: Frame): void {
    const next = this.text[this.at + 1];
    const word = this.wordOf(top);
    if (next === undefined) this.place_ = { kind: 'variable', from: this.at, name: '', inBraces: false };
    else if (this.text.startsWith('((', this.at + 1)) this.push(frame('arithmetic', ')', this.at + 3), 3);
    else if (next === '(') this.push(frame('commands', ')', this.at + 2), 2);
    else if (next === '{') this.push(frame('braces', '}', this.at + 2), 2);
    else if (next === "'" && word.quotation === 'bare') {
      word.quotation = 'ansi';
      this.at += 2;
      word.ansi = { start: this.at, before: word.value };
    } else if (next === '"' && word.quotation === 'bare') {
      word.quotation = 'double';
      this.at += 2;
    } else {
      const name = /[A-Za-z_]\w*/y;
      name.lastIndex = this.at + 1;
      const found = name.exec(this.text)?.[0];
      const from = this.at;
      this.at += 1 + (found?.length ?? 0);
      if (found !== undefined && this.at === this.text.length) {
        this.place_ = { kind: 'variable', from, name: found, inBraces: false };
      } else if (found !== undefined) this.expand(word, this.lookup(found) ?? '');
      else if (/[\d?#@*$!-]/.test(next)) {
        word.value = null;
        this.at += 1;
      } else this.add(word, '$');
    }
  }

  /** Adds the value of a variable. Outside of quotation marks, blanks in it make several words. */
  private expand(word: OpenWord, value: string): void {
    if (word.quotation === 'bare' && /[\s*?[]/.test(value)) word.value = null;
    else this.add(word, value);
  }

  private backquote(top: Frame): void {
    if (top.ends === '`' && top.word?.quotation !== 'double') {
      this.endCommand(top);
      this.at += 1;
      this.pop(null);
      return;
    }
    this.wordOf(top);
    this.push(frame('commands', '`', this.at + 1), 1);
  }

  private push(next: Frame, length: number): void {
    this.at += length;
    this.frames.push(next);
  }

  /** Leaves a nested part, whose result is a part of the word around it. */
  private pop(value: string | null): void {
    this.frames.pop();
    const { word } = this.top();
    if (!word) return;
    if (value === null) word.value = null;
    else this.expand(word, value);
  }

  private openWord(start: number): OpenWord {
    return { start, value: '', quotation: 'bare', ansi: null, isPattern: false, isTilde: false };
  }

  private wordOf(top: Frame): OpenWord {
    top.word ??= this.openWord(this.at);
    return top.word;
  }

  private add(word: OpenWord, text: string): void {
    if (word.value !== null) word.value += text;
  }

  private closeAnsi(word: OpenWord, end: number): void {
    if (!word.ansi) return;
    const { start, before } = word.ansi;
    word.value = before === null ? null : before + cEscapes(this.text.slice(start, end), 'quotes').text;
    word.ansi = null;
  }

  private valueOf(word: OpenWord): string | null {
    const home = this.lookup('HOME');
    const isHome = word.isTilde && home !== null && (word.value === '~' || word.value?.startsWith('~/'));
    return isHome ? home + (word.value ?? '').slice(1) : word.value;
  }

  private finishWord(top: Frame): void {
    const { word, redirection } = top;
    if (!word) return;
    top.word = null;
    this.closeAnsi(word, this.at);
    const raw = this.text.slice(word.start, this.at);
    if (redirection === 'delimiter') {
      top.documents.push({ delimiter: word.value ?? raw, stripTabs: top.stripsTabs });
    } else if (redirection === null) {
      top.words.push({ raw, value: word.isPattern ? null : this.valueOf(word) });
    }
    top.redirection = null;
  }

  private endCommand(top: Frame): void {
    this.finishWord(top);
    if (this.onlyFirst && this.frames.length === 1) this.ended = top.words;
    if (top.kind !== 'array') top.words = [];
    top.redirection = null;
  }
}

/** Leaves out the assignments and reserved words before a command. */
function commandWords(words: readonly ScannedWord[]): readonly ScannedWord[] {
  const first = words.findIndex(({ raw }) => !BEFORE_COMMANDS.has(raw) && !ASSIGNMENT.test(raw));
  return first === -1 ? [] : words.slice(first);
}
