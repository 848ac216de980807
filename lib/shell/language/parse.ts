import {
  type AndOr,
  type ArrayItem,
  type Assignment,
  type Command,
  IncompleteText,
  type Pipeline,
  type Redirection,
  type Script,
  ShellSyntaxError,
  type Word,
} from './syntax';
import { TestReader } from './test-reader';

/** Words that begin or end compound commands where a command could begin. */
export const RESERVED: readonly string[] =
  'if then elif else fi for while until do done case esac in function select time { } ! [[ ]]'.split(' ');
const CLOSING = new Set(['then', 'elif', 'else', 'fi', 'do', 'done', 'esac', '}']);
/** Commands whose arguments can be assignments of arrays. */
const DECLARING = new Set(['declare', 'typeset', 'local', 'export', 'readonly']);
const LONGEST_TEXT = 1 << 18;

/** A compound command before its redirections are read. */
type Unredirected = Command extends infer One ? (One extends Command ? Omit<One, 'redirections'> : never) : never;

/** The aliases by name. */
export type Aliases = ReadonlyMap<string, string>;

/**
 * Parses a text one complete line at a time, so that aliases that a line defines hold for the next.
 *
 * @throws ShellSyntaxError, or IncompleteText if the text ends too early
 */
export class Parser extends TestReader {
  private readonly aliases: Aliases;
  /** The aliases that are being replaced, with the place where their text ends. */
  private replaced: { name: string; end: number }[] = [];

  constructor(source: string, aliases: Aliases = new Map(), line = 1) {
    super(source, line);
    this.aliases = aliases;
  }

  /** Returns the commands of the next line that has some, or null at the end. */
  nextLine(): Script | null {
    if (this.source.length > LONGEST_TEXT) throw new ShellSyntaxError('the text is longer than 256 KiB');
    this.skipNewlines();
    if (this.atEnd()) return null;
    const script: AndOr[] = [];
    for (;;) {
      script.push(this.andOr());
      this.skipBlanks();
      if (this.peek() === '\n' || this.atEnd()) break;
      if (this.separated) continue;
      this.unexpected();
    }
    if (this.peek() === '\n') this.newline();
    else if (this.hereDocuments.length > 0) this.newline();
    return script;
  }

  /** Returns the whole text as a script. */
  script(): Script {
    const lines: AndOr[] = [];
    for (let line = this.nextLine(); line !== null; line = this.nextLine()) lines.push(...line);
    return lines;
  }

  protected override nested(end: ')'): Script {
    const script = this.list([end]);
    this.expect(end);
    return script;
  }

  /** Reads commands up to a closing word or operator, which it leaves. */
  private list(ends: readonly string[]): AndOr[] {
    return this.inside(() => this.commandsUpTo(ends));
  }

  private commandsUpTo(ends: readonly string[]): AndOr[] {
    const script: AndOr[] = [];
    for (;;) {
      this.skipNewlines();
      if (this.atEnd()) throw new IncompleteText();
      if (this.closes(ends)) break;
      script.push(this.andOr());
      this.skipBlanks();
      if (!this.closes(ends) && this.peek() !== '\n' && !this.separated) {
        if (this.atEnd()) throw new IncompleteText();
        this.unexpected();
      }
    }
    return script;
  }

  private closes(ends: readonly string[]): boolean {
    this.skipBlanks();
    for (const end of ends) {
      if (end === ')' || end === ';;') {
        if (this.looksAt(end) || (end === ';;' && this.looksAt(';&'))) return true;
      } else if (this.reservedWord() === end) return true;
    }
    return false;
  }

  /** Requires commands, as between `then` and `fi`. */
  private body(...ends: string[]): Script {
    const script = this.list(ends);
    if (script.length === 0) this.unexpected();
    return script;
  }

  /** True if `;`, `&` or a line end came after the last command. */
  private separated = false;

  private andOr(): AndOr {
    const first = this.pipeline();
    const rest: { operator: '&&' | '||'; pipeline: Pipeline }[] = [];
    this.separated = false;
    for (;;) {
      this.skipBlanks();
      if (this.looksAt('&&') || this.looksAt('||')) {
        const operator = this.take(2) as '&&' | '||';
        this.skipNewlines();
        if (this.atEnd()) throw new IncompleteText();
        rest.push({ operator, pipeline: this.pipeline() });
        continue;
      }
      if (this.looksAt('&') && !this.looksAt('&>')) {
        this.take(1);
        this.separated = true;
        return { first, rest, background: true };
      }
      if (this.looksAt(';') && !this.looksAt(';;') && !this.looksAt(';&')) {
        this.take(1);
        this.separated = true;
      }
      return { first, rest, background: false };
    }
  }

