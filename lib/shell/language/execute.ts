import { FileError } from '../files/file-tree';
import { decode } from '../text/bytes';
import { ArithmeticError } from './arithmetic';
import { assign, withAssignments } from './assign';
import { LIMITS, LimitReached } from './budget';
import type { Context, Declared, Invocation } from './context';
import { BreakLoop, ContinueLoop, ExitShell, ReturnFromFunction } from './control';
import { expandNumber, expandPattern, expandText, expandWords, pathIn, quoteWord } from './expand';
import { Parser } from './parse';
import { Redirected, withRedirections } from './redirect';
import { complain, writeTo } from './say';
import { FatalShellError } from './state';
import { BrokenPipe, CLOSED, ClosedOutput, Input, NOWHERE, Pipe } from './streams';
import {
  type AndOr,
  type Assignment,
  type Command,
  IncompleteText,
  type Pipeline,
  type Script,
  ShellSyntaxError,
} from './syntax';
import { evaluateTest, TestError } from './test-expression';
import { setVariable } from './variables';

/** Runs a list of commands and returns the last status. */
export async function runScript(context: Context, script: Script): Promise<number> {
  for (const item of script) context.state.status = await runAndOr(context, item);
  return context.state.status;
}

/** Runs a text line by line, so that an alias of one line holds for the next. */
export async function runText(context: Context, text: string): Promise<number> {
  const parser = new Parser(text, context.state.aliases);
  // An empty text succeeds, and a first command sees the status before it.
  let status = 0;
  for (;;) {
    let script: Script | null;
    try {
      script = parser.nextLine();
    } catch (error) {
      if (error instanceof ShellSyntaxError) await complain(context, error.message);
      else if (error instanceof IncompleteText) await complain(context, 'syntax error: unexpected end of file');
      else throw error;
      context.state.status = 2;
      return error instanceof ShellSyntaxError ? error.status : 2;
    }
    if (script === null) return status;
    status = await runScript(context, script);
  }
}

async function runAndOr(context: Context, item: AndOr): Promise<number> {
  if (item.background) return runInBackground(context, item);
  const { first, rest } = item;
  let status = await runPipeline(rest.length > 0 ? { ...context, condition: true } : context, first);
  context.state.status = status;
  for (const [index, { operator, pipeline }] of rest.entries()) {
    if ((operator === '&&') !== (status === 0)) continue;
    const last = index === rest.length - 1;
    status = await runPipeline(last ? context : { ...context, condition: true }, pipeline);
    context.state.status = status;
  }
  return status;
}

async function runInBackground(context: Context, item: AndOr): Promise<number> {
  const { background } = context.shared;
  const number = context.state.process + background.size + 1;
  const inner = subshell(context, new Map(context.descriptors).set(0, { input: Input.of(new Uint8Array()) }));
  background.set(number, settled(runSubshell(inner, () => runAndOr(inner, { ...item, background: false }))));
  context.state.lastBackground = number;
  return 0;
}

/** Keeps a rejection until the promise is awaited. */
function settled<Result>(promise: Promise<Result>): Promise<Result> {
  promise.catch(() => {});
  return promise;
}

async function runPipeline(context: Context, pipeline: Pipeline): Promise<number> {
  const { commands, negated, timed, errorsToo } = pipeline;
  const { state, shared } = context;
  const start = performance.now();
  const inner = negated ? { ...context, condition: true } : context;
  let status: number;
  if (commands.length === 0) status = 0;
  else if (commands.length === 1) {
    status = await runCommand(inner, commands[0] as Command);
    state.pipeStatus = [status];
  } else {
    const pipes = commands.slice(1).map(() => new Pipe(shared.budget));
    const stages = commands.map(async (command, index) => {
      const before = pipes[index - 1];
      const after = pipes[index];
      const descriptors = new Map(context.descriptors);
      if (before) descriptors.set(0, { input: before.input });
      if (after) {
        descriptors.set(1, { output: after.output });
        if (errorsToo[index]) descriptors.set(2, { output: after.output });
      }
      const stage = subshell({ ...context, condition: context.condition }, descriptors);
      try {
        return await runSubshell(stage, () => runCommand(stage, command));
      } finally {
        before?.input.close();
        after?.closeWriter();
      }
    });
    const results = await Promise.allSettled(stages);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw (failed as PromiseRejectedResult).reason;
    const statuses = results.map((result) => (result as PromiseFulfilledResult<number>).value);
    state.pipeStatus = statuses;
    status = statuses.at(-1) as number;
    if (state.options.pipefail) status = statuses.findLast((one) => one !== 0) ?? 0;
  }
  if (timed) {
    const seconds = (performance.now() - start) / 1000;
    const text = `${Math.floor(seconds / 60)}m${(seconds % 60).toFixed(3)}s`;
    await writeTo(context, 2, `\nreal\t${text}\nuser\t0m0.000s\nsys\t0m0.000s\n`);
  }
  if (negated) return status === 0 ? 1 : 0;
  const own = commands.length === 1 ? commands[0] : undefined;
  const decides =
    commands.length > 1 ||
    own?.kind === 'simple' ||
    own?.kind === 'subshell' ||
    own?.kind === 'test' ||
    own?.kind === 'arithmetic';
  if (status !== 0 && decides && !context.condition) {
    state.status = status;
    await runTrap(context, 'ERR');
    if (state.options.errexit) throw new ExitShell(status);
  }
  return status;
}

