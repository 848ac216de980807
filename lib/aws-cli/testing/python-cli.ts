import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { writeJson } from '../python/json-writer';
import type { Value } from '../python/value';

const PYTHON = '/usr/bin/python3';

/** True where Debian's package awscli is installed. Laws that compare with it are skipped elsewhere. */
export const hasPythonCli = existsSync('/usr/lib/python3/dist-packages/awscli');

export type PythonAnswer<T> = { ok: T } | { error: string; kind: string };

/** A process that has loaded the real AWS CLI. */
export type PythonCli = {
  /** Asks a function of python-cli.py. */
  ask: <T>(question: string, given: Value) => Promise<PythonAnswer<T>>;
  close: () => void;
};

/** Starts Python with the modules of the AWS CLI. Questions are answered in order. */
export function startPythonCli(): PythonCli {
  const child = spawn(PYTHON, [join(import.meta.dirname, 'python-cli.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, HOME: '/nonexistent', TZ: 'UTC', LC_ALL: 'C.UTF-8' } as unknown as NodeJS.ProcessEnv,
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let last: Promise<unknown> = Promise.resolve();
  const ask = <T>(question: string, given: Value): Promise<PythonAnswer<T>> => {
    const answer = last.then(async () => {
      child.stdin.write(`${writeJson([question, given], { ascii: true })}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error('Python ended.');
      return JSON.parse(value) as PythonAnswer<T>;
    });
    last = answer.catch(() => undefined);
    return answer;
  };
  return { ask, close: () => child.stdin.end() };
}
