import { cEscapes } from './c-escapes';
import { IncompleteText, type Parameter, type Part, type Script, ShellSyntaxError, type Word } from './syntax';
import { META, TextCursor } from './text-cursor';

const SPECIAL_PARAMETERS = '?#@*$!-0123456789';
const MAXIMUM_NESTING = 64;
/** The number of times that a text may be read from end to end. A short text has some more. */
const MOST_READINGS = 8;
const SHORT_TEXT = 5_000;

type HereDocument = { delimiter: string; quoted: boolean; stripTabs: boolean; parts: Part[] };

/** Reads words, quotation marks and expansions from a text. The parser adds the commands. */
export abstract class WordReader extends TextCursor {
  /** Here-documents whose text begins after the next line end. */
  protected hereDocuments: HereDocument[] = [];
  private nesting = 0;
  private work = 0;
  private readonly mostWork: number;

  constructor(source: string, line: number) {
    super(source, line);
    this.mostWork = (SHORT_TEXT + source.length) * MOST_READINGS;
  }

  /** Reads the commands of a substitution with the mark that ends it. */
  protected abstract nested(end: ')'): Script;
  /** Parses the text between backquotes. */
  abstract script(): Script;

  /** Counts characters that are read. Some constructs are read more than once, and inside of each other that adds up. */
  private count(): void {
    this.work += 1;
    if (this.work > this.mostWork) throw new ShellSyntaxError('the text is too complex');
  }

  /** Takes a line end, and the here-documents that begin after it. */
  protected override newline(): void {
    if (this.peek() === '\n') this.at += 1;
    this.line += 1;
    const documents = this.hereDocuments;
    this.hereDocuments = [];
    for (const document of documents) {
      const lines: string[] = [];
      for (;;) {
        if (this.atEnd()) throw new IncompleteText();
        const end = this.source.indexOf('\n', this.at);
        const raw = this.source.slice(this.at, end === -1 ? undefined : end);
        this.at = end === -1 ? this.source.length : end + 1;
        this.line += 1;
        const text = document.stripTabs ? raw.replace(/^\t+/, '') : raw;
        if (text === document.delimiter) break;
        if (end === -1) throw new IncompleteText();
        lines.push(`${text}\n`);
      }
      const text = lines.join('');
      document.parts.push(...(document.quoted ? [literal(text)] : [quotes(this.documentParts(text))]));
    }
  }

  private documentParts(text: string): Part[] {
    const { source, at } = this;
    this.source = text;
    this.at = 0;
    try {
      return this.quotedParts('');
    } finally {
      this.source = source;
      this.at = at;
    }
  }

