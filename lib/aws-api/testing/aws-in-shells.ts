import { execFile, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A folder with an `aws` command, to be first in a shell's PATH. `close` ends the process that answers. */
export type AwsInShells = { folder: string; close(): void };

/**
 * Starts Debian's AWS CLI for scripts that call it many times. One process loads it, and each call is a fork of that process.
 * @param folder an empty folder, which the caller deletes
 */
export async function serveAwsToShells(folder: string): Promise<AwsInShells> {
  const pipes = `${folder}/$$`;
  const program = `#!/bin/bash
mkfifo "${pipes}" "${pipes}.1" "${pipes}.2"
cat <"${pipes}.1" & cat <"${pipes}.2" >&2 &
echo $$ >"${folder}/calls"
read -r status <"${pipes}"
wait
rm "${pipes}" "${pipes}.1" "${pipes}.2"
exit "$status"
`;
  await promisify(execFile)('mkfifo', [join(folder, 'calls')]);
  await writeFile(join(folder, 'aws'), program, { mode: 0o755 });
  const server = spawn('/usr/bin/python3', [join(import.meta.dirname, 'serve-aws-cli.py'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    // The configuration must not depend on the machine.
    env: { ...process.env, HOME: folder },
  });
  await new Promise<void>((resolve, reject) => {
    server.stdout.once('data', () => resolve());
    server.once('close', () => reject(new Error('the AWS CLI did not start')));
  });
  return { folder, close: () => void server.kill() };
}
