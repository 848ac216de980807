import { FileError, parentOf } from '../files/file-tree';
import { encode } from '../text/bytes';
import type { Context } from './context';
import { expandText, expandWords, pathIn } from './expand';
import type { Descriptor, Descriptors } from './state';
import { Input, NOWHERE, type Output } from './streams';
import type { Redirection } from './syntax';

type Complain = (context: Context, message: string) => Promise<void>;

/** Runs something with redirected descriptors. A redirection that fails is reported, and nothing runs. */
export async function withRedirections(
  context: Context,
  redirections: readonly Redirection[],
  run: (redirected: Context) => Promise<number>,
  complain: Complain,
): Promise<number> {
  if (redirections.length === 0) return run(context);
  const redirected = new Redirected({ ...context, descriptors: new Map(context.descriptors) });
  const status = await redirected.apply(redirections, complain);
  return status === 0 ? run(redirected.context) : status;
}

/** A context whose descriptors are redirected in place. */
export class Redirected {
  readonly context: Context;

  constructor(context: Context) {
    this.context = context;
  }

  /** Applies redirections from left to right. Returns the status: 1 after a failure, which it reports. */
  async apply(redirections: readonly Redirection[], complain: Complain): Promise<number> {
    for (const redirection of redirections) {
      try {
        await this.one(redirection);
      } catch (error) {
        if (!(error instanceof RedirectionError)) throw error;
        await complain(this.context, error.message);
        return 1;
      }
    }
    return 0;
  }

  private get descriptors(): Descriptors {
    return this.context.descriptors;
  }

  private async one({ fd, operator, target, source }: Redirection): Promise<void> {
    const { context, descriptors } = this;
    if (operator === '<<' || operator === '<<<') {
      const text = await expandText(context, target);
      descriptors.set(fd ?? 0, { input: Input.of(encode(operator === '<<<' ? `${text}\n` : text)) });
      return;
    }
    const words = await expandWords(context, [target]);
    const [word = ''] = words;
    if (words.length !== 1) throw new RedirectionError(`${source}: ambiguous redirect`);
    if (operator === '>&' || operator === '<&') {
      const own = fd ?? (operator === '>&' ? 1 : 0);
      if (word === '-') {
        descriptors.delete(own);
        return;
      }
      if (/^\d+-?$/.test(word)) {
        const from = Number.parseInt(word, 10);
        const known = descriptors.get(from);
        if (!known) throw new RedirectionError(`${from}: Bad file descriptor`);
        descriptors.set(own, known);
        if (word.endsWith('-')) descriptors.delete(from);
        return;
      }
      if (fd !== null || operator === '<&') throw new RedirectionError(`${source}: ambiguous redirect`);
      await this.both(word, false);
      return;
    }
    if (operator === '&>' || operator === '&>>') {
      await this.both(word, operator === '&>>');
      return;
    }
    if (operator === '<') descriptors.set(fd ?? 0, await openToRead(context, word));
    else if (operator === '<>') {
      if (!context.shared.files.facts(pathIn(context, word))) await openToWrite(context, word, { append: true, clobber: true });
      descriptors.set(fd ?? 0, await openToRead(context, word));
    } else {
      const clobber = operator === '>|' || !context.state.options.noclobber;
      descriptors.set(fd ?? 1, await openToWrite(context, word, { append: operator === '>>', clobber }));
    }
  }

  private async both(word: string, append: boolean): Promise<void> {
    const clobber = !this.context.state.options.noclobber;
    const opened = await openToWrite(this.context, word, { append, clobber });
    this.descriptors.set(1, opened).set(2, opened);
  }
}

class RedirectionError extends Error {
  override readonly name = 'RedirectionError';
}

function deviceOf(path: string): number | 'null' | 'tty' | null {
  if (path === '/dev/null') return 'null';
  if (path === '/dev/tty') return 'tty';
  const standard = ['/dev/stdin', '/dev/stdout', '/dev/stderr'].indexOf(path);
  if (standard !== -1) return standard;
  const fd = /^\/dev\/fd\/([0-9])$/.exec(path);
  return fd ? Number(fd[1]) : null;
}

async function openToRead(context: Context, word: string): Promise<Descriptor> {
  const path = pathIn(context, word);
  const device = deviceOf(path);
  if (device === 'null') return { input: Input.of(new Uint8Array()) };
  if (device === 'tty') return { input: context.shared.terminalInput };
  if (device !== null) return requireDescriptor(context, device, word);
  try {
    return { input: Input.of(await context.shared.files.read(path)) };
  } catch (error) {
    throw problemOf(error, word);
  }
}

async function openToWrite(
  context: Context,
  word: string,
  { append, clobber }: { append: boolean; clobber: boolean },
): Promise<Descriptor> {
  const path = pathIn(context, word);
  const device = deviceOf(path);
  if (device === 'null') return { output: NOWHERE };
  if (device === 'tty') return { output: context.shared.terminalOutput };
  if (device !== null) return requireDescriptor(context, device, word);
  const { files, budget } = context.shared;
  try {
    if (word === '') throw new FileError('ENOENT', word);
    if (word.endsWith('/') || files.facts(path)?.isFolder) throw new FileError('EISDIR', word);
    if (!files.facts(parentOf(path))?.isFolder) throw new FileError('ENOENT', word);
    if (!append && !clobber && files.facts(path)) throw new RedirectionError(`${word}: cannot overwrite existing file`);
    if (append) await files.append(path, new Uint8Array());
    else files.write(path, new Uint8Array());
  } catch (error) {
    throw problemOf(error, word);
  }
  return { output: fileOutput(path, { files, budget }) };
}

/** Returns an output that appends to a file. */
function fileOutput(path: string, { files, budget }: Pick<Context['shared'], 'files' | 'budget'>): Output {
  return {
    terminal: false,
    write: async (data) => {
      await files.append(path, data);
      await budget.breathe();
    },
  };
}

function requireDescriptor(context: Context, fd: number, word: string): Descriptor {
  const known = context.descriptors.get(fd);
  if (!known) throw new RedirectionError(`${word}: No such file or directory`);
  return known;
}

function problemOf(error: unknown, word: string): unknown {
  return error instanceof FileError ? new RedirectionError(`${word}: ${error.sentence}`) : error;
}
