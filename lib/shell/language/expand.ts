import { resolvePath } from '../files/file-tree';
import { calculate } from './arithmetic';
import { expandBraces } from './braces';
import { cEscapes } from './c-escapes';
import type { Context } from './context';
import { expandPaths } from './glob';
import { escapePattern, hasWildcards, Pattern } from './pattern';
import { type Field, type Piece, splitFields } from './split';
import { FatalShellError } from './state';
import type { Parameter, Part, Word } from './syntax';
import { attributesOf, element, elementsOf, keysAndValues, numbersOf, setElement } from './variables';

/** Expands words into the arguments of a command. */
export async function expandWords(context: Context, words: readonly Word[]): Promise<string[]> {
  const results: string[] = [];
  for (const word of words) {
    for (const one of expandBraces(word)) {
      await context.shared.budget.breathe();
      const fields = splitFields(await pieces(context, tilde(context, one, false), false), separators(context));
      for (const field of fields) results.push(...pathsOf(context, field));
    }
  }
  return results;
}

/** Expands a word into one text, as in an assignment. */
export async function expandText(context: Context, word: Word, { assignment = false } = {}): Promise<string> {
  const expanded = await pieces(context, tilde(context, word, assignment), false);
  return expanded.map((piece) => (piece === 'next' ? ' ' : piece.text)).join('');
}

/** Expands a word into a pattern, in which quoted characters stand for themselves. */
export async function expandPattern(context: Context, word: Word): Promise<Pattern> {
  return new Pattern(await patternText(context, word), { ignoreCase: context.state.options.nocasematch });
}

