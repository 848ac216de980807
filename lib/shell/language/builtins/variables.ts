import { calculate } from '../arithmetic';
import type { Context } from '../context';
import { quoteWord } from '../expand';
import { writeTo } from '../say';
import type { Options, Variable } from '../state';
import { attributesOf, makeLocal, numbersOf, removeElement, setVariable, writable } from '../variables';
import { type Builtin, misuse } from './builtin';

const NAME = /^[A-Za-z_]\w*$/;
const SET_OPTIONS: ReadonlyMap<string, keyof Options> = new Map([
  ['e', 'errexit'],
  ['u', 'nounset'],
  ['x', 'xtrace'],
  ['f', 'noglob'],
  ['C', 'noclobber'],
  ['a', 'allexport'],
]);
const LONG_OPTIONS: readonly (keyof Options)[] = ['allexport', 'errexit', 'noclobber', 'noglob', 'nounset', 'pipefail', 'xtrace'];
/** Options that change nothing here, and that scripts set all the same. */
const IGNORED = [
  'braceexpand',
  'emacs',
  'hashall',
  'history',
  'interactive-comments',
  'monitor',
  'posix',
  'vi',
  'errtrace',
  'functrace',
];
const SHOPT: readonly (keyof Options)[] = ['dotglob', 'nocasematch', 'nullglob'];

/** Returns a variable as a command that declares it. */
function declaration(name: string, variable: Variable): string {
  const head = `declare -${attributesOf(variable) || '-'} ${name}`;
  const quote = (text: string) => (/\p{Cc}/u.test(text) ? quoteWord(text) : `"${text.replace(/[\\"$`]/g, '\\$&')}"`);
  if (variable.elements) return `${head}=(${[...variable.elements].map(([key, value]) => `[${key}]=${quote(value)} `).join('')})`;
  if (variable.value instanceof Map) {
    const items = [...variable.value].sort(([left], [right]) => left - right);
    return `${head}=(${items.map(([key, value]) => `[${key}]=${quote(value)}`).join(' ')})`;
  }
  return variable.value === null ? head : `${head}=${quote(variable.value)}`;
}

const declare: Builtin = async (context, words, { name: builtin, declared }) => {
  const { state } = context;
  const letters = new Set<string>();
  const removed = new Set<string>();
  let at = 0;
  for (; /^[-+][a-zA-Z]+$/.test(words[at] ?? '') || words[at] === '--'; at += 1) {
    const word = words[at] as string;
    for (const letter of word.slice(1)) (word[0] === '-' ? letters : removed).add(letter);
    if (word === '--') {
      letters.delete('-');
      at += 1;
      break;
    }
  }
  if (builtin === 'export' && !letters.has('n')) letters.add('x');
  if (builtin === 'readonly') letters.add('r');
  if (builtin === 'local' && state.locals.length === 0) return misuse(context, builtin, 'can only be used in a function');
  if (builtin === 'export' && letters.has('n')) {
    letters.delete('x');
    removed.add('x');
  }
  const names = words.slice(at);
  if (letters.has('f') || letters.has('F')) return printFunctions(context, names, letters.has('F'));
  if (names.length === 0 || letters.has('p')) {
    const chosen = names.length > 0 ? names : [...state.variables.keys()].sort();
    let status = 0;
    for (const name of chosen) {
      const variable = state.variables.get(name);
      if (!variable) status = await misuse(context, builtin, `${name}: not found`);
      else if (names.length > 0 || matchesLetters(variable, letters)) {
        await writeTo(context, 1, `${declaration(name, variable)}\n`);
      }
    }
    return status;
  }
  let status = 0;
  for (const [index, word] of names.entries()) {
    // A word that came out of an expansion can be an assignment too.
    const equals = word.indexOf('=');
    const append = equals > 0 && word[equals - 1] === '+';
    const name = equals === -1 ? word : word.slice(0, append ? equals - 1 : equals);
    if (!NAME.test(name)) {
      status = await misuse(context, builtin, `\`${word}': not a valid identifier`);
      continue;
    }
    const isLocal = state.locals.length > 0 && !letters.has('g') && builtin !== 'export' && builtin !== 'readonly';
    const variable = isLocal
      ? makeLocal(state, name)
      : letters.size > 0 || removed.size > 0
        ? kept(context, name)
        : writable(state, name);
    if (letters.has('A') && !variable.elements) variable.elements = new Map();
    if (letters.has('a') && !(variable.value instanceof Map))
      variable.value = new Map(variable.value === null ? [] : [[0, variable.value]]);
    if (letters.has('i')) variable.integer = true;
    if (removed.has('i')) variable.integer = false;
    if (letters.has('l')) variable.letters = 'lower';
    if (letters.has('u')) variable.letters = 'upper';
    if (equals === -1) await declared.assign(at + index + 1);
    else setVariable(state, name, word.slice(equals + 1), { append });
    if (letters.has('x')) variable.exported = true;
    if (removed.has('x')) variable.exported = false;
    if (letters.has('r')) variable.readonly = true;
  }
  return status;
};

