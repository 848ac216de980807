import { spawnSync } from 'node:child_process';
import type { CommandIo } from '../io';
import { nodeFiles } from './node-files';

/** The output of a command. */
export type Written = { stdout: string; stderr: string };

/** Returns a world of the command `aws` in Node: a real folder, no terminal, and texts that are collected. Questions read lines of standard input. */
export function nodeIo(
  folder: string,
  env: Readonly<Record<string, string>>,
  call: CommandIo['call'],
  stdin = '',
): { io: CommandIo; written: Written } {
  const written: Written = { stdout: '', stderr: '' };
  const left = stdin.split('\n');
  const io: CommandIo = {
    env: new Map(Object.entries(env)),
    files: nodeFiles(folder),
    stdin: async () => new TextEncoder().encode(stdin),
    stdout: (data) => {
      written.stdout += typeof data === 'string' ? data : new TextDecoder().decode(data);
    },
    stderr: (text) => {
      written.stderr += text;
    },
    toTerminal: false,
    columns: 80,
    prompt: async (question) => {
      written.stdout += question;
      return left.shift() ?? '';
    },
    runShell: async (text) => {
      const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', text], {
        cwd: folder,
        env: { ...env, NODE_ENV: 'test' },
        input: stdin,
        encoding: 'utf8',
      });
      written.stdout += stdout;
      written.stderr += stderr;
      return status ?? 255;
    },
    call,
    sleep: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
    now: () => new Date(),
    signal: new AbortController().signal,
  };
  return { io, written };
}
