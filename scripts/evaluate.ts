import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { hasNoResource, loadCatalog } from '@gatehouse/catalog/load-catalog';
import { caseWarnings, runCase } from '@gatehouse/policy/cases';

/** Evaluates a file of JSON Lines, one case a line, and prints one JSON result a line (packages/policy/src/README.md, "Cases"). */
async function main(path: string | undefined): Promise<number> {
  if (path === undefined) {
    process.stderr.write('Usage: npm run --silent evaluate -- FILE   (JSON Lines, one case a line; - reads standard input)\n');
    return 2;
  }
  const input = path === '-' ? process.stdin : createReadStream(path, 'utf8');
  const failed = new Promise<never>((_, reject) => input.once('error', reject));
  await Promise.race([failed, evaluateLines(createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }))]);
  return 0;
}

async function evaluateLines(lines: AsyncIterable<string>): Promise<void> {
  let number = 0;
  let results: string[] = [];
  for await (const text of lines) {
    number += 1;
    const line = number === 1 ? text.replace(/^\ufeff/, '') : text;
    if (line.trim() === '') continue;
    results.push(JSON.stringify(evaluateLine(line, number)));
    if (results.length < 500) continue;
    await write(results);
    results = [];
  }
  await write(results);
}

function evaluateLine(text: string, line: number): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { line, error: 'The line is not JSON.' };
  }
  const result = runCase(decidedCase(value));
  return 'error' in result ? { line, ...result } : { ...result, warnings: caseWarnings(value, loadCatalog()) };
}

/** Returns the evaluated case: `*` for an action without a resource, unless another account owns it or it has a policy. */
function decidedCase(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('action' in value)) return value;
  if (typeof value.action !== 'string' || !hasNoResource(value.action)) return value;
  return { ...value, resource: '*', resourceAccount: undefined, resourcePolicy: undefined };
}

async function write(results: readonly string[]): Promise<void> {
  if (results.length === 0) return;
  if (!process.stdout.write(`${results.join('\n')}\n`)) await new Promise((resolve) => process.stdout.once('drain', resolve));
}

main(process.argv[2]).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
