import { FileError, resolvePath } from '../files/file-tree';
import type { Invocation, ShellCommand } from '../language/context';
import { Input } from '../language/streams';
import { encode, joinBytes } from '../text/bytes';

/** Writes a message to standard error with the name of the command. */
export async function report({ name, stderr }: Invocation, problem: string): Promise<void> {
  await stderr.write(encode(`${name}: ${problem}\n`));
}

/** Calls `use` with each file of a command, or with standard input. Returns 1 if one could not be read. */
async function eachInput(
  invocation: Invocation,
  operands: readonly string[],
  use: (input: Input, operand: string) => Promise<void>,
): Promise<number> {
  let status = 0;
  for (const operand of operands.length > 0 ? operands : ['-']) {
    if (operand === '-' || operand === '/dev/stdin') {
      await use(invocation.stdin, operand);
      continue;
    }
    try {
      await use(Input.of(await invocation.files.read(resolvePath(invocation.cwd, operand))), operand);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      await report(invocation, `${operand}: ${error.sentence}`);
      status = 1;
    }
  }
  return status;
}

async function cat(invocation: Invocation): Promise<number> {
  const { words, stdout, budget } = invocation;
  const letters = words.filter((word) => /^-[a-zA-Z]+$/.test(word)).join('');
  const operands = words.filter((word) => word === '-' || !word.startsWith('-'));
  if (/[^-nAETvetsubB]/.test(letters)) {
    await report(invocation, `invalid option -- '${/[^-nAETvetsubB]/.exec(letters)?.[0]}'`);
    return 1;
  }
  let line = 1;
  return eachInput(invocation, operands, async (input) => {
    if (!/[nAETeb]/.test(letters)) {
      for (let chunk = await input.read(); chunk; chunk = await input.read()) {
        await stdout.write(chunk);
        await budget.breathe();
      }
      return;
    }
    for (;;) {
      const { bytes, ended } = await input.readTo(10);
      if (ended && bytes.length === 0) return;
      const numbered = letters.includes('n') || (letters.includes('b') && bytes.length > 0);
      const head = numbered ? encode(`${String(line).padStart(6)}\t`) : new Uint8Array();
      const tabs = /[AT]/.test(letters)
        ? joinBytes([...bytes].map((byte) => (byte === 9 ? encode('^I') : Uint8Array.of(byte))))
        : bytes;
      const tail = ended ? '' : /[AEe]/.test(letters) ? '$\n' : '\n';
      if (numbered) line += 1;
      await stdout.write(joinBytes([head, tabs, encode(tail)]));
      await budget.breathe();
    }
  });
}

async function head(invocation: Invocation): Promise<number> {
  const { words, stdout, budget } = invocation;
  let lines: number | null = 10;
  let bytes: number | null = null;
  const operands: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as string;
    const found = /^-(?:(\d+)|([nc])(-?\d+)?|-(lines|bytes)=(-?\d+))$/.exec(word);
    if (!found) {
      if (word !== '-q' && word !== '--') operands.push(word);
      continue;
    }
    const isBytes = found[2] === 'c' || found[4] === 'bytes';
    let value = found[1] ?? found[3] ?? found[5];
    if (value === undefined) {
      at += 1;
      value = words[at] ?? '';
    }
    if (!/^-?\d+$/.test(value)) {
      await report(invocation, `invalid number of ${isBytes ? 'bytes' : 'lines'}: '${value}'`);
      return 1;
    }
    bytes = isBytes ? Number(value) : null;
    lines = isBytes ? null : Number(value);
  }
  let first = true;
  return eachInput(invocation, operands, async (input, operand) => {
    if (operands.length > 1)
      await stdout.write(encode(`${first ? '' : '\n'}==> ${operand === '-' ? 'standard input' : operand} <==\n`));
    first = false;
    if (bytes !== null && bytes >= 0) {
      for (let left = bytes; left > 0; ) {
        const chunk = await input.read();
        if (!chunk) return;
        await stdout.write(chunk.subarray(0, left));
        input.unread(chunk.subarray(left));
        left -= chunk.length;
      }
      return;
    }
    const count = lines ?? 0;
    if (bytes !== null || count < 0) {
      const whole = await input.readAll(budget);
      if (bytes !== null) {
        await stdout.write(whole.subarray(0, Math.max(0, whole.length + bytes)));
        return;
      }
      let end = whole.length;
      for (let left = -count; left > 0 && end > 0; left -= 1) end = whole.lastIndexOf(10, end - 2) + 1;
      await stdout.write(whole.subarray(0, end));
      return;
    }
    for (let left = count; left > 0; left -= 1) {
      const { bytes: line, ended } = await input.readTo(10);
      if (ended && line.length === 0) return;
      await stdout.write(ended ? line : joinBytes([line, Uint8Array.of(10)]));
      await budget.breathe();
    }
  });
}

async function tee(invocation: Invocation): Promise<number> {
  const { words, stdin, stdout, files, cwd, budget } = invocation;
  const append = words.includes('-a');
  const paths: string[] = [];
  let status = 0;
  for (const operand of words.filter((word) => !/^-[ai]+$/.test(word))) {
    const path = resolvePath(cwd, operand);
    if (path === '/dev/null') continue;
    try {
      if (append) await files.append(path, new Uint8Array());
      else files.write(path, new Uint8Array());
      paths.push(path);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      await report(invocation, `${operand}: ${error.sentence}`);
      status = 1;
    }
  }
  for (let chunk = await stdin.read(); chunk; chunk = await stdin.read()) {
    for (const path of paths) await files.append(path, chunk);
    await stdout.write(chunk);
    await budget.breathe();
  }
  return status;
}

async function yes({ words, stdout, budget }: Invocation): Promise<number> {
  const line = encode(`${words.length > 0 ? words.join(' ') : 'y'}\n`);
  const block = joinBytes(Array.from({ length: Math.max(1, Math.floor(4096 / line.length)) }, () => line));
  for (;;) {
    await stdout.write(block);
    await budget.breathe();
  }
}

async function sleep(invocation: Invocation): Promise<number> {
  const { words, budget } = invocation;
  let seconds = 0;
  for (const word of words) {
    const found = /^(\d+(?:\.\d*)?|\.\d+)([smhd]?)$/.exec(word);
    if (!found) {
      await report(invocation, `invalid time interval '${word}'`);
      return 1;
    }
    seconds += Number(found[1]) * ({ s: 1, m: 60, h: 3600, d: 86_400 }[found[2] || 's'] as number);
  }
  if (words.length === 0) {
    await report(invocation, 'missing operand');
    return 1;
  }
  await wait(Math.min(seconds * 1000, 0x7fffffff), budget);
  return 0;
}

/** Waits, but no longer than until Ctrl+C. */
export async function wait(milliseconds: number, budget: Invocation['budget']): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    await budget.outside(
      budget.interruptible(
        new Promise<void>((resolve) => {
          timer = setTimeout(resolve, milliseconds);
        }),
      ),
    );
  } finally {
    clearTimeout(timer);
  }
}

export const STREAM_COMMANDS: readonly (readonly [string, ShellCommand])[] = [
  ['cat', { summary: 'prints files', run: cat }],
  ['less', { summary: 'prints files; the pane scrolls', run: cat }],
  ['more', { summary: 'prints files; the pane scrolls', run: cat }],
  ['head', { summary: 'prints the first lines', run: head }],
  ['tee', { summary: 'copies its input to files', run: tee }],
  ['yes', { summary: 'prints a line again and again', run: yes }],
  ['sleep', { summary: 'waits', run: sleep }],
];
