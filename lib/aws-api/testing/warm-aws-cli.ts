import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** True where Debian's AWS CLI is installed. */
export const hasAwsCli = existsSync('/usr/bin/aws') && existsSync('/usr/lib/python3/dist-packages/awscli');

export type CliOutcome = { status: number; stdout: string; stderr: string };

/** Debian's AWS CLI in a process that has loaded it. Commands run one after the other. */
export type WarmAwsCli = {
  /** Runs a command. @param environment the variables for this command alone */
  run(args: readonly string[], environment?: Readonly<Record<string, string>>, stdin?: string): Promise<CliOutcome>;
  close(): void;
};

/** Starts a process that runs commands as /usr/bin/aws does. */
export function startAwsCli(env: NodeJS.ProcessEnv, cwd = process.cwd()): WarmAwsCli {
  const child = spawn('/usr/bin/python3', [join(import.meta.dirname, 'run-aws-cli.py')], {
    cwd,
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    run: async (args, environment = {}, stdin = '') => {
      child.stdin.write(`${JSON.stringify([args, environment, stdin])}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error(`the AWS CLI ended at ${args.join(' ')}`);
      return JSON.parse(value) as CliOutcome;
    },
    close: () => child.stdin.end(),
  };
}
