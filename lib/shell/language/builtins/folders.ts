import { pathIn } from '../expand';
import { writeTo } from '../say';
import { setVariable } from '../variables';
import { type Builtin, misuse } from './builtin';

const cd: Builtin = async (context, words, { name }) => {
  const { state, shared } = context;
  const operands = /^-[LP-]$/.test(words[0] ?? '') ? words.slice(1) : words;
  if (operands === words && /^-[^-]/.test(words[0] ?? '')) {
    return misuse(context, name, `${words[0]}: invalid option\ncd: usage: cd [-L|[-P [-e]] [-@]] [dir]`, 2);
  }
  if (operands.length > 1) return misuse(context, name, 'too many arguments');
  const [word] = operands;
  const target = word === undefined ? state.get('HOME') : word === '-' ? state.get('OLDPWD') : word;
  if (target === null) return misuse(context, name, word === undefined ? 'HOME not set' : 'OLDPWD not set');
  const path = target === '' ? state.cwd : pathIn(context, target);
  const facts = shared.files.facts(path);
  if (!facts) return misuse(context, name, `${target}: No such file or directory`);
  if (!facts.isFolder) return misuse(context, name, `${target}: Not a directory`);
  setVariable(state, 'OLDPWD', state.cwd);
  state.cwd = path;
  setVariable(state, 'PWD', path);
  if (word === '-') await writeTo(context, 1, `${path}\n`);
  return 0;
};

export const FOLDER_BUILTINS: readonly (readonly [string, Builtin])[] = [
  ['cd', cd],
  [
    'pwd',
    async (context) => {
      await writeTo(context, 1, `${context.state.cwd}\n`);
      return 0;
    },
  ],
];
