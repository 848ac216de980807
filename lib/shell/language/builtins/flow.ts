import { BreakLoop, ContinueLoop, ExitShell, ReturnFromFunction } from '../control';
import { deeper, runText, runWords } from '../execute';
import { pathIn } from '../expand';
import { writeTo } from '../say';
import { type Builtin, misuse } from './builtin';

/** The events that a trap can have here. Only Ctrl+C ends a line from outside, and it runs no trap. */
const SIGNALS = ['EXIT', 'ERR', 'INT', 'TERM', 'HUP'];

function nameOf(signal: string): string {
  return signal === 'EXIT' || signal === 'ERR' ? signal : `SIG${signal}`;
}

async function statusOf(...[context, words, { name }]: Parameters<Builtin>): Promise<number> {
  const [word] = words;
  if (word === undefined) return context.state.status;
  if (/^-?\d+$/.test(word)) return Number(BigInt.asUintN(8, BigInt(word)));
  await misuse(context, name, `${word}: numeric argument required`);
  return 2;
}

const loopControl =
  (make: (levels: number) => Error): Builtin =>
  async (context, words, { name }) => {
    if (context.state.loops === 0) return misuse(context, name, "only meaningful in a `for', `while', or `until' loop", 0);
    const levels = Number(words[0] ?? 1);
    if (!Number.isInteger(levels)) {
      await misuse(context, name, `${words[0]}: numeric argument required`);
      throw new ExitShell(128);
    }
    if (levels < 1) {
      await misuse(context, name, `${words[0]}: loop count out of range`);
      throw new BreakLoop(Math.max(1, context.state.loops), 1);
    }
    throw make(Math.min(levels, context.state.loops));
  };

const source: Builtin = async (context, words, { name }) => {
  const [file, ...positional] = words;
  if (file === undefined) return misuse(context, name, 'filename argument required', 2);
  const path = pathIn(context, file);
  const facts = context.shared.files.facts(path);
  if (!facts) {
    await writeTo(context, 2, `bash: ${file}: No such file or directory\n`);
    return 1;
  }
  if (facts.isFolder) return misuse(context, name, `${file}: is a directory`);
  const before = context.state.positional;
  if (positional.length > 0) context.state.positional = positional;
  const text = await context.shared.files.readText(path);
  context.state.sourced += 1;
  try {
    return await deeper(context, () => runText(context, text));
  } catch (error) {
    if (error instanceof ReturnFromFunction) return error.status;
    throw error;
  } finally {
    context.state.sourced -= 1;
    context.state.positional = before;
  }
};

function signalOf(word: string): string {
  return word === '0' ? 'EXIT' : word === '2' ? 'INT' : word.toUpperCase().replace(/^SIG/, '');
}

const trap: Builtin = async (context, words, { name }) => {
  const { traps } = context.state;
  const operands = words[0] === '--' ? words.slice(1) : words;
  if (operands.length === 0 || operands[0] === '-p') {
    const wanted = operands.slice(1).map(signalOf);
    for (const [signal, text] of traps)
      if (wanted.length === 0 || wanted.includes(signal))
        await writeTo(context, 1, `trap -- '${text.replaceAll("'", "'\\''")}' ${nameOf(signal)}\n`);
    return 0;
  }
  if (operands[0] === '-l') {
    await writeTo(context, 1, `${SIGNALS.join(' ')}\n`);
    return 0;
  }
  const [action, ...signals] = operands.length === 1 ? ['-', ...operands] : operands;
  let status = 0;
  for (const word of signals) {
    const signal = signalOf(word);
    if (!SIGNALS.includes(signal)) status = await misuse(context, name, `${word}: invalid signal specification`);
    else if (action === '-') traps.delete(signal);
    else traps.set(signal, action as string);
  }
  return status;
};

export const CONTROL_BUILTINS: readonly (readonly [string, Builtin])[] = [
  [':', async () => 0],
  ['true', async () => 0],
  ['false', async () => 1],
  ['break', loopControl((levels) => new BreakLoop(levels))],
  ['continue', loopControl((levels) => new ContinueLoop(levels))],
  [
    'return',
    async (...use) => {
      const [context, , { name }] = use;
      if (context.state.locals.length === 0 && context.state.sourced === 0)
        return misuse(context, name, "can only `return' from a function or sourced script", 2);
      throw new ReturnFromFunction(await statusOf(...use));
    },
  ],
  [
    'exit',
    async (...use) => {
      const [context, words, { name }] = use;
      if (words.length > 1 && /^-?\d+$/.test(words[0] as string))
        throw new ExitShell(await misuse(context, name, 'too many arguments'));
      throw new ExitShell(await statusOf(...use));
    },
  ],
  [
    'eval',
    async (context, words) => {
      const text = (words[0] === '--' ? words.slice(1) : words).join(' ');
      return text.trim() === '' ? 0 : deeper(context, () => runText(context, text));
    },
  ],
  [
    'exec',
    async (context, words) => {
      throw new ExitShell(await runWords(context, words, undefined, { functions: false }));
    },
  ],
  ['source', source],
  ['.', source],
  ['trap', trap],
  [
    'wait',
    async (context, words, { name }) => {
      const { background } = context.shared;
      let status = 0;
      const numbers = words.length > 0 ? words.map(Number) : [...background.keys()];
      for (const number of numbers) {
        const job = background.get(number);
        if (job) status = await context.shared.budget.interruptible(job);
        else status = await misuse(context, name, `pid ${number} is not a child of this shell`, 127);
        background.delete(number);
      }
      return words.length > 0 ? status : 0;
    },
  ],
  ['jobs', async () => 0],
];
