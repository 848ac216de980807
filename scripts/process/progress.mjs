import { stripVTControlCharacters } from 'node:util';

const stdout = process.stdout;
const plain = !stdout.isTTY || Boolean(process.env.NO_COLOR);
/** @param {number} code */
const paint = (code) => (/** @type {string} */ text) => (plain ? text : `\x1b[${code}m${text}\x1b[0m`);

export const bold = paint(1);
export const dim = paint(2);
export const red = paint(31);
export const green = paint(32);
export const cyan = paint(36);

/** Milliseconds a step may take before it says that it is at work, and how often it says so again where there is no terminal. */
const QUIET_MS = 400;
const REMINDER_MS = 30_000;

/** @param {number} ms */
export const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/**
 * Runs one step of set-up and says so: on a terminal one live line with the step's latest output, elsewhere plain lines.
 *
 * @template T
 * @param {{ doing: string, done: string, unchanged?: string }} words `unchanged` is said when the step returns false
 * @param {(onLine: (line: string) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step({ doing, done, unchanged = done }, work) {
  const started = Date.now();
  let latest = '';
  let reminded = started;
  let announced = false;
  const draw = () => {
    const elapsed = Date.now() - started;
    if (elapsed < QUIET_MS) return;
    if (stdout.isTTY) {
      const text = `  ${doing} … ${seconds(elapsed)}  ${latest}`;
      stdout.write(`\r\x1b[K${dim(text.slice(0, (stdout.columns ?? 80) - 1))}`);
    } else if (!announced) {
      console.log(`  ${doing} …`);
      announced = true;
    } else if (Date.now() - reminded >= REMINDER_MS) {
      console.log(`  ${doing} … ${Math.round(elapsed / 1000)} s`);
      reminded = Date.now();
    }
  };
  const timer = setInterval(draw, 200);
  const clear = () => {
    clearInterval(timer);
    if (stdout.isTTY) stdout.write('\r\x1b[K');
  };
  try {
    const result = await work((line) => {
      latest = stripVTControlCharacters(line).trim() || latest;
    });
    clear();
    const elapsed = Date.now() - started;
    console.log(`${green('✓')} ${result === false ? unchanged : done}${elapsed < QUIET_MS ? '' : dim(` (${seconds(elapsed)})`)}`);
    return result;
  } catch (error) {
    clear();
    console.error(`${red('✗')} ${doing}`);
    throw error;
  }
}