  private pipeline(): Pipeline {
    let negated = false;
    let timed = false;
    for (;;) {
      const word = this.reservedWord();
      if (word === '!') negated = !negated;
      else if (word === 'time') {
        timed = true;
        this.takeWord(word);
        this.skipBlanks();
        if (this.looksAt('-p') && /[\s]/.test(this.source[this.at + 2] ?? '\n')) this.take(2);
        this.skipBlanks();
        if (this.atEnd() || this.peek() === '\n' || this.peek() === ';') return { commands: [], negated, timed, errorsToo: [] };
        continue;
      } else break;
      this.takeWord(word);
    }
    const commands = [this.command()];
    const errorsToo: boolean[] = [];
    for (;;) {
      this.skipBlanks();
      if (this.looksAt('|') && !this.looksAt('||')) {
        const errors = this.looksAt('|&');
        this.take(errors ? 2 : 1);
        errorsToo.push(errors);
        this.skipNewlines();
        if (this.atEnd()) throw new IncompleteText();
        commands.push(this.command());
      } else break;
    }
    return { commands, negated, timed, errorsToo };
  }

  private command(): Command {
    this.skipBlanks();
    this.expandAlias();
    const line = this.line;
    const word = this.reservedWord();
    if (word !== null && CLOSING.has(word)) this.unexpected();
    const compound = this.compound(word, line);
    if (!compound) return this.simple(line);
    const redirections: Redirection[] = [];
    for (let next = this.redirection(); next; next = this.redirection()) redirections.push(next);
    return { ...compound, redirections };
  }

  private compound(word: string | null, line: number): Unredirected | null {
    if (this.looksAt('((')) {
      const expression = this.tryArithmetic();
      if (expression) return { kind: 'arithmetic', expression, line };
    }
    if (this.looksAt('(')) {
      this.take(1);
      const body = this.list([')']);
      if (body.length === 0) this.unexpected();
      this.expect(')');
      return { kind: 'subshell', body, line };
    }
    switch (word) {
      case '{': {
        this.takeWord(word);
        const body = this.body('}');
        this.takeWord('}');
        return { kind: 'group', body, line };
      }
      case 'if':
        return { ...this.ifCommand(), line };
      case 'while':
      case 'until': {
        this.takeWord(word);
        const condition = this.body('do');
        return { kind: 'loop', until: word === 'until', condition, body: this.doDone(), line };
      }
      case 'for':
      case 'select':
        return { ...this.forCommand(word), line };
      case 'case':
        return { ...this.caseCommand(), line };
      case '[[': {
        this.takeWord(word);
        const test = this.testOr();
        this.skipTestBlanks();
        if (!this.looksAt(']]')) this.unexpected();
        this.take(2);
        return { kind: 'test', test, line };
      }
      case 'function': {
        const start = this.at;
        this.takeWord(word);
        this.skipBlanks();
        const name = this.plainWord();
        if (!name) this.unexpected();
        this.skipBlanks();
        if (this.looksAt('(')) this.takeParentheses();
        return this.functionBody(name, start, line);
      }
      default:
        return this.functionDefinition(line);
    }
  }

