import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../db/test-database';
import { builtInFolders, packFiles } from '../built-in';
import type { Pack } from '../pack';
import { readPack } from '../read-pack';
import { proposeChecks } from './propose';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

async function packOf(id: string): Promise<Pack> {
  const folder = (await builtInFolders()).find((path) => path.endsWith(id));
  const { pack } = await readPack(await packFiles(folder ?? ''));
  if (!pack) throw new Error(`${id} is whole`);
  return pack;
}
const startedAt = new Date('2026-03-02T09:00:00Z');

it('proposes goals of what a solution changes, and guards of what it leaves', async () => {
  const proposals = await proposeChecks({ pack: await packOf('groups-and-job-functions'), database, startedAt });
  const byId = new Map(proposals.map((proposal) => [proposal.check.id, proposal]));
  expect(byId.get('user-3-may')).toMatchObject({ role: 'goal', why: expect.stringContaining('ec2:StopInstances') });
  expect(byId.get('groups-of-user-1')?.check).toMatchObject({
    kind: 'state',
    expect: { '/Groups/*/GroupName': { contains: 'S3-Support' } },
  });
  expect(byId.get('user-2-no-more')).toMatchObject({ role: 'guard', why: expect.stringContaining('ec2:StopInstances') });
  expect(byId.get('user-2-stop-instances')?.check).toMatchObject({ kind: 'event', outcome: 'Denied' });
  const rest = proposals.find(({ check }) => check.kind === 'unchanged');
  expect(rest?.check).toMatchObject({ role: 'guard', allow: ['GroupMembership', 'resource:state'] });
});

it('proposes what catches a change of the solution that nothing catches yet', async () => {
  const pack = await packOf('default-is-no');
  const against = 'solution 1: PolicyDocument statement 1 s3:ListAllMyBuckets widened';
  const proposals = await proposeChecks({ pack, database, startedAt }, { against });
  expect(proposals.map(({ check, role }) => `${role} ${check.id}`)).toContain('guard newcomer-may-not');
  await expect(proposeChecks({ pack, database, startedAt }, { against: 'another' })).rejects.toThrow('“another” any more');
});
