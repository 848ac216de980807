import { floatText } from '../python/text';
import { compareTexts, type Dict, isDict, isList, type Value } from '../python/value';
import type { Chunks } from './chunks';

/** The column after which a text is folded at its next blank. */
const FOLD = 80;
const STEP = 2;
/** The longest key, in bytes, that is written on the line of its value. */
const LONGEST_SIMPLE_KEY = 128;

/** Writes a list or a dict as `--output yaml` does, which is how libyaml writes it: keys sorted, and lists not indented. */
export function* yamlChunks(value: readonly Value[] | Dict): Chunks {
  yield* new Emitter(anchorsOf(value)).document(value);
}

type Container = readonly Value[] | Dict;
type Place = 'root' | 'list' | 'key' | 'value';

/** Names the lists and dicts that occur more than once. They are written once and referred to later. */
function anchorsOf(root: Value): ReadonlyMap<Container, string> {
  const seen = new Set<Container>();
  const anchors = new Map<Container, string>();
  const visit = (value: Value): void => {
    if (!isDict(value) && !isList(value)) return;
    if (seen.has(value)) {
      if (!anchors.has(value)) anchors.set(value, `id${String(anchors.size + 1).padStart(3, '0')}`);
      return;
    }
    seen.add(value);
    if (isList(value)) for (const item of value) visit(item);
    else for (const [, member] of sortedEntries(value)) visit(member);
  };
  visit(root);
  return anchors;
}

const sortedEntries = (dict: Dict): (readonly [string, Value])[] => [...dict].sort(([a], [b]) => compareTexts(a, b));

/** The state of libyaml's emitter: the place on the line decides about blanks, line ends and folds. */
class Emitter {
  private column = 0;
  private indent = -1;
  /** True if the last character was a blank or belongs to an indentation. */
  private blank = true;
  /** True if the line has nothing but indentation and indicators. */
  private indentation = true;
  private readonly written = new Set<Container>();
  private out = '';

  constructor(private readonly anchors: ReadonlyMap<Container, string>) {}

  *document(value: Container): Chunks {
    yield* this.node(value, 'root', false);
    this.newLine(0);
    yield this.flush();
  }

  private flush(): string {
    const text = this.out;
    this.out = '';
    return text;
  }

  private *node(value: Value, place: Place, simpleKey: boolean): Chunks {
    const { text, plain } = isDict(value) || isList(value) ? { text: '', plain: true } : scalarText(value);
    if (!isDict(value) && !isList(value)) {
      this.scalar(text, plain, simpleKey);
      return;
    }
    const anchor = this.anchors.get(value);
    if (anchor !== undefined) {
      if (this.written.has(value)) {
        this.indicator(`*${anchor}`, true, false, false);
        return;
      }
      this.written.add(value);
      this.indicator(`&${anchor}`, true, false, false);
    }
    if (isList(value) ? value.length === 0 : value.size === 0) {
      this.indicator(isList(value) ? '[' : '{', true, true, false);
      this.indicator(isList(value) ? ']' : '}', false, false, false);
      return;
    }
    const outer = this.indent;
    if (isList(value)) {
      const under = place === 'value' && !this.indentation;
      if (this.indent < 0) this.indent = 0;
      else if (!under) this.indent += STEP;
      for (const item of value) {
        this.newLine(this.indent);
        this.indicator('-', true, false, true);
        yield* this.node(item, 'list', false);
        yield this.flush();
      }
    } else {
      this.indent = this.indent < 0 ? 0 : this.indent + STEP;
      for (const [key, member] of sortedEntries(value)) {
        this.newLine(this.indent);
        if (isSimpleKey(key)) {
          yield* this.node(key, 'key', true);
          this.indicator(':', false, false, false);
        } else {
          this.indicator('?', true, false, true);
          yield* this.node(key, 'key', false);
          this.newLine(this.indent);
          this.indicator(':', true, false, true);
        }
        yield* this.node(member, 'value', false);
        yield this.flush();
      }
    }
    this.indent = outer;
  }

  private put(char: string): void {
    this.out += char;
    this.column++;
  }

  private lineEnd(char = '\n'): void {
    this.out += char;
    this.column = 0;
  }