  private functionDefinition(line: number): Unredirected | null {
    const match = /[^\s|&;()<>$`"'\\={}[\]#*?~]+[ \t]*\([ \t]*\)/y;
    match.lastIndex = this.at;
    const found = match.exec(this.source);
    if (!found) return null;
    const start = this.at;
    const name = found[0].slice(0, found[0].indexOf('(')).trim();
    this.take(found[0].length);
    return this.functionBody(name, start, line);
  }

  private functionBody(name: string, start: number, line: number): Unredirected {
    this.skipNewlines();
    if (this.atEnd()) throw new IncompleteText();
    const body = this.inside(() => this.command());
    if (body.kind === 'simple' || body.kind === 'function') this.unexpected();
    return { kind: 'function', name, body, source: this.source.slice(start, this.at), line };
  }

  private takeParentheses(): void {
    this.take(1);
    this.skipBlanks();
    this.expect(')');
  }

  private ifCommand() {
    const branches: { condition: Script; body: Script }[] = [];
    this.takeWord('if');
    for (;;) {
      const condition = this.body('then');
      this.takeWord('then');
      branches.push({ condition, body: this.body('elif', 'else', 'fi') });
      const word = this.reservedWord();
      if (word === 'elif') {
        this.takeWord(word);
        continue;
      }
      let otherwise: Script | undefined;
      if (word === 'else') {
        this.takeWord(word);
        otherwise = this.body('fi');
      }
      this.takeWord('fi');
      return { kind: 'if' as const, branches, ...(otherwise && { otherwise }) };
    }
  }

  private doDone(): Script {
    this.skipNewlines();
    if (this.atEnd()) throw new IncompleteText();
    if (this.reservedWord() !== 'do') this.unexpected();
    this.takeWord('do');
    const body = this.body('done');
    this.takeWord('done');
    return body;
  }

  private forCommand(kind: 'for' | 'select') {
    this.takeWord(kind);
    this.skipBlanks();
    if (this.looksAt('((')) {
      const parts = this.arithmeticParts();
      this.skipBlanks();
      if (this.looksAt(';')) this.take(1);
      this.skipNewlines();
      const [start = [], condition = [], step = []] = parts;
      return { kind: 'count' as const, start, condition, step, body: this.doOrGroup() };
    }
    const name = this.plainWord();
    if (!/^[A-Za-z_]\w*$/.test(name)) {
      if (this.atEnd()) throw new IncompleteText();
      throw new ShellSyntaxError(`\`${name}': not a valid identifier`, 1);
    }
    this.skipNewlines();
    let words: Word[] | null = null;
    if (this.reservedWord() === 'in') {
      this.takeWord('in');
      words = [];
      for (let word = this.nextWord(); word; word = this.nextWord()) words.push(word);
    }
    this.skipBlanks();
    if (this.looksAt(';') && !this.looksAt(';;')) this.take(1);
    this.skipNewlines();
    return { kind, name, words, body: this.doOrGroup() };
  }

  private doOrGroup(): Script {
    if (this.reservedWord() !== '{') return this.doDone();
    this.takeWord('{');
    const body = this.body('}');
    this.takeWord('}');
    return body;
  }

  private caseCommand() {
    this.takeWord('case');
    this.skipBlanks();
    const word = this.nextWord();
    if (!word) this.unexpected();
    this.skipNewlines();
    if (this.atEnd()) throw new IncompleteText();
    if (this.reservedWord() !== 'in') this.unexpected();
    this.takeWord('in');
    const items: { patterns: Word[]; body: Script; end: ';;' | ';&' | ';;&' }[] = [];
    for (;;) {
      this.skipNewlines();
      if (this.atEnd()) throw new IncompleteText();
      if (this.reservedWord() === 'esac') break;
      if (this.looksAt('(')) this.take(1);
      const patterns: Word[] = [];
      for (;;) {
        this.skipBlanks();
        const pattern = this.nextWord();
        if (!pattern) this.unexpected();
        patterns.push(pattern);
        this.skipBlanks();
        if (!this.looksAt('|')) break;
        this.take(1);
      }
      this.expect(')');
      const body = this.list([';;', 'esac']);
      let end: ';;' | ';&' | ';;&' = ';;';
      for (const mark of [';;&', ';;', ';&'] as const) {
        if (!this.looksAt(mark)) continue;
        end = mark;
        this.take(mark.length);
        break;
      }
      items.push({ patterns, body, end });
    }
    this.takeWord('esac');
    return { kind: 'case' as const, word, items };
  }

  private simple(line: number): Command {
    const assignments: Assignment[] = [];
    const words: Word[] = [];
    const declared = new Map<number, Assignment>();
    const redirections: Redirection[] = [];
    let declaring = false;
    for (;;) {
      this.skipBlanks();
      const redirection = this.redirection();
      if (redirection) {
        redirections.push(redirection);
        continue;
      }
      if (words.length === 0 || declaring) {
        const assignment = this.assignment(declaring);
        if (assignment) {
          if (!declaring) assignments.push(assignment);
          else {
            declared.set(words.length, assignment);
            words.push([]);
          }
          continue;
        }
      }
      if (words.length === 0 && (assignments.length > 0 || redirections.length > 0)) this.expandAlias();
      const word = this.nextWord();
      if (!word) break;
      words.push(word);
      if (words.length === 1 && DECLARING.has(plainText(word) ?? '')) declaring = true;
    }
    if (words.length === 0 && assignments.length === 0 && redirections.length === 0) {
      if (this.atEnd()) throw new IncompleteText();
      this.unexpected();
    }
    this.skipBlanks();
    if (this.looksAt('(')) this.unexpected();
    return { kind: 'simple', assignments, words, declared, redirections, line };
  }

  private assignment(_declaring: boolean): Assignment | null {
    const head = /([A-Za-z_]\w*)(\[)?/y;
    head.lastIndex = this.at;
    const found = head.exec(this.source);
    if (!found) return null;
    const start = this.at;
    let at = head.lastIndex;
    let index: Word | undefined;
    if (found[2]) {
      this.at = at;
      const inner = this.bracketed();
      if (!inner) {
        this.at = start;
        return null;
      }
      index = inner;
      at = this.at;
    }
    const append = this.source.startsWith('+=', at);
    if (!append && this.source[at] !== '=') {
      this.at = start;
      return null;
    }
    this.at = at + (append ? 2 : 1);
    const name = found[1] as string;
    if (this.peek() === '(' && !index) return { name, append, value: this.arrayItems(), isArray: true };
    const value = this.wordHere() ?? [];
    return { name, append, value, isArray: false, ...(index && { index }) };
  }

  private arrayItems(): ArrayItem[] {
    this.take(1);
    const items: ArrayItem[] = [];
    for (;;) {
      this.skipNewlines();
      if (this.atEnd()) throw new IncompleteText();
      if (this.looksAt(')')) break;
      if (this.looksAt('[')) {
        const start = this.at;
        this.take(1);
        const index = this.bracketed();
        if (index && this.peek() === '=') {
          this.take(1);
          items.push({ index, value: this.wordHere() ?? [] });
          continue;
        }
        this.at = start;
      }
      const value = this.nextWord();
      if (!value) this.unexpected();
      items.push({ value });
    }
    this.take(1);
    return items;
  }

  private redirection(): Redirection | null {
    this.skipBlanks();
    const operators = /(\d+)?(<<<|<<-|<<|<>|<&|>>|>\||>&|>|<)|&>>|&>/y;
    operators.lastIndex = this.at;
    const found = operators.exec(this.source);
    if (!found) return null;
    const operator = found[2] ?? found[0];
    if ((operator === '<' || operator === '>') && !found[1] && this.source[operators.lastIndex] === '(') {
      if (operator === '<') return null;
      throw new ShellSyntaxError('>(…) is not available in this shell');
    }
    this.take(found[0].length);
    const fd = found[1] === undefined ? null : Number(found[1]);
    if (fd !== null && fd > 63) throw new ShellSyntaxError(`${fd}: Bad file descriptor`);
    this.skipBlanks();
    if (operator === '<<' || operator === '<<-')
      return { fd, operator: '<<', target: this.hereDocument(operator === '<<-'), source: '' };
    const start = this.at;
    const target = this.nextWord();
    if (!target) {
      if (this.atEnd() && this.peekBack() === '\\') throw new IncompleteText();
      this.unexpected();
    }
    return { fd, operator: operator as Redirection['operator'], target, source: this.source.slice(start, this.at) };
  }

  /** Replaces an alias at the cursor by its text. */
  private expandAlias(): void {
    if (this.aliases.size === 0) return;
    for (;;) {
      this.skipBlanks();
      const match = /[^\s|&;()<>$`"'\\]+/y;
      match.lastIndex = this.at;
      const name = match.exec(this.source)?.[0];
      const text = name === undefined ? undefined : this.aliases.get(name);
      this.replaced = this.replaced.filter(({ end }) => end > this.at);
      if (name === undefined || text === undefined || this.replaced.some((one) => one.name === name)) return;
      this.source = this.source.slice(0, this.at) + text + this.source.slice(this.at + name.length);
      const grown = text.length - name.length;
      this.replaced = this.replaced.map((one) => ({ ...one, end: one.end + grown }));
      this.replaced.push({ name, end: this.at + text.length });
      if (this.source.length > LONGEST_TEXT) throw new ShellSyntaxError('aliases are too long');
    }
  }

  private reservedWord(): string | null {
    this.skipBlanks();
    const match = /(?:[a-z]+|[{}!]|\[\[)(?=[\s;|&()<>]|$)/y;
    match.lastIndex = this.at;
    const word = match.exec(this.source)?.[0];
    return word !== undefined && RESERVED.includes(word) ? word : null;
  }

  private takeWord(word: string): void {
    this.skipBlanks();
    if (!this.looksAt(word)) {
      if (this.atEnd()) throw new IncompleteText();
      this.unexpected();
    }
    this.take(word.length);
  }
}

/** Returns the text of a word without quotation marks and expansions, else null. */
function plainText(word: Word): string | null {
  const [part, ...rest] = word;
  return rest.length === 0 && part?.kind === 'text' && !part.quoted ? part.text : null;
}
