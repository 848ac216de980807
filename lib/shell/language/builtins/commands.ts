import type { Context } from '../context';
import { runWords } from '../execute';
import { pathIn } from '../expand';
import { RESERVED } from '../parse';
import { writeTo } from '../say';
import { type Builtin, misuse } from './builtin';

const alias: Builtin = async (context, words, { name }) => {
  const { aliases } = context.state;
  const print = (one: string) => writeTo(context, 1, `alias ${one}='${(aliases.get(one) as string).replaceAll("'", "'\\''")}'\n`);
  if (words.length === 0) for (const one of [...aliases.keys()].sort()) await print(one);
  let status = 0;
  for (const word of words) {
    const equals = word.indexOf('=');
    if (equals > 0) aliases.set(word.slice(0, equals), word.slice(equals + 1));
    else if (aliases.has(word)) await print(word);
    else status = await misuse(context, name, `${word}: not found`);
  }
  return status;
};

const unalias: Builtin = async (context, words, { name }) => {
  if (words[0] === '-a') context.state.aliases.clear();
  let status = 0;
  for (const word of words.filter((one) => one !== '-a')) {
    if (!context.state.aliases.delete(word)) status = await misuse(context, name, `${word}: not found`);
  }
  return status;
};

type Kind = 'alias' | 'keyword' | 'function' | 'builtin' | 'file';

/** Returns how the shell would run a word, or null if it could not. */
function kindOf(context: Context, word: string): Kind | null {
  const { state, shared } = context;
  if (state.aliases.has(word)) return 'alias';
  if (RESERVED.includes(word)) return 'keyword';
  if (state.functions.has(word)) return 'function';
  if (context.shared.builtins.has(word)) return 'builtin';
  if (shared.commands.has(word)) return 'file';
  return null;
}

const type: Builtin = async (context, words, { name }) => {
  const short = words[0] === '-t';
  let status = 0;
  for (const word of words.filter((one) => !/^-[tap]$/.test(one))) {
    const kind = kindOf(context, word);
    if (!kind) {
      status = short ? 1 : await misuse(context, name, `${word}: not found`);
      continue;
    }
    if (short) {
      await writeTo(context, 1, `${kind}\n`);
      continue;
    }
    const sentences: Readonly<Record<Kind, string>> = {
      alias: `${word} is aliased to \`${context.state.aliases.get(word)}'`,
      keyword: `${word} is a shell keyword`,
      function: `${word} is a function\n${context.state.functions.get(word)?.source}`,
      builtin: `${word} is a shell builtin`,
      file: `${word} is /usr/bin/${word}`,
    };
    await writeTo(context, 1, `${sentences[kind]}\n`);
  }
  return status;
};

const command: Builtin = async (context, words) => {
  const [first, ...rest] = words;
  if (first === '-v' || first === '-V') {
    let status = 1;
    for (const word of rest) {
      const kind = kindOf(context, word);
      const path = word.includes('/') && context.shared.files.facts(pathIn(context, word)) ? word : null;
      if (!kind && path === null) continue;
      status = 0;
      const text =
        kind === 'file' ? `/usr/bin/${word}` : kind === 'alias' ? `alias ${word}='${context.state.aliases.get(word)}'` : word;
      await writeTo(context, 1, `${first === '-V' && kind ? `${word} is a ${kind}` : text}\n`);
    }
    return status;
  }
  const operands = first === '-p' || first === '--' ? rest : words;
  return operands.length === 0 ? 0 : runWords(context, operands, undefined, { functions: false });
};

export const COMMAND_BUILTINS: readonly (readonly [string, Builtin])[] = [
  ['alias', alias],
  ['unalias', unalias],
  ['type', type],
  ['command', command],
  [
    'builtin',
    async (context, words, { name }) => {
      const [word] = words;
      if (word === undefined) return 0;
      if (!context.shared.builtins.has(word)) return misuse(context, name, `${word}: not a shell builtin`);
      return runWords(context, words, undefined, { functions: false });
    },
  ],
  ['hash', async () => 0],
  [
    'umask',
    async (context, words) => {
      if (words.length === 0) await writeTo(context, 1, '0022\n');
      return 0;
    },
  ],
];
