import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Outcome, TestShell } from './test-shell';

/** The result of a script, with messages of the shell without their prefix. */
export type Result = Pick<Outcome, 'status' | 'stdout' | 'stderr'>;

/** Runs each script of its input, which NUL characters divide, in a subshell with a folder of its own. Prints the statuses. */
const DRIVER = `
mapfile -d '' -t __scripts
for __at in "\${!__scripts[@]}"; do
  mkdir "$__at"
  ( cd "$__at"; unset OLDPWD; set --; eval "\${__scripts[__at]}" ) >"$__at.out" 2>"$__at.err" </dev/null
  echo $?
done
`;

/** Runs scripts in one process of the machine's bash. */
export function runInBash(scripts: readonly string[]): Result[] {
  const folder = mkdtempSync(join(tmpdir(), 'bash-'));
  try {
    // The name of the shell in messages is `bash`, as in ours.
    const printed = execFileSync('/bin/bash', ['--norc', '--noprofile', '-c', DRIVER, 'bash'], {
      cwd: folder,
      input: scripts.map((script) => `${script}\0`).join(''),
      env: { NODE_ENV: 'test', PATH: '/usr/bin:/bin', HOME: folder, LC_ALL: 'C.UTF-8', TZ: 'UTC' },
      encoding: 'utf8',
      timeout: 60_000,
    });
    return printed
      .trim()
      .split('\n')
      .map((status, at) => ({
        status: Number(status),
        stdout: readFileSync(join(folder, `${at}.out`), 'utf8'),
        stderr: withoutPrefixes(readFileSync(join(folder, `${at}.err`), 'utf8')),
      }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a script in a new shell of ours, in an empty folder. */
export async function runInShell(script: string): Promise<Result> {
  const shell = new TestShell();
  await shell.run('cd /tmp; unset OLDPWD');
  const { status, stdout, stderr, incomplete } = await shell.run(script);
  // A script in a file has no further line.
  return { status, stdout, stderr: incomplete ? 'syntax error: unexpected end of file\n' : withoutPrefixes(stderr) };
}

/** Removes the name of the shell and the line from messages, and the quotation of the line after a syntax error. */
function withoutPrefixes(text: string): string {
  return (
    text
      .split('\n')
      .filter((line) => !/^bash: (?:eval: )?line \d+: `.*'$/.test(line))
      .map((line) => line.replace(/^(?:(?:bash|environment): )+(?:eval: )?(?:line \d+: )?/, ''))
      // `eval` of the driver adds a level to traces.
      .map((line) => line.replace(/^\+(?=\++ )/, ''))
      .join('\n')
  );
}