  protected hereDocument(stripTabs: boolean): Word {
    const start = this.at;
    const word = this.nextWord();
    if (!word) this.unexpected();
    const raw = this.source.slice(start, this.at);
    const quoted = /['"\\]/.test(raw);
    const parts: Part[] = [];
    this.hereDocuments.push({ delimiter: quoted ? plain(word) : raw, quoted, stripTabs, parts });
    return parts;
  }

  /** Returns the next word, or null if an operator, a line end or the end comes first. */
  protected nextWord(): Word | null {
    this.skipBlanks();
    return this.wordHere();
  }

  /** Returns the text of a word without quotation marks or expansions. */
  protected plainWord(): string {
    return plain(this.nextWord() ?? []);
  }

  protected wordHere(): Word | null {
    const parts = this.parts((character) => META.test(character));
    return parts.length === 0 ? null : parts;
  }

  /** Reads the expression after `=~`, in which parentheses and bars belong to it. */
  protected expressionWord(): Word | null {
    let depth = 0;
    const parts = this.parts((character) => {
      if (character === '(') depth += 1;
      if (character === ')') {
        if (depth === 0) return true;
        depth -= 1;
      }
      return /\s/.test(character) && depth === 0;
    });
    return parts.length === 0 ? null : parts;
  }

  /** Reads an index up to its `]`. Returns null if there is none. */
  protected bracketed(): Word | null {
    let depth = 0;
    const parts = this.parts((character) => {
      if (character === '[') depth += 1;
      if (character === ']') {
        if (depth === 0) return true;
        depth -= 1;
      }
      return character === '\n';
    });
    if (this.peek() !== ']') return null;
    this.at += 1;
    return parts;
  }

  /** Reads the parts of a word up to a bare character that ends it. */
  private parts(ends: (character: string) => boolean): Part[] {
    const parts: Part[] = [];
    let text = '';
    const flush = () => {
      if (text !== '') parts.push({ kind: 'text', text, quoted: false });
      text = '';
    };
    while (!this.atEnd()) {
      this.count();
      const character = this.peek();
      if ((character === '<' || character === '>') && text === '' && parts.length === 0 && this.source[this.at + 1] === '(') {
        if (character === '>') break;
        this.at += 2;
        parts.push({ kind: 'process', script: this.deeper(() => this.nested(')')) });
        continue;
      }
      if (ends(character)) break;
      if (character === '\\') {
        if (this.at + 1 >= this.source.length) throw new IncompleteText();
        if (this.source[this.at + 1] === '\n') {
          this.at += 2;
          this.line += 1;
          continue;
        }
        flush();
        parts.push(literal(this.source[this.at + 1] as string));
        this.at += 2;
      } else if (character === "'") {
        flush();
        const end = this.source.indexOf("'", this.at + 1);
        if (end === -1) throw new IncompleteText();
        parts.push(literal(this.counted(this.source.slice(this.at + 1, end))));
        this.at = end + 1;
      } else if (character === '"') {
        flush();
        this.at += 1;
        parts.push(quotes(this.deeper(() => this.quotedParts('"'))));
        this.at += 1;
      } else if (character === '$' || character === '`') {
        const part = this.dollar(false);
        if (part) {
          flush();
          parts.push(part);
        } else text += this.take(1);
      } else {
        if (character === '\n') this.line += 1;
        text += character;
        this.at += 1;
      }
    }
    flush();
    return parts;
  }

  /** Reads the parts between double quotation marks, or all if `end` is empty. */
  private quotedParts(end: '"' | ''): Part[] {
    const parts: Part[] = [];
    let text = '';
    const flush = () => {
      if (text !== '') parts.push(literal(text));
      text = '';
    };
    for (;;) {
      this.count();
      if (this.atEnd()) {
        if (end !== '') throw new IncompleteText();
        break;
      }
      const character = this.peek();
      if (character === end) break;
      if (character === '\\') {
        const next = this.source[this.at + 1];
        if (next === undefined && end !== '') throw new IncompleteText();
        if (next === '\n') this.line += 1;
        else if (next !== undefined && ('$`\\'.includes(next) || next === end)) text += next;
        else text += `\\${next ?? ''}`;
        this.at += 2;
      } else if (character === '$' || character === '`') {
        const part = this.dollar(true);
        if (part) {
          flush();
          parts.push(part);
        } else text += this.take(1);
      } else {
        if (character === '\n') this.line += 1;
        text += character;
        this.at += 1;
      }
    }
    flush();
    return parts;
  }

  /** Reads an expansion at the cursor. Returns null if the dollar sign is only a character. */
  private dollar(inQuotes: boolean): Part | null {
    if (this.peek() === '`') return this.backquotes(inQuotes);
    const next = this.source[this.at + 1] ?? '';
    if (next === '(') {
      if (this.source[this.at + 2] === '(') {
        this.at += 1;
        const expression = this.tryArithmetic();
        if (expression) return { kind: 'arithmetic', expression };
        this.at -= 1;
      }
      this.at += 2;
      return { kind: 'command', script: this.deeper(() => this.nested(')')) };
    }
    if (next === '{') {
      this.at += 2;
      return { kind: 'parameter', parameter: this.deeper(() => this.braced(inQuotes)) };
    }
    if (!inQuotes && next === "'") {
      const end = /(?:[^'\\]|\\[\s\S])*'/y;
      end.lastIndex = this.at + 2;
      const found = end.exec(this.source);
      if (!found) throw new IncompleteText();
      this.at = end.lastIndex;
      return literal(cEscapes(found[0].slice(0, -1), 'quotes').text);
    }
    if (!inQuotes && next === '"') {
      this.at += 2;
      const parts = this.deeper(() => this.quotedParts('"'));
      this.at += 1;
      return quotes(parts);
    }
    if (next !== '' && SPECIAL_PARAMETERS.includes(next)) {
      this.at += 2;
      return { kind: 'parameter', parameter: { name: next, bare: true } };
    }
    const name = /[A-Za-z_]\w*/y;
    name.lastIndex = this.at + 1;
    const found = name.exec(this.source);
    if (!found) return null;
    this.at = name.lastIndex;
    return { kind: 'parameter', parameter: { name: found[0], bare: true } };
  }

  private backquotes(inQuotes: boolean): Part {
    const end = /(?:[^`\\]|\\[\s\S])*`/y;
    end.lastIndex = this.at + 1;
    const found = end.exec(this.source);
    if (!found) throw new IncompleteText();
    const text = this.counted(found[0].slice(0, -1)).replace(inQuotes ? /\\([$`\\"])/g : /\\([$`\\])/g, '$1');
    const script = this.deeper(() => this.sameReader(text));
    this.at = end.lastIndex;
    return { kind: 'command', script };
  }

  /** Parses another text with this reader, whose place stays. */
  private sameReader(text: string): Script {
    const { source, at, line } = this;
    this.source = text;
    this.at = 0;
    try {
      return this.script();
    } finally {
      this.source = source;
      this.at = at;
      this.line = line;
    }
  }

  /** Reads an expansion after `${` with its closing brace. */
  private braced(inQuotes: boolean): Parameter {
    const start = this.at;
    const bad = (): Parameter => {
      const end = this.source.indexOf('}', this.at);
      if (end === -1) throw new IncompleteText();
      this.at = end + 1;
      return { name: '', bad: `\${${this.source.slice(start, end)}}` };
    };
    let prefix: '#' | '!' | undefined;
    if (
      this.looksAt('!#}') ||
      ((this.peek() === '#' || this.peek() === '!') && !/[}:=+?%#-]/.test(this.source[this.at + 1] ?? '}'))
    ) {
      prefix = this.take(1) as '#' | '!';
    }
    const head = /[A-Za-z_]\w*|\d+|[?#@*$!-]/y;
    head.lastIndex = this.at;
    const name = head.exec(this.source)?.[0];
    if (name === undefined) return bad();
    this.at += name.length;
    const parameter: Parameter = { name, ...(prefix && { prefix }) };
    if (this.peek() === '[') {
      this.at += 1;
      const index = this.bracketed();
      if (!index) return bad();
      const [only] = index;
      const whole = index.length === 1 && only?.kind === 'text' && (only.text === '@' || only.text === '*') ? only.text : null;
      parameter.index = (whole as '@' | '*' | null) ?? index;
    }
    if (prefix === '!' && (this.looksAt('*}') || this.looksAt('@}'))) {
      this.at += 2;
      return { ...parameter, names: true };
    }
    const operators = /:?[-=?+]|##|#|%%|%|\/\/|\/#|\/%|\/|\^\^|\^|,,|,|@[QUuLEaA]|:/y;
    operators.lastIndex = this.at;
    const operator = operators.exec(this.source)?.[0];
    if (operator !== undefined) {
      this.at += operator.length;
      parameter.operator = operator;
      if (operator === ':') {
        const offset = this.operand(inQuotes, ':');
        parameter.words = [offset];
        if (this.peek() === ':') {
          this.at += 1;
          parameter.words = [offset, this.operand(inQuotes, '')];
        }
      } else if (operator[0] === '/') {
        const pattern = this.operand(false, '/', operator === '/' || operator === '//');
        parameter.words = [pattern];
        if (this.peek() === '/') {
          this.at += 1;
          // Quotation marks quote in a replacement, even between double ones.
          parameter.words = [pattern, this.operand(false, '')];
        }
      } else if (operator[0] !== '@') {
        const isPattern = '#%^,'.includes(operator[0] as string);
        parameter.words = [this.operand(inQuotes && !isPattern, '')];
      }
    }
    if (this.peek() !== '}') return bad();
    this.at += 1;
    return parameter;
  }

  /** Reads a word inside of braces, up to the closing one or another end. */
  private operand(inQuotes: boolean, end: string, keepsFirst = false): Word {
    if (!inQuotes) {
      let first = keepsFirst;
      return this.parts((character) => {
        // A slash that comes first belongs to the pattern.
        const stops = character === '}' || (character === end && !first);
        first = false;
        return stops;
      });
    }
    // Between double quotation marks single ones are characters.
    const parts: Part[] = [];
    let text = '';
    const flush = () => {
      if (text !== '') parts.push(literal(text));
      text = '';
    };
    while (!this.atEnd() && this.peek() !== '}' && this.peek() !== end) {
      const character = this.peek();
      if (character === '\\') {
        const next = this.source[this.at + 1] ?? '';
        text += '$`\\"}'.includes(next) ? next : `\\${next}`;
        this.at += 2;
      } else if (character === '"') {
        flush();
        this.at += 1;
        parts.push(...this.quotedParts('"'));
        this.at += 1;
      } else if (character === '$' || character === '`') {
        const part = this.dollar(!this.looksAt("$'"));
        if (part) {
          flush();
          parts.push(part);
        } else text += this.take(1);
      } else text += this.take(1);
    }
    if (this.atEnd()) throw new IncompleteText();
    flush();
    return parts;
  }

  /** Reads `((…))`. Returns null, and stays, if the parentheses are those of subshells. */
  protected tryArithmetic(): Word | null {
    const start = this.at;
    const parts = this.arithmeticParts(true);
    if (parts.length === 0) {
      this.at = start;
      return null;
    }
    return parts[0] as Word;
  }

  /** Reads the expressions between `((` and `))`, which semicolons separate. */
  protected arithmeticParts(whole = false): Word[] {
    this.at += 2;
    let depth = 0;
    const words: Word[] = [];
    for (;;) {
      const parts = this.deeper(() =>
        this.parts((character) => {
          if (character === '(') depth += 1;
          if (character === ')') {
            if (depth === 0) return true;
            depth -= 1;
          }
          return character === ';' && depth === 0;
        }),
      );
      words.push(parts);
      if (this.atEnd()) throw new IncompleteText();
      if (this.peek() === ';') {
        if (whole) return [];
        this.at += 1;
        continue;
      }
      if (!this.looksAt('))')) {
        if (whole) return [];
        this.unexpected();
      }
      this.at += 2;
      return words;
    }
  }

  private counted(text: string): string {
    for (const character of text) if (character === '\n') this.line += 1;
    return text;
  }

  private deeper<Result>(read: () => Result): Result {
    this.nesting += 1;
    if (this.nesting > MAXIMUM_NESTING) throw new ShellSyntaxError(`expansions are nested more than ${MAXIMUM_NESTING} deep`);
    try {
      return read();
    } finally {
      this.nesting -= 1;
    }
  }
}

function literal(text: string): Part {
  return { kind: 'text', text, quoted: true };
}

function quotes(parts: readonly Part[]): Part {
  return { kind: 'quotes', parts };
}

/** Returns the text of a word. Expansions count as nothing. */
function plain(word: Word): string {
  return word.map((part) => (part.kind === 'text' ? part.text : part.kind === 'quotes' ? plain(part.parts) : '')).join('');
}
