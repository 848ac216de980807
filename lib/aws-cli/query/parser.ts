import { CommandError } from '../errors/command-error';
import { repr, str } from '../python/text';
import type { Value } from '../python/value';
import { type Token, type TokenType, tokens } from './lexer';
import { QuerySyntaxError } from './syntax-error';

export type Comparator = 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte';

/** A parsed expression. */
export type Node =
  | { type: 'identity' }
  | { type: 'field'; name: string }
  | { type: 'literal'; value: Value }
  | { type: 'index'; index: bigint }
  | { type: 'slice'; start: bigint | null; stop: bigint | null; step: bigint | null }
  /** Each part is applied to the result of the part before. */
  | { type: 'chain'; kind: 'subexpression' | 'index' | 'pipe'; parts: Node[] }
  | { type: 'projection'; of: 'list' | 'values'; base: Node; each: Node }
  | { type: 'filter'; base: Node; condition: Node; each: Node }
  | { type: 'flatten'; base: Node }
  | { type: 'comparator'; operator: Comparator; left: Node; right: Node }
  | { type: 'or' | 'and'; left: Node; right: Node }
  | { type: 'not'; operand: Node }
  | { type: 'expref'; expression: Node }
  | { type: 'list'; items: readonly Node[] }
  | { type: 'hash'; entries: readonly (readonly [string, Node])[] }
  | { type: 'call'; name: string; args: readonly Node[] };

const IDENTITY: Node = { type: 'identity' };

/** How strongly a token binds what is to its left. */
const POWER: Readonly<Record<TokenType, number>> = {
  eof: 0,
  unquoted_identifier: 0,
  quoted_identifier: 0,
  literal: 0,
  rbracket: 0,
  rparen: 0,
  comma: 0,
  rbrace: 0,
  number: 0,
  current: 0,
  expref: 0,
  colon: 0,
  pipe: 1,
  or: 2,
  and: 3,
  eq: 5,
  gt: 5,
  lt: 5,
  gte: 5,
  lte: 5,
  ne: 5,
  flatten: 9,
  star: 20,
  filter: 21,
  dot: 40,
  not: 45,
  lbrace: 50,
  lbracket: 55,
  lparen: 60,
};
/** Tokens that bind less end a projection. */
const PROJECTION_STOP = 10;
/** The deepest nesting. Python's own limit is near it. */
const DEEPEST = 300;

/**
 * Reads a JMESPath expression by operator precedence.
 * @throws QuerySyntaxError
 */
export function parse(expression: string): Node {
  return new Parser(expression).parse();
}

class Parser {
  private readonly tokens: readonly Token[];
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {
    this.tokens = tokens(text);
  }

  parse(): Node {
    const node = this.expression(0);
    if (this.type() !== 'eof') throw this.error(this.token(), `Unexpected token: ${str(this.token().value)}`);
    return node;
  }

  private token(offset = 0): Token {
    return this.tokens[this.at + offset] ?? { type: 'eof', value: '', start: [...this.text].length };
  }

  private type(offset = 0): TokenType {
    return this.token(offset).type;
  }

  private expression(power: number): Node {
    if (++this.depth > DEEPEST) throw new CommandError(255, 'maximum recursion depth exceeded');
    const first = this.token();
    this.at++;
    let left = this.beginning(first);
    while (power < POWER[this.type()]) left = this.continuation(left);
    this.depth--;
    return left;
  }

  /** Reads what begins with a token. */
  private beginning(token: Token): Node {
    switch (token.type) {
      case 'literal':
        return { type: 'literal', value: token.value };
      case 'unquoted_identifier':
        return { type: 'field', name: str(token.value) };
      case 'quoted_identifier':
        if (this.type() === 'lparen') {
          throw this.error({ ...this.token(), start: 0 }, 'Quoted identifier not allowed for function names.');
        }
        return { type: 'field', name: str(token.value) };
      case 'star':
        return {
          type: 'projection',
          of: 'values',
          base: IDENTITY,
          each: this.type() === 'rbracket' ? IDENTITY : this.projected('star'),
        };
      case 'filter':
        return this.filter(IDENTITY);
      case 'lbrace':
        return this.hash();
      case 'lparen': {
        const inner = this.expression(0);
        this.match('rparen');
        return inner;
      }
      case 'flatten':
        return this.flatten(IDENTITY);
      case 'not':
        return { type: 'not', operand: this.expression(POWER.not) };
      case 'lbracket':
        if (this.type() === 'number' || this.type() === 'colon') return this.indexed(IDENTITY);
        if (this.type() === 'star' && this.type(1) === 'rbracket') {
          this.at += 2;
          return { type: 'projection', of: 'list', base: IDENTITY, each: this.projected('star') };
        }
        return this.list();
      case 'current':
        return IDENTITY;
      case 'expref':
        return { type: 'expref', expression: this.expression(POWER.expref) };
      case 'eof':
        throw this.incomplete();
      default:
        throw this.error(token, 'invalid token');
    }
  }

  /** Reads an operator and what follows it. */
  private continuation(left: Node): Node {
    const token = this.token();
    switch (token.type) {
      case 'dot':
        this.at++;
        if (this.type() === 'star') {
          this.at++;
          return { type: 'projection', of: 'values', base: left, each: this.projected('dot') };
        }
        return chained('subexpression', left, this.afterDot('dot'));
      case 'pipe':
        this.at++;
        return { type: 'chain', kind: 'pipe', parts: [left, this.expression(POWER.pipe)] };
      case 'or':
      case 'and':
        this.at++;
        return { type: token.type, left, right: this.expression(POWER[token.type]) };
      case 'lparen':
        this.at++;
        return this.call(left);
      case 'filter':
        this.at++;
        return this.filter(left);
      case 'eq':
      case 'ne':
      case 'lt':
      case 'lte':
      case 'gt':
      case 'gte':
        this.at++;
        return { type: 'comparator', operator: token.type, left, right: this.expression(POWER[token.type]) };
      case 'flatten':
        this.at++;
        return this.flatten(left);
      case 'lbracket':
        this.at++;
        if (this.type() === 'number' || this.type() === 'colon') return this.indexed(left);
        this.match('star');
        this.match('rbracket');
        return { type: 'projection', of: 'list', base: left, each: this.projected('star') };
      default:
        throw this.error(token, 'invalid token');
    }
  }

