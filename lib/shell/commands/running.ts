import { FileError, resolvePath } from '../files/file-tree';
import type { Invocation, ShellCommand } from '../language/context';
import { Input } from '../language/streams';
import { decode, encode } from '../text/bytes';
import { report, wait } from './streams';

async function env({ words, env: variables, stdout, run }: Invocation): Promise<number> {
  const changed = new Map(variables);
  let at = 0;
  for (; at < words.length; at += 1) {
    const word = words[at] as string;
    if (word === '-i' || word === '-') changed.clear();
    else if (word === '-u') {
      at += 1;
      changed.delete(words[at] ?? '');
    } else if (/^[A-Za-z_]\w*=/.test(word)) changed.set(word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1));
    else break;
  }
  const command = words.slice(at);
  if (command.length > 0) return run(command, { env: changed });
  await stdout.write(encode([...changed].map(([name, value]) => `${name}=${value}\n`).join('')));
  return 0;
}

async function printenv({ words, env: variables, stdout }: Invocation): Promise<number> {
  if (words.length === 0) {
    await stdout.write(encode([...variables].map(([name, value]) => `${name}=${value}\n`).join('')));
    return 0;
  }
  let status = 0;
  for (const word of words) {
    const value = variables.get(word);
    if (value === undefined) status = 1;
    else await stdout.write(encode(`${value}\n`));
  }
  return status;
}

/** Divides the input of xargs into words, with the quotation marks and backslashes that it knows. */
function xargsWords(text: string): string[] {
  const words: string[] = [];
  for (const [found] of text.matchAll(/(?:'[^'\n]*'|"[^"\n]*"|\\[\s\S]|[^\s'"\\])+/g)) {
    words.push(found.replace(/'([^'\n]*)'|"([^"\n]*)"|\\([\s\S])/g, (_, single, double, escaped) => single ?? double ?? escaped));
  }
  return words;
}

async function xargs(invocation: Invocation): Promise<number> {
  const { words, stdin, stderr, budget, run } = invocation;
  let most = Number.POSITIVE_INFINITY;
  let replaced: string | null = null;
  let delimiter: string | null = null;
  let byLine = false;
  let evenWithout = true;
  let shows = false;
  let at = 0;
  const takeValue = (word: string): string => {
    if (word.length > 2) return word.slice(2);
    at += 1;
    return words[at] ?? '';
  };
  for (; at < words.length; at += 1) {
    const word = words[at] as string;
    if (word === '-0') delimiter = '\0';
    else if (word === '-r' || word === '--no-run-if-empty') evenWithout = false;
    else if (word === '-t') shows = true;
    else if (word.startsWith('-n')) most = Number(takeValue(word));
    else if (word.startsWith('-I')) replaced = takeValue(word);
    else if (word.startsWith('-L')) {
      most = Number(takeValue(word));
      byLine = true;
    } else if (word.startsWith('-d')) delimiter = takeValue(word).replace('\\n', '\n').replace('\\t', '\t').replace('\\0', '\0');
    else if (word.startsWith('-P')) takeValue(word);
    else break;
  }
  if (!(most >= 1)) {
    await report(invocation, 'the number must be 1 or more');
    return 1;
  }
  const command = words.slice(at).length > 0 ? words.slice(at) : ['echo'];
  const text = decode(await stdin.readAll(budget));
  const cut = delimiter;
  let items: string[];
  if (cut !== null)
    items = text
      .replace(cut === '\n' ? /\n$/ : '', '')
      .split(cut)
      .filter((item, index, all) => item !== '' || index < all.length - 1);
  else if (replaced !== null)
    items = text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  else if (byLine) items = text.split('\n').filter((line) => line.trim() !== '');
  else items = xargsWords(text);
  const runs: string[][] = [];
  if (replaced !== null) {
    const mark = replaced;
    for (const item of items) runs.push(command.map((word) => word.replaceAll(mark, () => item)));
  } else {
    for (let start = 0; start < items.length; start += Math.min(most, 1000)) {
      const chosen = items.slice(start, start + Math.min(most, 1000));
      runs.push([...command, ...(byLine ? chosen.flatMap(xargsWords) : chosen)]);
    }
    if (items.length === 0 && evenWithout) runs.push([...command]);
  }
  let status = 0;
  for (const one of runs) {
    if (shows) await stderr.write(encode(`${one.join(' ')}\n`));
    const result = await run(one, { stdin: Input.of(new Uint8Array()) });
    if (result === 127 || result === 126) return result;
    if (result === 255) return 124;
    if (result !== 0) status = 123;
  }
  return status;
}

async function shell(invocation: Invocation): Promise<number> {
  const { name, words, files, cwd, runScript, stdin, budget } = invocation;
  let at = 0;
  let options = '';
  let isText = false;
  for (; /^-[a-z]+$/.test(words[at] ?? ''); at += 1) {
    options += (words[at] as string).slice(1);
    if (options.includes('c')) isText = true;
  }
  const [first, ...rest] = words.slice(at);
  if (isText) {
    if (first === undefined) {
      await report(invocation, '-c: option requires an argument');
      return 2;
    }
    return runScript(first, { name: rest[0] ?? name, words: rest.slice(1), options });
  }
  if (first === undefined) {
    if (stdin.terminal) {
      await report(invocation, 'a shell inside of the shell has no prompt. Use bash FILE or bash -c TEXT.');
      return 2;
    }
    return runScript(decode(await stdin.readAll(budget)), { name, words: [], options });
  }
  try {
    return await runScript(await files.readText(resolvePath(cwd, first)), { name: first, words: rest, options });
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    await report(invocation, `${first}: ${error.sentence}`);
    return 127;
  }
}

async function watch(invocation: Invocation): Promise<number> {
  const { words, stdout, budget, runScript } = invocation;
  let seconds = 2;
  let at = 0;
  if (words[0] === '-n') {
    seconds = Math.max(1, Number(words[1]) || 2);
    at = 2;
  }
  const command = words.slice(at).join(' ');
  if (command === '') {
    await report(invocation, 'usage: watch [-n SECONDS] COMMAND');
    return 1;
  }
  for (;;) {
    await stdout.write(encode(`Every ${seconds}s: ${command}\n\n`));
    await runScript(command, { name: 'watch', words: [] });
    await wait(seconds * 1000, budget);
  }
}

export const RUNNING_COMMANDS: readonly (readonly [string, ShellCommand])[] = [
  ['env', { summary: 'prints the exported variables, or runs a command with others', run: env }],
  ['printenv', { summary: 'prints exported variables', run: printenv }],
  ['xargs', { summary: 'runs a command with words of its input', run: xargs }],
  ['bash', { summary: 'runs a script', run: shell }],
  ['sh', { summary: 'runs a script', run: shell }],
  ['watch', { summary: 'runs a command again and again until Ctrl+C', run: watch }],
];
