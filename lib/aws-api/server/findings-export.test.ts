import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../core/test-world';
import { parseCsv } from '../../core/text/csv';
import { CreateAccessKey } from '../../iam/access-key/operations';
import { organizationOf } from '../../organizations/test-organization';
import { AsffFile } from '../../posture/testing/test-asff';
import { createTestApi, type TestApi } from '../testing/api';

/** The call that docs/posture.md shows. */
const [, token = '', address = ''] =
  /Authorization: Bearer ([^']+)' \\\n {2}'http:\/\/localhost:4566([^']+)'/.exec(
    await readFile(join(import.meta.dirname, '../../../docs/posture.md'), 'utf8'),
  ) ?? [];

let api: TestApi;
let management: Actor;
let member: Actor;
beforeAll(async () => {
  api = await createTestApi({ resetToken: token });
  management = await api.account('management');
  member = await (await organizationOf(api, management)).member('shop');
  for (const actor of [management, member]) await actor.run(CreateAccessKey, {});
});
afterAll(() => api.close());

async function call(of: { accountId: string }, query: string, bearer = token) {
  const path = address.replace(/\d{12}/, of.accountId).replace(/\?.*/, query);
  const response = await fetch(api.url + path, { headers: { authorization: `Bearer ${bearer}` } });
  return { status: response.status, body: (await response.json()) as { content: string; parts: number; message?: string } };
}

describe('GET /_gatehouse/accounts/ID/findings', () => {
  it('returns the findings of the posture page as CSV', async () => {
    const response = await fetch(api.url + address.replace(/\d{12}/, member.accountId), {
      headers: { authorization: `Bearer ${token}` },
    });
    const { content, parts } = (await response.json()) as { content: string; parts: number };
    expect([response.status, parts]).toEqual([200, 1]);
    const rows = parseCsv(content);
    expect(rows).toContainEqual(expect.objectContaining({ check: 'root-access-key', status: 'ACTIVE', severity: 'critical' }));
    expect(new Set(rows.map(({ account }) => account))).toEqual(new Set([member.accountId]));
  });

  it('returns the findings of an account or its organization in ASFF, with links to the console', async () => {
    const findingsOf = async (query: string) =>
      AsffFile.parse(JSON.parse((await call(management, query)).body.content)).Findings.filter(
        ({ GeneratorId }) => GeneratorId === 'gatehouse/root-access-key',
      );
    const own = await findingsOf('');
    expect(own).toMatchObject([
      {
        AwsAccountId: management.accountId,
        Remediation: { Recommendation: { Url: 'http://localhost:3000/security?filter=root-access-key' } },
      },
    ]);
    const all = await findingsOf('?format=asff&reach=organization&part=1');
    expect(all.map(({ AwsAccountId }) => AwsAccountId).sort()).toEqual([management.accountId, member.accountId].sort());
    expect(all.find(({ AwsAccountId }) => AwsAccountId === management.accountId)?.Id).toBe(own[0]?.Id);
    const beyond = await call(management, '?format=asff&part=2');
    expect([beyond.status, JSON.parse(beyond.body.content)]).toEqual([200, { Findings: [] }]);
  });

  it('refuses wrong tokens, unknown accounts, members that ask for the organization, and invalid queries', async () => {
    const refused = async (...given: Parameters<typeof call>) => (await call(...given)).status;
    expect(await refused(member, '', 'another')).toBe(403);
    expect(await refused({ accountId: '000000000000' }, '')).toBe(404);
    expect((await call(member, '?reach=organization')).body.message).toContain('Only the management account');
    for (const query of ['?format=xml', '?part=0', '?all=yes']) expect(await refused(member, query), query).toBe(400);
  });
});
