import type { CommandName } from 'just-bash/browser';
import type { Invocation, ShellCommand } from '../language/context';
import { decode, encode } from '../text/bytes';
import { latin1, OUTPUT, ToolFiles } from './tool-files';

/** The tools that just-bash runs, with their descriptions. */
const TOOLS: Readonly<Partial<Record<CommandName, string>>> = {
  ls: 'lists files',
  mkdir: 'makes folders',
  rmdir: 'removes empty folders',
  touch: 'makes empty files',
  rm: 'removes files',
  cp: 'copies files',
  mv: 'moves files',
  chmod: 'changes the mode of files',
  stat: 'shows facts about files',
  tail: 'prints the last lines',
  wc: 'counts lines, words and bytes',
  grep: 'prints lines that match a pattern',
  egrep: 'grep -E',
  fgrep: 'grep -F',
  sed: 'edits a stream of lines',
  awk: 'works on lines by fields',
  sort: 'sorts lines',
  uniq: 'removes repeated lines',
  comm: 'compares two sorted files',
  cut: 'prints columns of lines',
  paste: 'joins lines of files',
  tr: 'replaces characters',
  rev: 'reverses lines',
  nl: 'numbers lines',
  fold: 'breaks long lines',
  expand: 'turns tabs into blanks',
  column: 'aligns columns',
  join: 'joins lines by a field',
  find: 'finds files',
  basename: 'prints the last part of a path',
  dirname: 'prints the folder of a path',
  tree: 'shows folders as a tree',
  du: 'shows the size of folders',
  jq: 'reads JSON',
  base64: 'encodes and decodes base64',
  diff: 'compares files',
  seq: 'prints numbers',
  expr: 'calculates',
  md5sum: 'prints checksums',
  sha1sum: 'prints checksums',
  sha256sum: 'prints checksums',
  file: 'tells the kind of a file',
  tac: 'prints lines in reverse',
  od: 'prints bytes',
  strings: 'prints texts in a file',
  split: 'divides a file',
  gzip: 'compresses files',
  gunzip: 'decompresses files',
  zcat: 'prints compressed files',
};

/** The longest run of one tool, in milliseconds. */
const TIME_MS = 20_000;

/**
 * Runs one tool. Its arguments go past the parser of just-bash, and its output through a file, so that bytes stay bytes.
 */
async function runTool({ name, words, env, cwd, stdin, stdout, stderr, files, budget }: Invocation): Promise<number> {
  const input = stdin.terminal ? new Uint8Array() : await stdin.readAll(budget);
  const { Bash } = await budget.outside(budget.interruptible(import('just-bash/browser')));
  const tool = new ToolFiles(files, input);
  const bash = new Bash({ fs: tool, cwd, env: {}, executionLimits: { maxExecutionTimeMs: TIME_MS, maxOutputSize: 16 << 20 } });
  const result = await budget.interruptible(
    bash.exec(`${name} >${OUTPUT}`, {
      args: [...words],
      stdin: latin1(input),
      stdinKind: 'bytes',
      rawScript: true,
      cwd,
      env: Object.fromEntries(env),
      replaceEnv: true,
      signal: budget.signal,
    }),
  );
  for (const chunk of tool.written) await stdout.write(chunk);
  if (result.stdout !== '') await stdout.write(encode(result.stdout));
  if (result.stderr !== '') await stderr.write(encode(decode(encode(result.stderr)).replace(/^bash: /gm, '')));
  return result.exitCode;
}

export const TEXT_TOOLS: readonly (readonly [string, ShellCommand])[] = Object.entries(TOOLS).map(([name, summary]) => [
  name,
  { summary, run: runTool },
]);