/** Returns a context with a copy of the state. */
export function subshell(context: Context, descriptors = new Map(context.descriptors)): Context {
  return { ...context, state: context.state.copy(), descriptors };
}

/** Runs commands of a subshell. Its exit, and errors that end it, become its status. */
export async function runSubshell(context: Context, run: () => Promise<number>): Promise<number> {
  const process = context.shared.budget.begin();
  try {
    await context.shared.budget.breathe();
    return await endingWith(context, run);
  } finally {
    process.ended();
  }
}

/** Runs something that can end the shell, then the trap for EXIT. */
export async function endingWith(context: Context, run: () => Promise<number>): Promise<number> {
  let status: number;
  try {
    status = await run();
  } catch (error) {
    if (error instanceof ExitShell) status = error.status;
    else if (error instanceof FatalShellError) {
      await complain(context, error.message);
      status = error.status;
    } else if (error instanceof BrokenPipe) return 141;
    else if (error instanceof BreakLoop || error instanceof ContinueLoop) status = 0;
    else if (error instanceof ReturnFromFunction) status = error.status;
    else throw error;
  }
  context.state.status = status;
  try {
    await runTrap(context, 'EXIT');
  } catch (error) {
    if (!(error instanceof ExitShell)) throw error;
    return error.status;
  }
  return status;
}

async function runTrap(context: Context, name: string): Promise<void> {
  const text = context.state.traps.get(name);
  if (!text) return;
  if (name === 'EXIT') context.state.traps.delete(name);
  const { status } = context.state;
  await deeper(context, () => runText({ ...context, condition: true }, text));
  context.state.status = status;
}

/** Counts calls inside of each other. */
export async function deeper<Result>({ state }: Context, run: () => Promise<Result>): Promise<Result> {
  state.depth += 1;
  if (state.depth > LIMITS.depth)
    throw new LimitReached(`the line was stopped: calls are nested more than ${LIMITS.depth} deep.`);
  try {
    return await run();
  } finally {
    state.depth -= 1;
  }
}

async function runCommand(context: Context, command: Command): Promise<number> {
  await context.shared.budget.breathe();
  context.state.line = command.line;
  if (command.kind === 'simple') return runSimple(context, command);
  if (command.redirections.length === 0) return runCompound(context, command);
  return withRedirections(context, command.redirections, (redirected) => runCompound(redirected, command), complain);
}

async function runCompound(context: Context, command: Exclude<Command, { kind: 'simple' }>): Promise<number> {
  const { state } = context;
  switch (command.kind) {
    case 'group':
      return runScript(context, command.body);
    case 'subshell': {
      const inner = subshell(context);
      return runSubshell(inner, () => runScript(inner, command.body));
    }
    case 'if': {
      for (const { condition, body } of command.branches) {
        if ((await runScript({ ...context, condition: true }, condition)) === 0) return runScript(context, body);
      }
      return command.otherwise ? runScript(context, command.otherwise) : 0;
    }
    case 'loop':
      return runLoop(context, command.body, async () => {
        const status = await runScript({ ...context, condition: true }, command.condition);
        return (status === 0) !== command.until;
      });
    case 'count': {
      const numeric = (word: typeof command.start) => (word.length === 0 ? Promise.resolve(1n) : expandNumber(context, word));
      await numeric(command.start);
      let first = true;
      return runLoop(context, command.body, async () => {
        if (!first) await numeric(command.step);
        first = false;
        return (await numeric(command.condition)) !== 0n;
      });
    }
    case 'for': {
      const words = command.words === null ? [...state.positional] : await expandWords(context, command.words);
      let at = 0;
      return runLoop(context, command.body, async () => {
        const word = words[at];
        if (word === undefined) return false;
        at += 1;
        setVariable(state, command.name, word);
        return true;
      });
    }
    case 'select':
      return runSelect(
        context,
        command.name,
        command.words === null ? state.positional : await expandWords(context, command.words),
        command.body,
      );
    case 'case':
      return runCase(context, command);
    case 'test':
      return reporting(context, '[[', async () => ((await evaluateTest(context, command.test)) ? 0 : 1));
    case 'arithmetic':
      return reporting(context, '((', async () => ((await expandNumber(context, command.expression)) === 0n ? 1 : 0));
    case 'function':
      state.functions.set(command.name, { body: command.body, source: command.source });
      return 0;
  }
}

