import { IncompleteText, ShellSyntaxError } from './syntax';

/** Characters that end a word. */
export const META = /[\s|&;()<>]/;

/** A place in a text, which goes over blanks, comments and line ends. */
export abstract class TextCursor {
  source: string;
  at = 0;
  line: number;

  constructor(source: string, line: number) {
    this.source = source;
    this.line = line;
  }

  /** Takes a line end, and what belongs to it. */
  protected abstract newline(): void;

  protected peek(): string {
    return this.source[this.at] ?? '';
  }

  protected peekBack(): string {
    return this.source[this.at - 1] ?? '';
  }

  protected atEnd(): boolean {
    return this.at >= this.source.length;
  }

  protected looksAt(text: string): boolean {
    return this.source.startsWith(text, this.at);
  }

  protected take(length: number): string {
    const text = this.source.slice(this.at, this.at + length);
    this.at += length;
    return text;
  }

  protected expect(mark: string): void {
    this.skipBlanks();
    if (this.atEnd()) throw new IncompleteText();
    if (!this.looksAt(mark)) this.unexpected();
    this.take(mark.length);
  }

  protected unexpected(): never {
    if (this.atEnd()) throw new IncompleteText();
    if (this.peek() === '\n') throw new ShellSyntaxError("syntax error near unexpected token `newline'");
    const token = /;;&|;;|;&|&&|\|\||\|&|<<<|<<|>>|&>>|&>|[|&;()<>]|[^\s|&;()<>]+/y;
    token.lastIndex = this.at;
    throw new ShellSyntaxError(`syntax error near unexpected token \`${token.exec(this.source)?.[0] ?? this.peek()}'`);
  }

  protected skipBlanks(): void {
    for (;;) {
      const character = this.source[this.at];
      if (character === ' ' || character === '\t' || character === '\r') this.at += 1;
      else if (character === '\\' && this.source[this.at + 1] === '\n') {
        this.at += 2;
        this.line += 1;
        if (this.atEnd()) throw new IncompleteText();
      } else if (character === '#' && (this.at === 0 || META.test(this.source[this.at - 1] as string))) {
        const end = this.source.indexOf('\n', this.at);
        this.at = end === -1 ? this.source.length : end;
      } else return;
    }
  }

  protected skipNewlines(): void {
    this.skipBlanks();
    while (this.peek() === '\n') {
      this.newline();
      this.skipBlanks();
    }
  }
}
