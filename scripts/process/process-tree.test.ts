import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { endProcessTree, processTree } from './process-tree.mjs';

test('endProcessTree kills a process that ignores SIGTERM, and leaves other processes alone', async () => {
  const start = (program: string) => spawn(process.execPath, ['--eval', program], { stdio: ['ignore', 'pipe', 'ignore'] });
  const stubborn = start(`process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('up')`);
  const other = start(`setInterval(() => {}, 1000); console.log('up')`);
  await Promise.all([stubborn, other].map(({ stdout }) => once(stdout, 'data')));
  const end = once(stubborn, 'exit');
  await endProcessTree(stubborn.pid ?? 0, { graceMs: 0 });
  expect(await end).toEqual([null, 'SIGKILL']);
  expect(processTree(other.pid ?? 0)).toEqual([other.pid]);
  const otherEnd = once(other, 'exit');
  await endProcessTree(other.pid ?? 0);
  expect(await otherEnd).toEqual([null, 'SIGTERM']);
});
