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
  it('prints one result per line, and an error object for a malformed line', () => {
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

  it('warns about each property that no request can have, and about nothing else', () => {
    const lines: readonly [object, ...(string | RegExp)[]][] = [
      [one],
      [{ ...one, resource: 'arn:aws:s3:::b/*', context: { 'aws:SourceIp': '192.0.2.1', 's3:authType': 'REST-HEADER' } }],
      [{ ...one, resource: '*' }],
      [{ ...one, action: 's3:GetObjct' }, 'There is no action s3:GetObjct. Did you mean s3:GetObject?'],
      [{ ...one, resource: 'arn:aws:s3:::b' }, /^s3:GetObject does not work on arn:aws:s3:::b: its resource is .*object/],
      [{ ...one, context: { 's3:prefix': 'a' } }, 'Requests for s3:GetObject do not carry s3:prefix.'],
      [{ ...one, context: { 's3:prefx': 'a' } }, 'There is no condition key s3:prefx. Did you mean s3:prefix?'],
      [
        { ...one, action: 's3:ListAllMyBuckets' },
        's3:ListAllMyBuckets has no resource: it is decided on *, not on arn:aws:s3:::b/o.',
      ],
      [
        { ...one, action: 's3:GetObjct', resource: 'x', context: { 'k:v': 'a' } },
        /^There is no action/,
        /^There is no condition key k:v/,
      ],
    ];
    const results = evaluate(lines.map(([value]) => JSON.stringify(value)));
    lines.forEach(([, ...warnings], i) => {
      const expected = warnings.map((text) => (typeof text === 'string' ? text : expect.stringMatching(text)));
      expect(results[i]).toMatchObject({ decision: 'Allowed', warnings: expected });
    });
  });

  it('decides an action without a resource on *, regardless of the resource in the case', () => {
    const on = (Resource: string) => [
      { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource } },
    ];
    const asked = { ...one, action: 's3:ListAllMyBuckets', resourceAccount: '444455556666' };
    const results = evaluate([on('arn:aws:s3:::b/o'), on('*')].map((identity) => JSON.stringify({ ...asked, identity })));
    expect(results).toMatchObject([{ decision: 'ImplicitDeny' }, { decision: 'Allowed' }]);
  });

  it('evaluates 10,000 cases', () => {
    const results = evaluate(Array.from({ length: 10_000 }, (_, i) => JSON.stringify({ name: String(i), ...one })));
    expect(results).toHaveLength(10_000);
    expect(results[9_999]).toMatchObject({ name: '9999', decision: 'Allowed' });
  });
});