/** Runs a test or an expression, whose mistakes do not end the line. */
async function reporting(context: Context, name: string, run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof ArithmeticError) await complain(context, `${name}: ${error.message}`);
    else if (error instanceof TestError) {
      await complain(context, `${name}: ${error.message}`);
      return 2;
    } else throw error;
    return 1;
  }
}

async function runLoop(context: Context, body: Script, again: () => Promise<boolean>): Promise<number> {
  const { state } = context;
  let status = 0;
  /** Returns true if the loop goes on after `break` or `continue`. */
  const caught = (error: unknown): boolean => {
    if (!(error instanceof BreakLoop || error instanceof ContinueLoop)) throw error;
    error.levels -= 1;
    if (error.levels > 0) throw error;
    status = error instanceof BreakLoop ? error.status : 0;
    return error instanceof ContinueLoop;
  };
  state.loops += 1;
  try {
    for (;;) {
      try {
        if (!(await again())) return status;
        await context.shared.budget.breathe();
        status = await runScript(context, body);
      } catch (error) {
        if (!caught(error)) return status;
      }
    }
  } finally {
    state.loops -= 1;
  }
}

async function runSelect(context: Context, name: string, words: readonly string[], body: Script): Promise<number> {
  if (words.length === 0) return 0;
  await writeTo(context, 2, words.map((word, index) => `${index + 1}) ${word}\n`).join(''));
  return runLoop(context, body, async () => {
    const input = context.descriptors.get(0)?.input;
    const question = context.state.get('PS3') ?? '#? ';
    let line: string | null;
    if (input?.terminal) line = await context.shared.terminal.ask(question, { hidden: false });
    else {
      await writeTo(context, 2, question);
      const read = await input?.readTo(10);
      line = !read || (read.ended && read.bytes.length === 0) ? null : decode(read.bytes);
    }
    if (line === null) return false;
    setVariable(context.state, 'REPLY', line);
    setVariable(context.state, name, words[Number(line) - 1] ?? '');
    return true;
  });
}

async function runCase(context: Context, { word, items }: Extract<Command, { kind: 'case' }>): Promise<number> {
  const text = await expandText(context, word);
  let status = 0;
  let falls = false;
  for (const { patterns, body, end } of items) {
    let matches = falls;
    for (const pattern of matches ? [] : patterns) {
      if (!(await expandPattern(context, pattern)).matches(text)) continue;
      matches = true;
      break;
    }
    if (!matches) continue;
    status = await runScript(context, body);
    if (end === ';;') return status;
    falls = end === ';&';
  }
  return status;
}

async function runSimple(context: Context, command: Extract<Command, { kind: 'simple' }>): Promise<number> {
  const { state, shared } = context;
  const before = state.status;
  shared.substituted = null;
  const words: string[] = [];
  const declared: { at: number; assignment: Assignment }[] = [];
  for (const [index, word] of command.words.entries()) {
    const assignment = command.declared.get(index);
    if (assignment) {
      declared.push({ at: words.length, assignment });
      words.push(assignment.name);
    } else words.push(...(await expandWords(context, [word])));
  }
  const [name, ...rest] = words;
  if (name === undefined) {
    return withRedirections(
      context,
      command.redirections,
      async (redirected) => {
        for (const assignment of command.assignments) {
          await assign(redirected, assignment);
          if (state.options.xtrace)
            await trace(redirected, [`${assignment.name}=${quoteIfNeeded(state.get(assignment.name) ?? '')}`]);
        }
        return shared.substituted ?? 0;
      },
      complain,
    );
  }
  state.status = before;
  if (name === 'exec' && rest.length === 0) {
    // The redirections stay.
    return new Redirected(context).apply(command.redirections, complain);
  }
  return withRedirections(
    context,
    command.redirections,
    async (redirected) => {
      if (state.options.xtrace)
        await trace(context, [...command.assignments.map((one) => `${one.name}=…`), ...words.map(quoteIfNeeded)]);
      state.lastArgument = words.at(-1) as string;
      return withAssignments(redirected, command.assignments, () =>
        runWords(redirected, words, {
          assign: async (at) => {
            const found = declared.find((one) => one.at === at);
            if (found) await assign(redirected, found.assignment);
            return found !== undefined;
          },
        }),
      );
    },
    complain,
  );
}

