import { LimitReached } from './budget';
import { type Effort, FatalShellError } from './state';

/** The variables of an expression. */
export type Numbers = {
  /** Returns the text of a variable or of an element of an array. */
  get: (name: string, index: string | null) => string;
  set: (name: string, index: string | null, value: string) => void;
  effort: Effort;
};

/** An expression that is wrong. It ends the line, except in `((…))`, `[[…]]` and `let`, which report it. */
export class ArithmeticError extends FatalShellError {
  constructor(expression: string, reason: string, token: string) {
    super(`${shortened(expression)}: ${reason} (error token is "${shortened(token)}")`);
  }
}

function shortened(text: string): string {
  return text.length > 500 ? `${text.slice(0, 500)}…` : text;
}

/** The depth of parentheses, and of variables that name each other. */
const MAXIMUM_DEPTH = 64;
const MOST_TOKENS = 500_000;
const BINARY: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<=', '>=', '<', '>'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
  ['**'],
];
const ASSIGNING = ['=', '+=', '-=', '*=', '/=', '%=', '<<=', '>>=', '&=', '^=', '|='];
const TOKEN =
  /\s*(?:(\d+#[0-9a-zA-Z@_]+|0[xX][0-9a-fA-F]*|\d+\w*)|([A-Za-z_]\w*)|(<<=|>>=|\*\*|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&^|]=|[-+*/%<>=!~&|^?:,()[\]]))/y;

/** Calculates an expression in 64 bits, as bash does. */
export function calculate(text: string, numbers: Numbers): bigint {
  const { effort } = numbers;
  if (effort.depth === 0) effort.tokens = 0;
  if (effort.depth > MAXIMUM_DEPTH) throw new ArithmeticError(text, 'expression recursion level exceeded', text);
  effort.depth += 1;
  try {
    return new Expression(text, numbers).value();
  } finally {
    effort.depth -= 1;
  }
}

type Place = { name: string; index: string | null };

type Token = { kind: 'number' | 'name' | 'mark' | 'end'; text: string; start: number };

class Expression {
  private readonly text: string;
  private readonly numbers: Numbers;
  private at = 0;
  private token: Token = { kind: 'end', text: '', start: 0 };
  /** The start of the token before the end. */
  private lastStart = 0;
  /** The start of the right operand of the operator that is applied. */
  private operandStart = 0;
  private nesting = 0;

  constructor(text: string, numbers: Numbers) {
    this.text = text;
    this.numbers = numbers;
    this.next();
  }

  value(): bigint {
    if (this.atEnd()) return 0n;
    const value = this.comma(true);
    if (ASSIGNING.includes(this.mark())) this.fail('attempted assignment to non-variable');
    if (!this.atEnd()) this.fail('syntax error in expression');
    return value;
  }

  private fail(reason: string): never {
    // At the end, bash names the last token.
    const start = this.atEnd() ? this.lastStart : this.token.start;
    throw new ArithmeticError(this.text.trimStart(), reason, this.text.slice(start));
  }

  private next(): void {
    this.numbers.effort.tokens += 1;
    if (this.numbers.effort.tokens > MOST_TOKENS) throw new LimitReached('the line was stopped: an expression takes too long.');
    TOKEN.lastIndex = this.at;
    const found = TOKEN.exec(this.text);
    if (!found) {
      const rest = this.text.slice(this.at).trimStart();
      this.lastStart = rest === '' ? this.token.start : this.text.length - rest.length;
      this.token = { kind: 'end', text: '', start: this.at };
      if (rest !== '') this.fail('syntax error: operand expected');
      return;
    }
    this.at = TOKEN.lastIndex;
    const text = (found[1] ?? found[2] ?? found[3]) as string;
    this.token = {
      kind: found[1] !== undefined ? 'number' : found[2] !== undefined ? 'name' : 'mark',
      text,
      start: this.at - text.length,
    };
  }

  private atEnd(): boolean {
    return this.token.kind === 'end';
  }

  /** Returns the operator at the cursor, or nothing. */
  private mark(): string {
    return this.token.kind === 'mark' ? this.token.text : '';
  }

  private is(mark: string): boolean {
    return this.mark() === mark;
  }

  private take(mark: string): boolean {
    if (!this.is(mark)) return false;
    this.next();
    return true;
  }

  private comma(run: boolean): bigint {
    let value = this.assignment(run);
    while (this.take(',')) value = this.assignment(run);
    return value;
  }

  private assignment(run: boolean): bigint {
    return this.nested(() => this.assigned(run));
  }

  private assigned(run: boolean): bigint {
    if (this.token.kind === 'name') {
      const { at, token } = this;
      const place = this.place(run);
      const mark = this.mark();
      if (ASSIGNING.includes(mark)) {
        const operator = mark.slice(0, -1);
        this.next();
        const { start } = this.token;
        const right = this.assignment(run);
        this.operandStart = start;
        const value = operator === '' ? right : this.apply(operator, run ? this.read(place) : 1n, right, run);
        if (run) this.numbers.set(place.name, place.index, String(value));
        return value;
      }
      this.at = at;
      this.token = token;
    }
    return this.conditional(run);
  }

  private conditional(run: boolean): bigint {
    const condition = this.binary(0, run);
    if (!this.take('?')) return condition;
    const yes = this.comma(run && condition !== 0n);
    if (!this.take(':')) this.fail("`:' expected for conditional expression");
    const no = this.assignment(run && condition === 0n);
    return condition !== 0n ? yes : no;
  }

  private binary(level: number, run: boolean): bigint {
    const operators = BINARY[level];
    if (!operators) return this.unary(run);
    let left = this.binary(level + 1, run);
    for (;;) {
      const operator = this.mark();
      if (!operators.includes(operator)) return left;
      this.next();
      if (operator === '**') {
        // The power binds from the right.
        return this.apply(
          operator,
          left,
          this.nested(() => this.binary(level, run)),
          run,
        );
      }
      const needed = operator === '&&' ? left !== 0n : operator === '||' ? left === 0n : true;
      const { start } = this.token;
      const right = this.binary(level + 1, run && needed);
      this.operandStart = start;
      if (operator === '&&') left = left !== 0n && right !== 0n ? 1n : 0n;
      else if (operator === '||') left = left !== 0n || right !== 0n ? 1n : 0n;
      else left = this.apply(operator, left, right, run);
    }
  }

  /** Calculates a part that can have others like it inside. */
  private nested(calculatePart: () => bigint): bigint {
    this.nesting += 1;
    if (this.nesting > MAXIMUM_DEPTH) this.fail('expression recursion level exceeded');
    const value = calculatePart();
    this.nesting -= 1;
    return value;
  }

  private unary(run: boolean): bigint {
    return this.nested(() => this.signed(run));
  }

  private signed(run: boolean): bigint {
    if (this.take('!')) return this.unary(run) === 0n ? 1n : 0n;
    if (this.take('~')) return ~this.unary(run);
    if (this.is('++') || this.is('--')) {
      const change = this.token.text === '++' ? 1n : -1n;
      this.next();
      if (this.token.kind !== 'name') {
        // `--5` is two signs.
        return this.unary(run);
      }
      return this.change(this.place(run), change, run);
    }
    if (this.take('-')) return BigInt.asIntN(64, -this.unary(run));
    if (this.take('+')) return this.unary(run);
    return this.primary(run);
  }

  private primary(run: boolean): bigint {
    if (this.take('(')) {
      const value = this.comma(run);
      if (!this.take(')')) this.fail("missing `)'");
      return value;
    }
    if (this.token.kind === 'number') {
      const value = this.number(this.token.text);
      this.next();
      return value;
    }
    if (this.token.kind === 'name') {
      const place = this.place(run);
      if (this.is('++') || this.is('--')) {
        const change = this.token.text === '++' ? 1n : -1n;
        this.next();
        const before = run ? this.read(place) : 0n;
        this.change(place, change, run);
        return before;
      }
      return run ? this.read(place) : 0n;
    }
    return this.fail('syntax error: operand expected');
  }

  private place(run: boolean): Place {
    const name = this.token.text;
    this.next();
    if (!this.is('[')) return { name, index: null };
    const start = this.at;
    let depth = 0;
    for (let at = start; at < this.text.length; at += 1) {
      const character = this.text[at];
      if (character === '[') depth += 1;
      if (character === ']') {
        if (depth === 0) {
          this.at = at + 1;
          this.next();
          return { name, index: run ? this.text.slice(start, at) : '0' };
        }
        depth -= 1;
      }
    }
    return this.fail('bad array subscript');
  }

  private read({ name, index }: Place): bigint {
    return calculate(this.numbers.get(name, index), this.numbers);
  }

  private change(place: Place, by: bigint, run: boolean): bigint {
    if (!run) return 0n;
    const value = BigInt.asIntN(64, this.read(place) + by);
    this.numbers.set(place.name, place.index, String(value));
    return value;
  }

  private number(text: string): bigint {
    const based = /^(\d+)#(.+)$/.exec(text);
    if (based) return this.digits(based[2] as string, Number(based[1]));
    if (/^0[xX]/.test(text)) return this.digits(text.slice(2), 16);
    if (/^0./.test(text)) return this.digits(text.slice(1), 8);
    if (!/^\d+$/.test(text)) this.fail('value too great for base');
    return text.length < 19 ? BigInt(text) : this.digits(text, 10);
  }

  private digits(text: string, base: number): bigint {
    if (base < 2 || base > 64) this.fail('invalid arithmetic base');
    const order =
      base <= 36 ? '0123456789abcdefghijklmnopqrstuvwxyz' : '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_';
    let value = 0n;
    for (const character of base <= 36 ? text.toLowerCase() : text) {
      const digit = order.indexOf(character);
      if (digit === -1 || digit >= base) this.fail('value too great for base');
      value = BigInt.asIntN(64, value * BigInt(base) + BigInt(digit));
    }
    return value;
  }

  /** Returns the error of a division, which names the divisor. */
  private divisionByZero(): ArithmeticError {
    return new ArithmeticError(this.text.trimStart(), 'division by 0', this.text.slice(this.operandStart));
  }

  private apply(operator: string, left: bigint, right: bigint, run: boolean): bigint {
    const whole = (value: bigint) => BigInt.asIntN(64, value);
    const truth = (value: boolean) => (value ? 1n : 0n);
    switch (operator) {
      case '+':
        return whole(left + right);
      case '-':
        return whole(left - right);
      case '*':
        return whole(left * right);
      case '/':
      case '%':
        if (right === 0n) {
          if (!run) return 0n;
          throw this.divisionByZero();
        }
        return whole(operator === '/' ? left / right : left % right);
      case '**': {
        if (right < 0n) this.fail('exponent less than 0');
        let value = 1n;
        let base = left;
        for (let power = right; power > 0n; power >>= 1n) {
          if (power & 1n) value = whole(value * base);
          base = whole(base * base);
        }
        return value;
      }
      case '<<':
        return whole(left << (right & 63n));
      case '>>':
        return whole(left >> (right & 63n));
      case '&':
        return left & right;
      case '|':
        return left | right;
      case '^':
        return left ^ right;
      case '==':
        return truth(left === right);
      case '!=':
        return truth(left !== right);
      case '<':
        return truth(left < right);
      case '>':
        return truth(left > right);
      case '<=':
        return truth(left <= right);
      default:
        return truth(left >= right);
    }
  }
}
