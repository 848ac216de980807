import { isOpen } from '@gatehouse/policy/evaluate';
import { someOf } from '@gatehouse/policy/test-runs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExplainAccess } from '@/lib/access/operations';
import { type Actor, createTestWorld, rootCaller, type TestWorld } from '@/lib/core/test-world';
import { callerOfUser } from '@/lib/iam/callers';
import { roleArn } from '@/lib/iam/role/rows';
import { userArn } from '@/lib/iam/user/rows';
import { userWith } from '@/lib/organizations/test-organization';
import { seedDemo } from '@/prisma/seed';
import { changed, choicesOf } from './test-changes';

// The test tries every change that Ask offers about the demo organization, for every viewer, in the way the page does.

let world: TestWorld;
let management: Actor;
let principals: string[];
let resources: { arn: string; accountId: string }[];
let viewers: Record<string, Actor>;

beforeAll(async () => {
  world = await createTestWorld();
  await seedDemo(world.database);
  const { reader } = world.database;
  const { managementAccountId } = await reader.organization.findFirstOrThrow();
  management = world.as(rootCaller(managementAccountId));
  principals = [
    ...(await reader.user.findMany()).map((user) => userArn('aws', user)),
    ...(await reader.role.findMany()).map((role) => roleArn('aws', role)),
  ];
  resources = await reader.resource.findMany({ select: { arn: true, accountId: true } });
  viewers = { management };
  for (const { id, name } of await reader.account.findMany({ where: { organizationId: { not: null } } })) {
    viewers[`root of ${name}`] = world.as(rootCaller(id));
    // This viewer has permission to ask, but not to read policies.
    viewers[`asker of ${name}`] = await userWith(world, world.as(rootCaller(id)), 'asker', [
      { Effect: 'Allow', Action: ['iam:Simulate*', 'organizations:ListAccounts'], Resource: '*' },
    ]);
  }
  const erik = await reader.user.findFirstOrThrow({ where: { name: 'erik' } });
  viewers.erik = world.as(callerOfUser('aws', erik));
});
afterAll(() => world.close());

type Asked = { PrincipalArn: string; Action: string; Resource: string };

const tally = new Map<string, number>();
const note = (what: string) => tally.set(what, (tally.get(what) ?? 0) + 1);

async function holds(viewer: string, actor: Actor, asked: Asked): Promise<void> {
  const answer = await actor.run(ExplainAccess, asked);
  const { decision } = answer.explanation;
  const what = `${viewer}: ${asked.PrincipalArn} ${asked.Action} ${asked.Resource}`;
  if (decision === 'Allowed' || isOpen(answer.explanation)) {
    note(decision === 'Allowed' ? 'allowed' : 'open');
    expect([what, answer.fixes]).toEqual([what, []]);
    return;
  }
  note('denied');
  if (answer.Open.ResourceTypes.length > 0) {
    note('asks for the resource');
    expect([what, answer.fixes]).toEqual([what, []]);
    return;
  }
  for (const choice of choicesOf(answer)) {
    const others = choice.filter((fix) => fix.others);
    const own = choice.filter((fix) => !fix.others);
    if (others.length > 0) note('needs others');
    const question = changed(asked, answer, own);
    const said = [what, ...choice.map(({ sentence }) => sentence)];
    const after = (await actor.run(ExplainAccess, question)).explanation;
    const isUnknown = others.length > 0 && others.every(({ sentence }) => sentence.includes('not known here'));
    if (others.length === 0) expect([...said, after.decision]).toEqual([...said, 'Allowed']);
    else if (isUnknown) expect([...said, isOpen(after)]).toEqual([...said, true]);
    else expect([...said, after.decision]).not.toEqual([...said, 'Allowed']);
    note('tried');
    for (const part of choice.length > 1 ? own : []) {
      const rest = changed(
        asked,
        answer,
        own.filter((fix) => fix !== part),
      );
      const without = (await actor.run(ExplainAccess, rest)).explanation;
      expect([...said, part.sentence, without.decision]).not.toEqual([...said, part.sentence, 'Allowed']);
      note('needed');
    }
  }
}

const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  s3: ['s3:GetObject', 's3:DeleteBucket'],
  kms: ['kms:Decrypt'],
  sqs: ['sqs:SendMessage'],
  sns: ['sns:Publish'],
  secretsmanager: ['secretsmanager:GetSecretValue'],
  ec2: ['ec2:StopInstances'],
  dynamodb: ['dynamodb:PutItem'],
};

describe('the changes that Ask offers for the demo organization', () => {
  it('lead to Allowed, with no superfluous part, for every viewer', { timeout: 600_000 }, async () => {
    const roles = principals.filter((arn) => arn.includes(':role/'));
    for (const [index, [viewer, actor]] of Object.entries(viewers).entries()) {
      const all = principals.filter(
        (arn) => viewer === 'management' || viewer === 'asker of management' || arn.includes(actor.accountId),
      );
      for (const PrincipalArn of someOf(all, index)) {
        for (const { arn } of resources)
          for (const Action of ACTIONS[arn.split(':')[2] ?? ''] ?? [])
            await holds(viewer, actor, { PrincipalArn, Action, Resource: Action === 's3:GetObject' ? `${arn}/x` : arn });
        for (const Resource of roles.slice(0, 3))
          await holds(viewer, actor, { PrincipalArn, Action: 'sts:AssumeRole', Resource });
        for (const Action of [
          'iam:CreateUser',
          's3:GetObject',
          'sts:AssumeRole',
          'ec2:RunInstances',
          's3:ListAllMyBuckets',
          'kms:Decrypt',
        ])
          await holds(viewer, actor, { PrincipalArn, Action, Resource: '*' });
        await holds(viewer, actor, { PrincipalArn, Action: 'organizations:LeaveOrganization', Resource: '*' });
      }
    }
    for (const kind of ['allowed', 'open', 'denied', 'needs others', 'tried', 'needed'])
      expect([kind, tally.get(kind) ?? 0]).toEqual([kind, expect.any(Number)]);
    for (const kind of ['allowed', 'open', 'denied', 'needs others', 'tried', 'needed'])
      expect(tally.get(kind) ?? 0).toBeGreaterThan(5);
  });
});
