// `gatehouse test FILE…`: runs files of access tests and prints the results. Uses Node's own modules, as nothing may be installed
// yet.
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bold, dim, green, red } from './process/progress.mjs';

const USAGE = `Usage: gatehouse test FILE… [--url URL] [--token TOKEN] [--account ID] [--junit FILE]
       gatehouse test FILE… --data-dir FOLDER [--account ID] [--junit FILE]

Asks a running Gatehouse at URL (http://localhost:4566 or API_PORT), or opens the database in a data folder itself.
TOKEN is the reset token or that of the authorization API; without it GATEHOUSE_RESET_TOKEN, then GATEHOUSE_AUTHORIZE_TOKEN is taken.
ID is the account in which the tests run; without it the one that manages the only organization.
Ends with 0 when all tests hold, with 1 when some do not or a file has faults, with 2 when they could not be run.`;

const OPTIONS = /** @type {const} */ ({
  url: { type: 'string' },
  token: { type: 'string' },
  account: { type: 'string' },
  junit: { type: 'string' },
  'data-dir': { type: 'string' },
});

/**
 * @typedef {{ name: string, line: number, status: 'passed' | 'failed' | 'undecided', why: string[], more: number }} Result
 * @typedef {{ name: string, issues: { message: string, line: number, column: number }[], results: Result[] }} FileResults
 * @typedef {{ files: FileResults[], passed: number, failed: number, undecided: number, junit?: string }} Answer
 */

/**
 * @param {string[]} args
 * @param {(dataDir: string, body: string) => Promise<string>} runHere asks the database in a data folder, as a running Gatehouse would answer
 * @returns {Promise<number>} the exit code
 */
export async function testAccess(args, runHere) {
  try {
    const { positionals, values } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
    if (positionals.length === 0) throw new Error(USAGE);
    const files = positionals.map((name) => ({ name, source: readFileSync(name, 'utf8') }));
    const { account } = values;
    // Before a data folder is opened, which is done from another folder.
    const junit = values.junit && resolve(values.junit);
    const body = JSON.stringify({ files, ...(account && { account }), ...(junit && { junit: true }) });
    const dataDir = values['data-dir'];
    /** @type {Answer} */
    const answer = dataDir === undefined ? await ask(values, body) : JSON.parse(await runHere(dataDir, body));
    if (junit) writeFileSync(junit, answer.junit ?? '');
    console.log(text(answer));
    const { failed, undecided } = answer;
    return failed + undecided + faulty(answer) === 0 ? 0 : 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 2;
  }
}

/** @param {{ url?: string, token?: string }} values @param {string} body @returns {Promise<Answer>} */
async function ask({ url = `http://localhost:${process.env.API_PORT || 4566}`, token }, body) {
  const { GATEHOUSE_RESET_TOKEN, GATEHOUSE_AUTHORIZE_TOKEN } = process.env;
  const bearer = token ?? GATEHOUSE_RESET_TOKEN ?? GATEHOUSE_AUTHORIZE_TOKEN ?? '';
  const address = new URL('/_gatehouse/access-tests', url);
  const response = await fetch(address, { method: 'POST', headers: { authorization: `Bearer ${bearer}` }, body }).catch(
    (error) => {
      throw new Error(`Nothing answers at ${address.origin}: ${error.cause?.message || error.message}`);
    },
  );
  const answer = /** @type {any} */ (await response.json().catch(() => null));
  if (response.status !== 200) throw new Error(answer?.message ?? `${address} answered ${response.status}.`);
  return answer;
}

/** @param {Answer} answer */
const faulty = ({ files }) => files.filter(({ issues }) => issues.length > 0).length;

/** @param {Answer} answer */
function text(answer) {
  const { files, passed, failed, undecided } = answer;
  const lines = files.flatMap(({ name, issues, results }) => [
    bold(name),
    ...issues.map(({ message, line, column }) => red(`  ! line ${line}, column ${column}: ${message}`)),
    ...results.flatMap(resultLines),
    '',
  ]);
  const unreadable = faulty(answer);
  const counts = [
    `${passed} passed`,
    ...(failed > 0 ? [red(`${failed} failed`)] : []),
    ...(undecided > 0 ? [red(`${undecided} undecided`)] : []),
    ...(unreadable > 0 ? [red(`${unreadable} ${unreadable === 1 ? 'file' : 'files'} that cannot be read`)] : []),
  ];
  return [...lines, counts.join(', ')].join('\n');
}

/** @param {Result} result */
function resultLines({ name, line, status, why, more }) {
  if (status === 'passed') return [`  ${green('✓')} ${name}`];
  const mark = red(status === 'failed' ? '✗' : '?');
  return [
    `  ${mark} ${name} ${dim(`(line ${line})`)}`,
    ...why.map((reason) => `      ${reason}`),
    ...(more > 0 ? [dim(`      and ${more} more`)] : []),
  ];
}
