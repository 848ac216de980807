import { IncompleteText, ShellSyntaxError, type Test } from './syntax';
import { WordReader } from './word-reader';

const MAXIMUM_DEPTH = 100;

/** Reads the tests between `[[` and `]]`. */
export abstract class TestReader extends WordReader {
  private depth = 0;

  /** Reads a part that can have others like it inside. */
  protected inside<Result>(read: () => Result): Result {
    this.depth += 1;
    if (this.depth > MAXIMUM_DEPTH) throw new ShellSyntaxError(`commands are nested more than ${MAXIMUM_DEPTH} deep`);
    const result = read();
    this.depth -= 1;
    return result;
  }

  protected testOr(): Test {
    let left = this.testAnd();
    for (;;) {
      this.skipTestBlanks();
      if (!this.looksAt('||')) return left;
      this.take(2);
      left = { kind: 'or', left, right: this.testAnd() };
    }
  }

  private testAnd(): Test {
    let left = this.testPrimary();
    for (;;) {
      this.skipTestBlanks();
      if (!this.looksAt('&&')) return left;
      this.take(2);
      left = { kind: 'and', left, right: this.testPrimary() };
    }
  }

  private testPrimary(): Test {
    return this.inside(() => this.testUnderDepth());
  }

  private testUnderDepth(): Test {
    this.skipTestBlanks();
    if (this.looksAt('!') && /\s/.test(this.source[this.at + 1] ?? '')) {
      this.take(1);
      return { kind: 'not', test: this.testPrimary() };
    }
    if (this.looksAt('(')) {
      this.take(1);
      const test = this.testOr();
      this.skipTestBlanks();
      this.expect(')');
      return test;
    }
    const unary = /-[a-zA-Z](?=\s)/y;
    unary.lastIndex = this.at;
    const found = unary.exec(this.source);
    if (found) {
      const start = this.at;
      this.take(2);
      this.skipTestBlanks();
      const operand = this.looksAt(']]') ? null : this.nextWord();
      if (operand) return { kind: 'unary', operator: found[0], word: operand };
      this.at = start;
    }
    const left = this.nextWord();
    if (!left) this.unexpected();
    this.skipTestBlanks();
    const binary = /==|=~|!=|=|<|>|-(?:eq|ne|lt|le|gt|ge|nt|ot|ef)(?=\s)/y;
    binary.lastIndex = this.at;
    const operator = binary.exec(this.source)?.[0];
    if (operator === undefined) return { kind: 'unary', operator: '-n', word: left };
    this.take(operator.length);
    this.skipTestBlanks();
    const right = operator === '=~' ? this.expressionWord() : this.nextWord();
    if (!right) this.unexpected();
    return { kind: 'binary', operator, left, right };
  }

  protected skipTestBlanks(): void {
    this.skipBlanks();
    while (this.peek() === '\n') {
      this.newline();
      this.skipBlanks();
    }
    if (this.atEnd()) throw new IncompleteText();
  }
}
