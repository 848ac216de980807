import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../core/test-world';
import { allow, userWith } from '../../sts/test-actors';
import { createTestApi, type TestApi } from '../testing/api';
import { signRequest } from '../testing/signer';

const [RESET, AUTHORIZE] = ['the-reset-token-of-a-test', 'a-token-of-the-authorization-api'];
const GOOD = `version: 1
tests:
  - name: Ana reads
    allow: { principal: user/ana, action: s3:GetObject, resource: "*" }
`;
const BAD = `${GOOD}  - name: Ana <deletes> & "breaks"
    allow: { principal: user/ana, action: s3:DeleteObject, resource: "*" }
  - name: Bo is not there
    deny: { principal: user/bo, action: s3:GetObject, resource: "*" }
`;
const WRONG = 'version: 1\ntests:\n  - name: nothing\n';

let api: TestApi;
let account: Actor;
let folder: string;
beforeAll(async () => {
  api = await createTestApi({ resetToken: RESET, authorizeToken: AUTHORIZE });
  account = await api.account('tested');
  await userWith(api, account, 'ana', allow('s3:GetObject'));
  folder = mkdtempSync(join(tmpdir(), 'access-tests-'));
  for (const [name, source] of Object.entries({ good: GOOD, bad: BAD, wrong: WRONG }))
    writeFileSync(join(folder, `${name}.access.yaml`), source);
});
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true });
});

async function post(body: object, token: string) {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${api.url}/_gatehouse/access-tests`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const files = (source: string) => [{ name: 'a.yaml', source }];

describe('POST /_gatehouse/access-tests', () => {
  it('runs files with either token, in the only account or the named account', async () => {
    for (const token of [RESET, AUTHORIZE]) {
      const { status, body } = await post({ files: files(GOOD), account: account.accountId }, token);
      expect([status, body]).toMatchObject([
        200,
        { passed: 1, failed: 0, undecided: 0, files: [{ name: 'a.yaml', issues: [] }] },
      ]);
    }
    expect(await post({ files: files(GOOD) }, RESET)).toMatchObject({ status: 200, body: { passed: 1 } });
  });

  it('refuses wrong tokens, malformed bodies and unknown accounts', async () => {
    expect(await post({ files: files(GOOD) }, 'another-token-altogether')).toMatchObject({ status: 403 });
    expect(await post({ files: files(GOOD), all: true }, RESET)).toMatchObject({ status: 400 });
    expect(await post({ files: files(GOOD), account: '000000000000' }, RESET)).toMatchObject({ status: 404 });
    expect(await post({ files: [] }, RESET)).toMatchObject({ status: 400 });
  });

  it('runs files for a signed caller in its own account, with the caller’s permissions', async () => {
    const body = JSON.stringify({ files: files(GOOD) });
    const signed = async (keys: Awaited<ReturnType<TestApi['keys']>>) => {
      const { host } = new URL(api.url);
      const parts = { path: '/_gatehouse/access-tests', headers: { host }, body };
      const { headers } = await signRequest(keys, parts, { service: 'gatehouse' });
      const response = await fetch(`${api.url}${parts.path}`, { method: 'POST', headers, body });
      return { status: response.status, body: await response.json() };
    };
    const ana = await api.database.reader.user.findFirstOrThrow({ where: { name: 'ana' } });
    expect(await signed(await api.keys(account))).toMatchObject({ status: 200, body: { passed: 1 } });
    expect(await signed(await api.keys(account, ana.id))).toMatchObject({
      status: 403,
      body: { message: expect.stringContaining('is not authorized to perform: iam:SimulatePrincipalPolicy') },
    });
    expect(await signed({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wrong' })).toMatchObject({ status: 403 });
  });

  it('publishes the schema for editors', async () => {
    const schema = await (await fetch(`${api.url}/_gatehouse/access-tests/schema.json`)).json();
    expect(schema).toEqual(JSON.parse(readFileSync('docs/access-tests.schema.json', 'utf8')));
  });
});

const runFile = promisify(execFile);
/** Runs `gatehouse test`. Returns its exit code and output. */
async function gatehouse(...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const args = ['scripts/gatehouse.mjs', 'test', '--url', api.url, ...words];
  const env = { ...process.env, GATEHOUSE_RESET_TOKEN: RESET, NO_COLOR: '1' };
  return runFile(process.execPath, args, { env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  );
}
const at = (name: string) => join(folder, `${name}.access.yaml`);

describe('gatehouse test', () => {
  it('exits with 0 if all tests pass', async () => {
    const { code, stdout } = await gatehouse(at('good'));
    expect([code, stdout]).toEqual([0, `${at('good')}\n  ✓ Ana reads\n\n1 passed\n`]);
  });

  it('explains failures, writes JUnit XML and exits with 1', async () => {
    const junit = join(folder, 'junit.xml');
    const { code, stdout } = await gatehouse(at('bad'), at('wrong'), '--junit', junit);
    expect(code).toBe(1);
    expect(stdout).toContain(
      '  ✗ Ana <deletes> & "breaks" (line 5)\n      user/ana s3:DeleteObject *: not allowed: no policy of its own allows it.\n',
    );
    expect(stdout).toContain('  ? Bo is not there (line 7)\n      There is no user bo in account tested.\n');
    expect(stdout).toContain('  ! line 3, column 5: A test asserts one thing');
    expect(stdout).toContain('\n1 passed, 1 failed, 1 undecided, 1 file that cannot be read\n');
    const xml = readFileSync(junit, 'utf8');
    expect(xml).toContain('tests="3" failures="1" errors="1"');
    expect(xml).toContain('name="Ana &lt;deletes&gt; &amp; &quot;breaks&quot;"');
    expect(xml).toContain('<failure message="user/ana s3:DeleteObject *: not allowed');
  });

  it('exits with 2 if the tests cannot run', async () => {
    expect(await gatehouse(join(folder, 'none.yaml'))).toMatchObject({ code: 2, stderr: expect.stringContaining('none.yaml') });
    expect(await gatehouse()).toMatchObject({ code: 2, stderr: expect.stringContaining('Usage') });
    expect(await gatehouse(at('good'), '--token', 'another-token-altogether')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('This is none.'),
    });
    expect(await gatehouse(at('good'), '--url', 'http://127.0.0.1:1')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('127.0.0.1:1'),
    });
  });
});