  private indicator(text: string, needsBlank: boolean, isBlank: boolean, isIndentation: boolean): void {
    if (needsBlank && !this.blank) this.put(' ');
    this.out += text;
    this.column += text.length;
    this.blank = isBlank;
    this.indentation &&= isIndentation;
  }

  private newLine(indent: number): void {
    if (!this.indentation || this.column > indent || (this.column === indent && !this.blank)) this.lineEnd();
    while (this.column < indent) this.put(' ');
    this.blank = true;
    this.indentation = true;
  }

  private scalar(text: string, plain: boolean, simpleKey: boolean): void {
    const style = styleOf(text, plain, simpleKey);
    const outer = this.indent;
    this.indent = this.indent < 0 ? STEP : this.indent + STEP;
    if (style === 'plain') this.plain(text, !simpleKey);
    else if (style === 'single') this.singleQuoted([...text], !simpleKey);
    else this.doubleQuoted([...text], !simpleKey);
    this.blank = false;
    this.indentation = false;
    this.indent = outer;
  }

  private plain(text: string, folds: boolean): void {
    if (!this.blank && text.length > 0) this.put(' ');
    // Plain texts have no line ends. Most need no fold either.
    const length = codePoints(text);
    if (!folds || this.column + length <= FOLD) {
      this.out += text;
      this.column += length;
      return;
    }
    let afterBlank = false;
    const chars = [...text];
    for (const [i, char] of chars.entries()) {
      if (char === ' ' && !afterBlank && this.column > FOLD && chars[i + 1] !== ' ') this.newLine(this.indent);
      else this.put(char);
      afterBlank = char === ' ';
    }
  }

  private singleQuoted(chars: readonly string[], folds: boolean): void {
    this.indicator("'", true, false, false);
    let [afterBlank, afterBreak] = [false, false];
    for (const [i, char] of chars.entries()) {
      if (char === ' ') {
        const inside = i > 0 && i < chars.length - 1;
        if (folds && !afterBlank && this.column > FOLD && inside && chars[i + 1] !== ' ') this.newLine(this.indent);
        else this.put(char);
        afterBlank = true;
      } else if (isBreak(char)) {
        if (!afterBreak && char === '\n') this.lineEnd();
        this.lineEnd(char);
        this.indentation = true;
        afterBreak = true;
      } else {
        if (afterBreak) this.newLine(this.indent);
        if (char === "'") this.put("'");
        this.put(char);
        this.indentation = false;
        [afterBlank, afterBreak] = [false, false];
      }
    }
    if (afterBreak) this.newLine(this.indent);
    this.indicator("'", false, false, false);
  }

  private doubleQuoted(chars: readonly string[], folds: boolean): void {
    this.indicator('"', true, false, false);
    let afterBlank = false;
    for (const [i, char] of chars.entries()) {
      if (!isPrintable(char) || isBreak(char) || char === '"' || char === '\\' || char === '\ufeff') {
        for (const each of escaped(char)) this.put(each);
        afterBlank = false;
      } else if (char === ' ') {
        if (folds && !afterBlank && this.column > FOLD && i > 0 && i < chars.length - 1) {
          this.newLine(this.indent);
          if (chars[i + 1] === ' ') this.put('\\');
        } else this.put(char);
        afterBlank = true;
      } else {
        this.put(char);
        afterBlank = false;
      }
    }
    this.indicator('"', false, false, false);
  }
}

/** Returns the text of a scalar, and whether it is read back as the same value without quotes. */
function scalarText(value: null | boolean | bigint | number | string): { text: string; plain: boolean } {
  if (typeof value === 'string') return { text: value, plain: !looksLikeAnotherType(value) };
  if (typeof value !== 'number') return { text: String(value), plain: true };
  if (Number.isNaN(value)) return { text: '.nan', plain: true };
  return { text: Number.isFinite(value) ? floatText(value) : value > 0 ? '.inf' : '-.inf', plain: true };
}