/** Returns a variable whose attributes change. A read-only one can get attributes, but no value. */
function kept({ state }: Context, name: string): Variable {
  return state.variables.get(name) ?? writable(state, name);
}

function matchesLetters(variable: Variable, letters: ReadonlySet<string>): boolean {
  return (
    (!letters.has('x') || variable.exported) &&
    (!letters.has('r') || variable.readonly) &&
    (!letters.has('a') || variable.value instanceof Map) &&
    (!letters.has('A') || variable.elements !== undefined) &&
    (!letters.has('i') || variable.integer)
  );
}

async function printFunctions(context: Context, names: readonly string[], namesOnly: boolean): Promise<number> {
  const { functions } = context.state;
  let status = 0;
  for (const name of names.length > 0 ? names : [...functions.keys()].sort()) {
    const known = functions.get(name);
    if (!known) status = 1;
    else await writeTo(context, 1, namesOnly ? `${names.length > 0 ? '' : 'declare -f '}${name}\n` : `${known.source}\n`);
  }
  return status;
}

const set: Builtin = async (context, words, { name }) => {
  const { state } = context;
  if (words.length === 0) {
    for (const [variable, { value }] of [...state.variables].sort(([left], [right]) => (left < right ? -1 : 1))) {
      if (typeof value !== 'string') continue;
      await writeTo(context, 1, `${variable}=${/^[\w@%+:,./-]*$/.test(value) ? value : quoteWord(value)}\n`);
    }
    return 0;
  }
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as string;
    if (word === '--') {
      state.positional = words.slice(at + 1);
      return 0;
    }
    if (!/^[-+]./.test(word)) {
      state.positional = words.slice(at);
      return 0;
    }
    const on = word[0] === '-';
    for (const letter of word.slice(1)) {
      if (letter === 'o') {
        const option = words[at + 1];
        if (option === undefined) {
          for (const one of LONG_OPTIONS) await writeTo(context, 1, `${one.padEnd(15)}\t${state.options[one] ? 'on' : 'off'}\n`);
          return 0;
        }
        at += 1;
        if (LONG_OPTIONS.includes(option as keyof Options)) state.options[option as keyof Options] = on;
        else if (!IGNORED.includes(option)) return misuse(context, name, `${option}: invalid option name`, 2);
        continue;
      }
      const option = SET_OPTIONS.get(letter);
      if (option) state.options[option] = on;
      else if (!'hmBEHPTbv'.includes(letter)) return misuse(context, name, `${word}: invalid option`, 2);
    }
  }
  return 0;
};

const shopt: Builtin = async (context, words, { name }) => {
  const on = words.includes('-s');
  const changes = on || words.includes('-u');
  let status = 0;
  for (const word of words.filter((one) => !one.startsWith('-'))) {
    if (SHOPT.includes(word as keyof Options)) {
      const option = word as keyof Options;
      if (changes) context.state.options[option] = on;
      else {
        if (!words.includes('-q'))
          await writeTo(context, 1, `${option.padEnd(15)}\t${context.state.options[option] ? 'on' : 'off'}\n`);
        if (!context.state.options[option]) status = 1;
      }
    } else if (word !== 'expand_aliases') status = await misuse(context, name, `${word}: this shell does not have this option`);
  }
  return status;
};

