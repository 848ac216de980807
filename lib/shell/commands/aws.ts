import type { CallAnswer, CallRequest, CommandIo } from '../../aws-cli/io';
import { Interrupted } from '../../aws-cli/io';
import { resolvePath } from '../files/file-tree';
import { Stopped } from '../language/budget';
import type { Invocation, ShellCommand, Terminal } from '../language/context';
import { encode } from '../text/bytes';
import { wait } from './streams';

/** The command of the AWS CLI: its words without `aws`, and its world. */
export type RunAws = (words: readonly string[], io: CommandIo) => Promise<number>;

export type AwsWorld = {
  runAws: RunAws;
  call: (request: CallRequest, signal: AbortSignal) => Promise<CallAnswer>;
  /** Returns the names of the browser's sessions. */
  sessions: () => Promise<readonly string[]>;
  terminal: () => Terminal;
  columns: () => number;
  now: () => Date;
  /** Called for denied calls when the command has ended and its error is printed. */
  denied: (decision: string, message: string) => void;
};

const DEFAULT_COLUMNS = 80;

export function awsCommand(world: AwsWorld): ShellCommand {
  return { summary: 'calls the services of AWS', run: (invocation) => run(invocation, world) };
}

async function run(invocation: Invocation, world: AwsWorld): Promise<number> {
  const { words, env, cwd, files, stdin, stdout, stderr, budget } = invocation;
  const denials: { decision: string; message: string }[] = [];
  let failure: unknown = null;
  let written: Promise<void> = Promise.resolve();
  const writeTo = (output: Invocation['stdout'], data: Uint8Array) => {
    written = written.then(async () => {
      if (failure === null) await output.write(data);
    });
    written = written.catch((error: unknown) => {
      failure ??= error;
    });
  };
  const interruptible = async <Result>(promise: Promise<Result>): Promise<Result> => {
    try {
      return await budget.interruptible(promise);
    } catch (error) {
      throw error instanceof Stopped ? new Interrupted() : error;
    }
  };
  const io: CommandIo = {
    env,
    files: {
      cwd,
      read: async (path) => (path === '/dev/stdin' ? stdin.readAll(budget) : files.read(resolvePath(cwd, path))),
      write: async (path, content, modified) => {
        if (path === '/dev/stdout') writeTo(stdout, content);
        else if (path === '/dev/stderr') writeTo(stderr, content);
        else if (path !== '/dev/null') {
          files.write(resolvePath(cwd, path), content);
          if (modified) files.setModified(resolvePath(cwd, path), modified);
        }
      },
      list: async (path) => files.list(resolvePath(cwd, path)),
      stat: async (path) => files.facts(resolvePath(cwd, path)),
      makeFolder: async (path) => files.makeFolders(resolvePath(cwd, path)),
      remove: async (path) => files.remove(resolvePath(cwd, path)),
    },
    stdin: () => interruptible(stdin.readAll(budget)),
    stdout: (data) => writeTo(stdout, typeof data === 'string' ? encode(data) : data),
    stderr: (text) => writeTo(stderr, encode(text)),
    toTerminal: stdout.terminal,
    columns: stdout.terminal ? world.columns() : DEFAULT_COLUMNS,
    prompt: async (question, answer) => (await interruptible(world.terminal().ask(question, answer))) ?? '',
    runShell: async (text) => {
      // The program writes to the same streams.
      await written;
      try {
        return await invocation.runScript(text, { name: 'sh', words: [] });
      } catch (error) {
        // A limit or Ctrl+C ends the whole line.
        failure ??= error;
        throw new Interrupted();
      }
    },
    sessions: () => interruptible(world.sessions()),
    call: async (request) => {
      const answer = await interruptible(world.call(request, budget.signal));
      if (answer.ok === false && answer.decision !== undefined)
        denials.push({ decision: answer.decision, message: answer.message });
      return answer;
    },
    sleep: (milliseconds) => interruptible(wait(milliseconds, budget)),
    now: world.now,
    signal: budget.signal,
  };
  let status = 0;
  try {
    status = await world.runAws(words, io);
  } catch (error) {
    failure ??= error instanceof Interrupted ? new Stopped() : error;
  }
  await written;
  for (const { decision, message } of denials) world.denied(decision, message);
  // A pipe that nobody reads any more, Ctrl+C or a limit.
  if (failure !== null) throw failure;
  return status;
}
