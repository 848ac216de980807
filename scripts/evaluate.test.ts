import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'evaluate-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function evaluate(lines: readonly string[]): unknown[] {
  const file = join(folder, 'cases.jsonl');
  writeFileSync(file, lines.join('\n'));
  const output = execFileSync(process.execPath, ['--import', 'tsx', 'scripts/evaluate.ts', file], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}

const one = {
  principal: 'arn:aws:iam::111122223333:user/ana',
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::b/o',
  identity: [{ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } }],
};

describe('npm run evaluate', () => {
  it('prints one result a line, an error object for a malformed line, and goes on', () => {
    const results = evaluate([
      JSON.stringify({ name: 'a', ...one }),
      'nonsense',
      '',
      '[]',
      JSON.stringify({ name: 'b', ...one, identity: [] }),
    ]);
    expect(results).toMatchObject([
      { name: 'a', decision: 'Allowed' },
      { line: 2, error: 'The line is not JSON.' },
      { line: 4, error: 'A case is a JSON object.' },
      { name: 'b', decision: 'ImplicitDeny', blockedBy: ['identity'] },
    ]);
  });

  it('evaluates 10,000 cases and loses none', () => {
    const results = evaluate(Array.from({ length: 10_000 }, (_, i) => JSON.stringify({ name: String(i), ...one })));
    expect(results).toHaveLength(10_000);
    expect(results[9_999]).toMatchObject({ name: '9999', decision: 'Allowed' });
  });
});