const unset: Builtin = async (context, words, { name }) => {
  const { state } = context;
  let status = 0;
  const functionsOnly = words[0] === '-f';
  if (/^-./.test(words[0] ?? '') && !/^-(?:[fvn]|-)$/.test(words[0] as string)) {
    return misuse(context, name, `${words[0]}: invalid option\nunset: usage: unset [-f] [-v] [-n] [name ...]`, 2);
  }
  for (const word of /^-[fvn-]$/.test(words[0] ?? '') ? words.slice(1) : words) {
    const [, base = word, index] = /^(\w+)\[(.*)\]$/.exec(word) ?? [];
    if (functionsOnly) state.functions.delete(word);
    else if (index !== undefined) removeElement(state, base, index);
    else if (!NAME.test(word) && words[0] === '-v') status = await misuse(context, name, `\`${word}': not a valid identifier`);
    else if (state.variables.get(word)?.readonly)
      status = await misuse(context, name, `${word}: cannot unset: readonly variable`);
    else if (!state.variables.delete(word) && words[0] !== '-v') state.functions.delete(word);
  }
  return status;
};

const shift: Builtin = async (context, words, { name }) => {
  const count = Number(words[0] ?? 1);
  if (!Number.isInteger(count)) return misuse(context, name, `${words[0]}: numeric argument required`);
  if (count < 0) return misuse(context, name, `${words[0]}: shift count out of range`);
  if (count > context.state.positional.length) return 1;
  context.state.positional = context.state.positional.slice(count);
  return 0;
};

const letBuiltin: Builtin = async (context, words, { name }) => {
  if (words.length === 0) return misuse(context, name, 'expression expected');
  let value = 0n;
  for (const word of words) value = calculate(word, numbersOf(context.state));
  return value === 0n ? 1 : 0;
};

const getopts: Builtin = async (context, words, { name }) => {
  const { state } = context;
  const [letters, variable, ...given] = words;
  if (letters === undefined || variable === undefined) return misuse(context, name, 'usage: getopts optstring name [arg ...]', 2);
  const operands = given.length > 0 ? given : state.positional;
  const silent = letters.startsWith(':');
  const index = Number(state.get('OPTIND') ?? 1) || 1;
  const offset = Number(state.get('__OPTOFFSET') ?? 1) || 1;
  const word = operands[index - 1];
  const finish = () => {
    setVariable(state, variable, '?');
    return 1;
  };
  if (word === undefined || !/^-./.test(word)) return finish();
  if (word === '--') {
    setVariable(state, 'OPTIND', String(index + 1));
    return finish();
  }
  const letter = word[offset] as string;
  const atEnd = offset + 1 >= word.length;
  const move = (to: number, within: number) => {
    setVariable(state, 'OPTIND', String(to));
    setVariable(state, '__OPTOFFSET', String(within));
  };
  const known = letter === ':' ? -1 : letters.indexOf(letter);
  state.variables.delete('OPTARG');
  if (known === -1) {
    move(atEnd ? index + 1 : index, atEnd ? 1 : offset + 1);
    setVariable(state, variable, '?');
    if (silent) setVariable(state, 'OPTARG', letter);
    else await writeTo(context, 2, `${state.name}: illegal option -- ${letter}\n`);
    return 0;
  }
  if (letters[known + 1] !== ':') {
    move(atEnd ? index + 1 : index, atEnd ? 1 : offset + 1);
    setVariable(state, variable, letter);
    return 0;
  }
  const value = atEnd ? operands[index] : word.slice(offset + 1);
  move(atEnd && value !== undefined ? index + 2 : index + 1, 1);
  if (value === undefined) {
    setVariable(state, variable, silent ? ':' : '?');
    if (silent) setVariable(state, 'OPTARG', letter);
    else await writeTo(context, 2, `${state.name}: option requires an argument -- ${letter}\n`);
    return 0;
  }
  setVariable(state, 'OPTARG', value);
  setVariable(state, variable, letter);
  return 0;
};

export const VARIABLE_BUILTINS: readonly (readonly [string, Builtin])[] = [
  ['declare', declare],
  ['typeset', declare],
  ['local', declare],
  ['export', declare],
  ['readonly', declare],
  ['set', set],
  ['shopt', shopt],
  ['unset', unset],
  ['shift', shift],
  ['let', letBuiltin],
  ['getopts', getopts],
];