async function trace(context: Context, words: readonly string[]): Promise<void> {
  await writeTo(context, 2, `+ ${words.join(' ')}\n`);
}

function quoteIfNeeded(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : quoteWord(text);
}

const NOTHING_DECLARED: Declared = { assign: async () => false };

/** Runs a command by its words: a function, a builtin, a command of the table or a script in a file. */
export async function runWords(
  context: Context,
  words: readonly string[],
  declared: Declared = NOTHING_DECLARED,
  { functions = true, builtins = true }: { functions?: boolean; builtins?: boolean } = {},
): Promise<number> {
  const { state, shared } = context;
  const [name = '', ...rest] = words;
  const own = functions ? state.functions.get(name) : undefined;
  if (own) return callFunction(context, own.body, rest);
  const builtin = builtins ? context.shared.builtins.get(name) : undefined;
  if (builtin) return orClosed(context, name, () => builtin(context, rest, { name, declared }));
  const command = shared.commands.get(name.replace(/^\/(?:usr\/)?(?:local\/)?bin\//, ''));
  if (command) {
    try {
      return await orClosed(context, name, () => command.run(invocationOf(context, name, rest)));
    } catch (error) {
      if (error instanceof FileError) {
        await writeTo(context, 2, `${name}: ${error.sentence}\n`);
        return 1;
      }
      throw error;
    }
  }
  if (name.includes('/')) return runFile(context, name, rest);
  await complain(context, `${name}: command not found`);
  return 127;
}

/** Runs a command, and reports that its output is closed. */
async function orClosed(context: Context, name: string, run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof ClosedOutput)) throw error;
    await complain(context, `${name}: write error: Bad file descriptor`);
    return 1;
  }
}

async function callFunction(context: Context, body: Command, words: readonly string[]): Promise<number> {
  const { state } = context;
  const { positional, loops } = state;
  state.positional = [...words];
  state.loops = 0;
  state.locals.push(new Map());
  try {
    return await deeper(context, () => runCommand(context, body));
  } catch (error) {
    if (!(error instanceof ReturnFromFunction)) throw error;
    return error.status;
  } finally {
    for (const [name, variable] of state.locals.pop() ?? []) {
      if (variable) state.variables.set(name, variable);
      else state.variables.delete(name);
    }
    state.positional = positional;
    state.loops = loops;
  }
}

async function runFile(context: Context, name: string, words: readonly string[]): Promise<number> {
  const { files } = context.shared;
  const path = pathIn(context, name);
  const facts = files.facts(path);
  const problem = !facts
    ? 'No such file or directory'
    : facts.isFolder
      ? 'Is a directory'
      : facts.mode & 0o100
        ? null
        : 'Permission denied';
  if (problem) {
    await complain(context, `${name}: ${problem}`);
    return facts ? 126 : 127;
  }
  return invocationOf(context, name, words).runScript(await files.readText(path), { name, words });
}

/** Returns a command's view of the shell. */
function invocationOf(context: Context, name: string, words: readonly string[]): Invocation {
  const { state, descriptors, shared } = context;
  return {
    name,
    words,
    env: state.exported(),
    cwd: state.cwd,
    stdin: descriptors.get(0)?.input ?? Input.of(new Uint8Array()),
    stdout: descriptors.get(1)?.output ?? CLOSED,
    stderr: descriptors.get(2)?.output ?? NOWHERE,
    files: shared.files,
    budget: shared.budget,
    run: (inner, { env, stdin } = {}) => {
      const changed = subshell(context);
      if (stdin) changed.descriptors.set(0, { input: stdin });
      if (env) {
        for (const variable of changed.state.variables.values()) variable.exported = false;
        for (const [key, value] of env) changed.state.export(key, value);
      }
      changed.state.functions = new Map();
      return runSubshell(changed, () => deeper(changed, () => runWords(changed, inner)));
    },
    runScript: (text, { name: scriptName, words: positional, options = '' }) => {
      const inner = subshell(context);
      const exported = inner.state.exported();
      inner.state.variables = new Map();
      for (const [key, value] of exported) inner.state.export(key, value);
      inner.state.functions = new Map();
      inner.state.aliases = new Map();
      inner.state.name = scriptName;
      inner.state.positional = [...positional];
      inner.state.options = {
        ...inner.state.options,
        errexit: options.includes('e'),
        nounset: options.includes('u'),
        xtrace: options.includes('x'),
        pipefail: false,
      };
      return runSubshell(inner, () => deeper(inner, () => runText(inner, text)));
    },
  };
}
