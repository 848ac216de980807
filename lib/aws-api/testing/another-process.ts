import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export type AnotherProcess = { port: number; url: string; stop(): Promise<void> };

/** Starts the wire API in another process on the same database. It ends with this process at the latest. */
export async function startAnotherProcess(databaseUrl: string): Promise<AnotherProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'serve.ts'), databaseUrl], {
    cwd: join(import.meta.dirname, '../../..'),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended]);
  if (child.exitCode !== null) throw new Error(`the wire API did not start: exit code ${child.exitCode}`);
  const port = Number(line);
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