/** Expands a word into the text of a regular expression, in which quoted characters stand for themselves. */
export async function expandExpression(context: Context, word: Word): Promise<string> {
  const expanded = await pieces(context, word, false);
  return expanded
    .map((piece) => (piece === 'next' ? ' ' : piece.quoted ? piece.text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&') : piece.text))
    .join('');
}

/** Calculates an expression after its expansions. */
export async function expandNumber(context: Context, word: Word): Promise<bigint> {
  return calculate(await expandText(context, word), numbersOf(context.state));
}

async function patternText(context: Context, word: Word): Promise<string> {
  const expanded = await pieces(context, tilde(context, word, false), false);
  return expanded.map((piece) => (piece === 'next' ? ' ' : piece.quoted ? escapePattern(piece.text) : piece.text)).join('');
}

function pathsOf(context: Context, field: Field): string[] {
  const plain = field.map(({ text }) => text).join('');
  if (context.state.options.noglob || !field.some(({ text, quoted }) => !quoted && /[*?[]/.test(text))) return [plain];
  const pattern = field.map(({ text, quoted }) => (quoted ? escapePattern(text) : text)).join('');
  if (!hasWildcards(field.map(({ text, quoted }) => (quoted ? 'q'.repeat(text.length) : text)).join(''))) return [plain];
  const found = expandPaths(pattern, {
    files: context.shared.files,
    cwd: context.state.cwd,
    dotglob: context.state.options.dotglob,
  });
  if (found.length > 0) return found;
  return context.state.options.nullglob ? [] : [plain];
}

function separators(context: Context): string {
  return context.state.get('IFS') ?? ' \t\n';
}

function tilde(context: Context, word: Word, assignment: boolean): Word {
  const [first, ...rest] = word;
  if (first?.kind !== 'text' || first.quoted || !first.text.includes('~')) return word;
  const expand = (text: string, complete: boolean): string => {
    const end = text.indexOf('/');
    if (!text.startsWith('~') || (end === -1 && !complete)) return text;
    const name = text.slice(1, end === -1 ? undefined : end);
    const folder =
      name === ''
        ? (context.state.get('HOME') ?? '/')
        : name === '+'
          ? context.state.cwd
          : name === '-'
            ? context.state.get('OLDPWD')
            : null;
    return folder === null ? text : folder + (end === -1 ? '' : text.slice(end));
  };
  const declares = !assignment && /^[A-Za-z_]\w*=~/.test(first.text);
  const texts = assignment ? first.text.split(':') : declares ? first.text.split(/(?<==)/) : [first.text];
  const expanded = texts
    .map((text, index) => expand(text, index < texts.length - 1 || rest.length === 0))
    .join(assignment ? ':' : '');
  return expanded === first.text ? word : [{ kind: 'text', text: expanded, quoted: true }, ...rest];
}

/** Expands the parts of a word. `next` begins another field, as between the values of `"$@"`. */
async function pieces(context: Context, word: Word, quoted: boolean): Promise<Piece[]> {
  const results: Piece[] = [];
  const pause = context.shared.budget.breathe();
  if (pause) await pause;
  for (const part of word) results.push(...(await piecesOf(context, part, quoted)));
  return results;
}

async function piecesOf(context: Context, part: Part, quoted: boolean): Promise<Piece[]> {
  switch (part.kind) {
    case 'text':
      return [{ text: part.text, quoted: quoted || part.quoted, split: false }];
    case 'quotes': {
      if (part.parts.length === 0) return [{ text: '', quoted: true, split: false }];
      const results: Piece[] = [];
      let hasEmptyList = false;
      for (const inner of part.parts) {
        const expanded = await piecesOf(context, inner, true);
        if (expanded.length === 0) hasEmptyList = true;
        results.push(...expanded);
      }
      // Without positional parameters, `"$@"` is no word, and neither is it beside empty values.
      return hasEmptyList && results.every((piece) => piece !== 'next' && piece.text === '') ? [] : results;
    }
    case 'command': {
      const text = await context.shared.substitute(context, part.script);
      return [{ text, quoted, split: !quoted }];
    }
    case 'arithmetic':
      return [{ text: String(await expandNumber(context, part.expression)), quoted, split: !quoted }];
    case 'process':
      return [{ text: await context.shared.processFile(context, part.script), quoted: true, split: false }];
    case 'parameter':
      return expandParameter(context, part.parameter, quoted);
  }
}

type Value = { values: string[]; list: false | '@' | '*'; set: boolean };

async function expandParameter(context: Context, parameter: Parameter, quoted: boolean): Promise<Piece[]> {
  const { state } = context;
  if (parameter.bad !== undefined) throw new FatalShellError(`${parameter.bad}: bad substitution`);
  if (parameter.names) {
    const names = [...state.variables.keys()].filter((name) => name.startsWith(parameter.name)).sort();
    return listed(context, names, '@', quoted);
  }
  if (parameter.prefix === '!' && (parameter.index === '@' || parameter.index === '*')) {
    return listed(
      context,
      keysAndValues(state, parameter.name).map(([key]) => key),
      parameter.index,
      quoted,
    );
  }
  let target = parameter;
  if (parameter.prefix === '!') {
    const name = (await lookUp(context, parameter)).values[0] ?? '';
    const found = /^([A-Za-z_]\w*|[0-9@*#?$!-]|\d+)(?:\[(.*)\])?$/.exec(name);
    if (!found)
      throw new FatalShellError(name === '' ? `${parameter.name}: invalid indirect expansion` : `${name}: invalid variable name`);
    const index = found[2];
    target = { ...parameter, name: found[1] as string, prefix: undefined };
    if (index !== undefined)
      target.index = index === '@' || index === '*' ? index : [{ kind: 'text', text: index, quoted: true }];
  }
  const value = await lookUp(context, target);
  if (target.prefix === '#') {
    requireSet(context, target, value);
    const length = value.list ? value.values.length : [...(value.values[0] ?? '')].length;
    return [{ text: String(length), quoted, split: !quoted }];
  }
  const result = await operate(context, target, value, quoted);
  if (!Array.isArray(result)) return listed(context, result.values, result.list, quoted);
  return result;
}

/** Makes pieces of values: one of a single value, several of `$@`. */
function listed(context: Context, values: readonly string[], list: false | '@' | '*', quoted: boolean): Piece[] {
  if (list === '*' && quoted) {
    const separator = [...separators(context)][0] ?? '';
    return [{ text: values.join(separator), quoted, split: false }];
  }
  if (!list) return [{ text: values[0] ?? '', quoted, split: !quoted }];
  // Between bare values comes the first separator. One that is no blank makes a field of an empty value.
  const [separator = ''] = separators(context);
  const between: Piece = quoted || ' \t\n'.includes(separator) ? 'next' : { text: separator, quoted, split: true };
  return values.flatMap((text, index): Piece[] => [...(index > 0 ? [between] : []), { text, quoted, split: !quoted }]);
}

async function lookUp(context: Context, { name, index }: Parameter): Promise<Value> {
  const { state } = context;
  const one = (value: string | null): Value => ({ values: value === null ? [] : [value], list: false, set: value !== null });
  if (name === '@' || name === '*') return { values: state.positional, list: name, set: state.positional.length > 0 };
  if (index === '@' || index === '*') {
    const values = elementsOf(state, name);
    return { values, list: index, set: values.length > 0 };
  }
  if (index) {
    const variable = state.variables.get(name);
    const text = await expandText(context, index);
    return one(element(state, name, variable?.elements ? text : text || '0'));
  }
  if (/^\d+$/.test(name)) return one(name === '0' ? state.name : (state.positional[Number(name) - 1] ?? null));
  switch (name) {
    case '?':
      return one(String(state.status));
    case '#':
      return one(String(state.positional.length));
    case '$':
      return one('1000');
    case '!':
      return one(state.lastBackground === 0 ? null : String(state.lastBackground));
    case '-':
      return one(flagsOf(context));
    case '_':
      return one(state.lastArgument);
    case 'RANDOM':
      return one(String(Math.floor(Math.random() * 32768)));
    case 'SECONDS':
      return one(String(Math.floor((context.shared.now().getTime() - state.started) / 1000)));
    case 'LINENO':
      return one(String(state.line));
    case 'BASHPID':
      return one(String(state.process));
    case 'EPOCHSECONDS':
      return one(String(Math.floor(context.shared.now().getTime() / 1000)));
    default:
      return one(state.get(name));
  }
}

/** Returns the letters of the options that are on. */
export function flagsOf({ state: { options } }: Context): string {
  const letters = [
    options.errexit && 'e',
    options.noglob && 'f',
    'h',
    options.nounset && 'u',
    options.xtrace && 'x',
    'B',
    options.noclobber && 'C',
  ];
  return letters.filter(Boolean).join('');
}

function requireSet({ state }: Context, parameter: Parameter, value: Value): void {
  if (!value.set && !value.list && state.options.nounset)
    throw new FatalShellError(`${parameter.bare && /^\d/.test(parameter.name) ? '$' : ''}${nameOf(parameter)}: unbound variable`);
}

function nameOf({ name, index }: Parameter): string {
  if (index === undefined) return name;
  const text = typeof index === 'string' ? index : index.map((part) => (part.kind === 'text' ? part.text : '')).join('');
  return `${name}[${text}]`;
}

async function operate(
  context: Context,
  parameter: Parameter,
  value: Value,
  quoted: boolean,
): Promise<Piece[] | { values: string[]; list: Value['list'] }> {
  const { operator, words = [] } = parameter;
  if (operator === undefined) {
    requireSet(context, parameter, value);
    return value;
  }
  const [first = []] = words;
  const colon = operator[0] === ':' && operator.length === 2;
  const missing = !value.set || (colon && value.values.every((text) => text === ''));
  switch (colon ? operator[1] : operator) {
    case '-':
      return missing ? operand(context, first, quoted) : value;
    case '+':
      if (!missing) return operand(context, first, quoted);
      return quoted && value.list !== '@' ? [{ text: '', quoted, split: false }] : [];
    case '=': {
      if (!missing) return value;
      const text = await expandText(context, first);
      const index =
        parameter.index && parameter.index !== '@' && parameter.index !== '*' ? await expandText(context, parameter.index) : null;
      if (!/^[A-Za-z_]/.test(parameter.name)) throw new FatalShellError(`$${parameter.name}: cannot assign in this way`);
      setElement(context.state, parameter.name, index, text);
      return { values: [text], list: false };
    }
    case '?': {
      if (!missing) return value;
      const text = await expandText(context, first);
      const sentence = colon ? 'parameter null or not set' : 'parameter not set';
      throw new FatalShellError(`${nameOf(parameter)}: ${text || sentence}`);
    }
  }
  requireSet(context, parameter, value);
  if (operator === ':') return substring(context, parameter, value, first, parameter.words?.[1]);
  const change = await changeOf(context, parameter, operator);
  return { values: value.values.map(change), list: value.list };
}

/** Expands the word after `:-` or `:+`. Its bare text is divided into fields as that of a variable. */
async function operand(context: Context, word: Word, quoted: boolean): Promise<Piece[]> {
  if (quoted) {
    const expanded = await pieces(context, word, true);
    return expanded.length === 0 ? [{ text: '', quoted, split: false }] : expanded;
  }
  const expanded = await pieces(context, tilde(context, word, false), false);
  return expanded.map((piece) => (piece === 'next' || piece.quoted ? piece : { ...piece, split: true }));
}

async function substring(
  context: Context,
  parameter: Parameter,
  value: Value,
  offsetWord: Word,
  lengthWord: Word | undefined,
): Promise<{ values: string[]; list: Value['list'] }> {
  let offset = Number(await expandNumber(context, offsetWord));
  const length = lengthWord === undefined ? null : Number(await expandNumber(context, lengthWord));
  if (value.list) {
    // The name of the shell comes before the positional parameters.
    const isPositional = parameter.name === '@' || parameter.name === '*';
    const all = isPositional ? [context.state.name, ...value.values] : value.values;
    if (offset < 0) offset += all.length;
    if (offset < 0) return { values: [], list: value.list };
    if (length !== null && length < 0) throw new FatalShellError(`${length}: substring expression < 0`);
    return { values: all.slice(offset, length === null ? undefined : offset + length), list: value.list };
  }
  const characters = [...(value.values[0] ?? '')];
  if (offset < 0) offset += characters.length;
  if (offset < 0 || offset > characters.length) return { values: [''], list: false };
  let end = characters.length;
  if (length !== null) end = length < 0 ? characters.length + length : offset + length;
  if (end < offset) throw new FatalShellError(`${length}: substring expression < 0`);
  return { values: [characters.slice(offset, end).join('')], list: false };
}

/** Returns the text for a match. A bare ampersand stands for the match. */
async function replacementOf(context: Context, word: Word): Promise<(match: string) => string> {
  const expanded = await pieces(context, tilde(context, word, false), false);
  const texts = expanded.map((piece) => (piece === 'next' ? { text: ' ', quoted: true } : piece));
  if (!texts.some(({ text, quoted }) => !quoted && text.includes('&'))) {
    const text = texts.map((one) => one.text).join('');
    return () => text;
  }
  // A backslash out of a variable quotes an ampersand too.
  const replaced = (text: string, match: string) => text.replace(/\\([\\&])|&/g, (_, escaped?: string) => escaped ?? match);
  return (match) => texts.map(({ text, quoted }) => (quoted ? text : replaced(text, match))).join('');
}

async function changeOf(context: Context, parameter: Parameter, operator: string): Promise<(text: string) => string> {
  const [first = [], second = []] = parameter.words ?? [];
  switch (operator[0]) {
    case '#': {
      const pattern = await expandPattern(context, first);
      return (text) => text.slice(Math.max(0, pattern.start(text, operator === '##')));
    }
    case '%': {
      const pattern = await expandPattern(context, first);
      return (text) => {
        const length = pattern.end(text, operator === '%%');
        return length > 0 ? text.slice(0, text.length - length) : text;
      };
    }
    case '/': {
      const pattern = await expandPattern(context, first);
      const replacement = await replacementOf(context, second);
      if (operator === '/#' || operator === '/%') {
        const atStart = operator === '/#';
        return (text) => {
          const length = atStart ? pattern.start(text, true) : pattern.end(text, true);
          if (length < 0) return text;
          const matched = atStart ? text.slice(0, length) : text.slice(text.length - length);
          return atStart ? replacement(matched) + text.slice(length) : text.slice(0, text.length - length) + replacement(matched);
        };
      }
      return (text) => pattern.replace(text, replacement, operator === '//');
    }
    case '^':
    case ',': {
      const pattern = first.length > 0 ? await expandPattern(context, first) : null;
      const change = (one: string) => {
        if (pattern && !pattern.matches(one)) return one;
        return operator[0] === '^' ? one.toUpperCase() : one.toLowerCase();
      };
      return (text) => {
        const [head, ...rest] = [...text];
        if (head === undefined) return text;
        return operator.length === 2 ? [head, ...rest].map(change).join('') : change(head) + rest.join('');
      };
    }
    default:
      if (operator === '@Q') return quoteWord;
      if (operator === '@U') return (text) => text.toUpperCase();
      if (operator === '@E') return (text) => cEscapes(text, 'quotes').text;
      if (operator === '@u') return (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
      if (operator === '@L') return (text) => text.toLowerCase();
      if (operator === '@a') {
        const variable = context.state.variables.get(parameter.name);
        return () => (variable ? attributesOf(variable) : '');
      }
      throw new FatalShellError(`\${${nameOf(parameter)}${operator}}: bad substitution`);
  }
}

/** Quotes a text as `${name@Q}` does. */
export function quoteWord(text: string): string {
  if (/\p{Cc}/u.test(text)) return cQuoted(text);
  return `'${text.replace(/'/g, "'\\''")}'`;
}

/** Quotes a text as `printf %q` does. */
export function quoteShortly(text: string): string {
  if (text === '') return "''";
  if (/\p{Cc}/u.test(text)) return cQuoted(text);
  return text.replace(/[^\w@%+=:,./\u0080-\uffff~#-]|^[~#]|(?<=[:=])~/g, '\\$&');
}

function cQuoted(text: string): string {
  const names: Readonly<Record<string, string>> = {
    '\n': 'n',
    '\t': 't',
    '\r': 'r',
    '\x1b': 'E',
    '\x07': 'a',
    '\b': 'b',
    '\f': 'f',
    '\v': 'v',
  };
  const escaped = text.replace(/[\p{Cc}'\\]/gu, (one) => {
    if (one === "'" || one === '\\') return `\\${one}`;
    return `\\${names[one] ?? one.charCodeAt(0).toString(8).padStart(3, '0')}`;
  });
  return `$'${escaped}'`;
}

/** Returns the absolute path of a name for a command. */
export function pathIn(context: Context, path: string): string {
  return resolvePath(context.state.cwd, path);
}