  private flatten(base: Node): Node {
    return { type: 'projection', of: 'list', base: { type: 'flatten', base }, each: this.projected('flatten') };
  }

  private filter(base: Node): Node {
    const condition = this.expression(0);
    this.match('rbracket');
    const each = this.type() === 'flatten' ? IDENTITY : this.projected('filter');
    return { type: 'filter', base, condition, each };
  }

  private indexed(left: Node): Node {
    const right = this.type() === 'colon' || this.type(1) === 'colon' ? this.slice() : this.index();
    // Python's jmespath projects a slice, but not when it follows another index.
    if (left.type === 'chain' && left.kind === 'index') return chained('index', left, right);
    const chain: Node = { type: 'chain', kind: 'index', parts: [left, right] };
    return right.type === 'slice' ? { type: 'projection', of: 'list', base: chain, each: this.projected('star') } : chain;
  }

  private index(): Node {
    const index = this.numberHere();
    this.match('rbracket');
    return { type: 'index', index };
  }

  private numberHere(): bigint {
    const { value } = this.token();
    this.at++;
    return typeof value === 'bigint' ? value : 0n;
  }

  private slice(): Node {
    const parts: [bigint | null, bigint | null, bigint | null] = [null, null, null];
    let part = 0;
    while (this.type() !== 'rbracket') {
      if (this.type() === 'number') {
        parts[part] = this.numberHere();
      } else if (this.type() === 'colon' && part < 2) {
        part++;
        this.at++;
      } else {
        throw this.error(this.token(), 'syntax error');
      }
    }
    this.match('rbracket');
    return { type: 'slice', start: parts[0], stop: parts[1], step: parts[2] };
  }

  private call(left: Node): Node {
    if (left.type !== 'field') {
      const before = this.token(-2);
      throw this.error(before, `Invalid function name '${str(before.value)}'`);
    }
    const args: Node[] = [];
    while (this.type() !== 'rparen') {
      args.push(this.expression(0));
      if (this.type() === 'comma') this.at++;
    }
    this.match('rparen');
    return { type: 'call', name: left.name, args };
  }

  private list(): Node {
    const items: Node[] = [];
    for (;;) {
      items.push(this.expression(0));
      if (this.type() === 'rbracket') break;
      this.match('comma');
    }
    this.match('rbracket');
    return { type: 'list', items };
  }

  private hash(): Node {
    const entries: [string, Node][] = [];
    for (;;) {
      const key = this.token();
      if (key.type !== 'quoted_identifier' && key.type !== 'unquoted_identifier') {
        throw this.expected(['quoted_identifier', 'unquoted_identifier']);
      }
      this.at++;
      this.match('colon');
      entries.push([str(key.value), this.expression(0)]);
      if (this.type() === 'comma') {
        this.at++;
      } else if (this.type() === 'rbrace') {
        this.at++;
        return { type: 'hash', entries };
      }
    }
  }

  /** Reads what is applied to each element of a projection. */
  private projected(operator: TokenType): Node {
    if (POWER[this.type()] < PROJECTION_STOP) return IDENTITY;
    if (this.type() === 'lbracket' || this.type() === 'filter') return this.expression(POWER[operator]);
    if (this.type() !== 'dot') throw this.error(this.token(), 'syntax error');
    this.at++;
    return this.afterDot(operator);
  }

  private afterDot(operator: TokenType): Node {
    switch (this.type()) {
      case 'quoted_identifier':
      case 'unquoted_identifier':
      case 'star':
        return this.expression(POWER[operator]);
      case 'lbracket':
        this.at++;
        return this.list();
      case 'lbrace':
        this.at++;
        return this.hash();
      default: {
        const allowed = repr(['quoted_identifier', 'unquoted_identifier', 'lbracket', 'lbrace']);
        throw this.error(this.token(), `Expecting: ${allowed}, got: ${this.type()}`);
      }
    }
  }

  private match(type: TokenType): void {
    if (this.type() !== type) throw this.expected(type);
    this.at++;
  }

  private expected(types: Value): QuerySyntaxError {
    return this.type() === 'eof' ? this.incomplete() : this.error(this.token(), `Expecting: ${str(types)}, got: ${this.type()}`);
  }

  private error({ start, value, type }: Token, message: string): QuerySyntaxError {
    const place = `Parse error at column ${start}, token "${str(value)}" (${type.toUpperCase()})`;
    return new QuerySyntaxError(`${message}: ${place}, for expression:\n"${this.text}"\n${' '.repeat(start + 1)}^`);
  }

  private incomplete(): QuerySyntaxError {
    const caret = `${' '.repeat([...this.text].length + 1)}^`;
    return new QuerySyntaxError(`Invalid jmespath expression: Incomplete expression:\n"${this.text}"\n${caret}`);
  }
}

/** Appends a part to a chain of its kind, or begins one. */
function chained(kind: 'subexpression' | 'index', left: Node, right: Node): Node {
  if (left.type !== 'chain' || left.kind !== kind) return { type: 'chain', kind, parts: [left, right] };
  left.parts.push(right);
  return left;
}
