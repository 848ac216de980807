import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** A program that ended badly; `output` is everything it said. */
export class CommandError extends Error {
  /** @param {string} message @param {string} output */
  constructor(message, output) {
    super(message);
    this.output = output;
  }
}

/**
 * Runs a program to its end and returns what it printed. Never asks for input. Throws a CommandError when it fails.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, uid?: number, gid?: number, onLine?: (line: string) => void }} options
 * @returns {Promise<{ stdout: string, output: string }>}
 */
export function runCommand(command, args, { onLine, ...options }) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    let stdout = '';
    let output = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      createInterface({ input: stream }).on('line', (line) => {
        output += `${line}\n`;
        onLine?.(line);
      });
    }
    child.on('error', (error) => {
      running.delete(child);
      reject(new CommandError(`${command} could not be started: ${error.message}`, output));
    });
    child.on('close', (code, signal) => {
      running.delete(child);
      if (code === 0) resolve({ stdout, output });
      else reject(new CommandError(`${[command, ...args].join(' ')} ended with ${signal ?? `exit code ${code}`}`, output));
    });
  });
}

/** Asks every program that is still running to end; for a signal that arrives during set-up. */
export function stopRunningCommands() {
  for (const child of running) child.kill('SIGTERM');
}