/** The texts that YAML 1.2 reads as something else, as ruamel.yaml knows them. */
const OTHER_TYPES: readonly RegExp[] = [
  /^(?:true|True|TRUE|false|False|FALSE)$/,
  /^(?:~|null|Null|NULL|)$/,
  /^<<$/,
  /^=$/,
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+|[-+]?\.[0-9_]+(?:[eE][-+][0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  /^(?:[-+]?0b[0-1_]+|[-+]?0o?[0-7_]+|[-+]?[0-9_]+|[-+]?0x[0-9a-fA-F_]+)$/,
  /^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9][0-9]?-[0-9][0-9]?(?:[Tt]|[ \t]+)[0-9][0-9]?:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9][0-9]?(?::[0-9][0-9])?))?)$/,
];

function looksLikeAnotherType(text: string): boolean {
  // A type is looked for by the first character of a text.
  if (text !== '' && !/^[-+0-9.tTfFnN~<=]/.test(text)) return false;
  return OTHER_TYPES.some((pattern) => pattern.test(text));
}

type Style = 'plain' | 'single' | 'double';

function styleOf(text: string, plain: boolean, simpleKey: boolean): Style {
  const allowed = allowedStyles(text);
  if (allowed.plain && plain && !(text === '' && simpleKey)) return 'plain';
  return allowed.single ? 'single' : 'double';
}

const ORDINARY = /^[A-Za-z0-9/+=_.(][A-Za-z0-9/+=_.:()-]*$/;

/** Finds out which styles can hold a text, as libyaml's analysis of scalars does for block collections. */
function allowedStyles(text: string): { plain: boolean; single: boolean } {
  if (text === '') return { plain: true, single: true };
  if (ORDINARY.test(text) && !text.endsWith(':') && !text.startsWith('...')) return { plain: true, single: true };
  const chars = [...text];
  const first = chars[0] ?? '';
  const last = chars.at(-1) ?? '';
  let plain = !/^(?:---|\.\.\.)/.test(text) && !',#[]{}&*!|>\'"%@`'.includes(first);
  let single = true;
  for (const [i, char] of chars.entries()) {
    const [before, after] = [chars[i - 1], chars[i + 1]];
    if (char === ':' && endsWord(after)) plain = false;
    if (i === 0 && (char === '?' || char === '-') && endsWord(after)) plain = false;
    if (char === '#' && endsWord(before)) plain = false;
    if (isBreak(char)) {
      plain = false;
      if (before === ' ') single = false;
    }
    if (char === ' ' && before !== undefined && isBreak(before)) single = false;
    if (!isPrintable(char)) single = false;
  }
  if (first === ' ' || last === ' ') plain = false;
  return { plain: plain && single, single };
}

const isBreak = (char: string): boolean =>
  char === '\n' || char === '\r' || char === '\u0085' || char === '\u2028' || char === '\u2029';

/** True for the end of the text, blanks, line ends and, as libyaml marks an end with it, the character NUL. */
const endsWord = (char: string | undefined): boolean =>
  char === undefined || char === ' ' || char === '\t' || char === '\0' || isBreak(char);

/** The characters that libyaml writes as they are. Characters beyond the basic plane are escaped. */
const isPrintable = (char: string): boolean => /^[\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]$/.test(char);

function isSimpleKey(key: string): boolean {
  if (key.length > LONGEST_SIMPLE_KEY || new TextEncoder().encode(key).length > LONGEST_SIMPLE_KEY) return false;
  return ![...key].some(isBreak);
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '0',
  '\u0007': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\u001b': 'e',
  '"': '"',
  '\\': '\\',
  '\u0085': 'N',
  '\u00a0': '_',
  '\u2028': 'L',
  '\u2029': 'P',
};

function escaped(char: string): string {
  const short = ESCAPES[char];
  if (short !== undefined) return `\\${short}`;
  const code = char.codePointAt(0) ?? 0;
  const [letter, digits] = code <= 0xff ? ['x', 2] : code <= 0xffff ? ['u', 4] : ['U', 8];
  return `\\${letter}${code.toString(16).toUpperCase().padStart(Number(digits), '0')}`;
}

function codePoints(text: string): number {
  let pairs = 0;
  for (let i = 0; i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) === 0xdc00) pairs++;
  return text.length - pairs;
}
