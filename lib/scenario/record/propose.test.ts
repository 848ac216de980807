import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../db/test-database';
import { builtInFolders, packFiles } from '../built-in';
import type { PackOperation } from '../format/schema';
import type { Pack } from '../pack';
import { readPack } from '../read-pack';
import { look, newAttempt, play } from '../try/play';
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

it('proposeChecks returns goals for changes of the solution and guards for the rest', async () => {
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
  expect(rest?.check).toMatchObject({ role: 'guard', allow: expect.arrayContaining(['GroupMembership', 'resource:state']) });
  expect(rest?.check).not.toMatchObject({ allow: expect.arrayContaining(['User']) });
});

it('proposeChecks returns checks that detect a mutant of the solution', async () => {
  const pack = await packOf('default-is-no');
  const against = 'solution 1: PolicyDocument statement 1 s3:ListAllMyBuckets widened';
  const proposals = await proposeChecks({ pack, database, startedAt }, { against });
  expect(proposals.map(({ check, role }) => `${role} ${check.id}`)).toContain('guard newcomer-may-not');
  await expect(proposeChecks({ pack, database, startedAt }, { against: 'another' })).rejects.toThrow('“another” any more');
});

/** A scenario whose solution gives ana a policy. */
const SOURCE = `format: 1
id: written
version: 1.0.0
language: en
title: Written
level: 1
minutes: 10
topics: [POL]
story: Ana reads reports.
accounts: { dev: { name: development, root: none } }
personas: { ana: { as: user/ana@dev, about: Reader, signIn: none }, ben: { as: user/ben@dev, about: Another, signIn: none } }
resources: { reports: { account: dev, type: "s3:bucket", name: "reports-{{code}}" } }
setup:
  - { as: root@dev, do: "iam:CreateUser", each: [ana, ben], input: { UserName: "{{each}}" } }
steps:
  - { id: only, title: Read, do: Read., checks: [{ id: never, kind: event, name: "sts:GetSessionToken", count: { min: 1000 }, say: Not yet. }] }
solution:
  - as: root@dev
    do: "iam:PutUserPolicy"
    input:
      UserName: ana
      PolicyName: reads
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - { Effect: Allow, Action: ["s3:ListBucket", "s3:GetBucketLocation"], Resource: "{{resource.reports}}" }
          - { Effect: Allow, Action: "s3:GetObject", Resource: "{{resource.reports}}/*" }
debrief: ''
`;
type Statement = Readonly<Record<string, unknown>>;
type Written = Readonly<{ statements: readonly Statement[]; form: string; PolicyName: string }>;

/** Returns equivalent policies with another text. */
const REWRITES: readonly ((written: Written) => Written)[] = [
  (written) => ({ ...written, PolicyName: 'another-name' }),
  (written) => ({ ...written, statements: [...written.statements].reverse() }),
  (written) => ({
    ...written,
    statements: written.statements.flatMap((one) => [one.Action].flat().map((Action) => ({ ...one, Action }))),
  }),
  (written) => ({ ...written, statements: written.statements.map((one, at) => ({ Sid: `S${at}`, ...one })) }),
  (written) => ({
    ...written,
    statements: written.statements.map((one) => ({
      ...one,
      Action: [one.Action].flat().map((name) => String(name).replace('Get', 'get')),
    })),
  }),
  (written) => ({ ...written, form: 'managed' }),
  (written) => ({ ...written, form: 'group' }),
  (written) => ({ ...written, form: 'managed in a group' }),
];

function operationsFor({ statements, form, PolicyName }: Written): PackOperation[] {
  const call = (name: string, input: Record<string, unknown>): PackOperation => ({ as: 'root@dev', do: `iam:${name}`, input });
  const PolicyDocument = { Version: '2012-10-17', Statement: statements };
  const PolicyArn = `arn:aws:iam::{{account.dev}}:policy/${PolicyName}`;
  const group = [
    call('CreateGroup', { GroupName: 'readers' }),
    call('AddUserToGroup', { GroupName: 'readers', UserName: 'ana' }),
  ];
  const managed = call('CreatePolicy', { PolicyName, PolicyDocument });
  if (form === 'managed') return [managed, call('AttachUserPolicy', { UserName: 'ana', PolicyArn })];
  if (form === 'group') return [...group, call('PutGroupPolicy', { GroupName: 'readers', PolicyName, PolicyDocument })];
  if (form === 'managed in a group') return [...group, managed, call('AttachGroupPolicy', { GroupName: 'readers', PolicyArn })];
  return [call('PutUserPolicy', { UserName: 'ana', PolicyName, PolicyDocument })];
}

it.each(['inline', 'managed in a group'])(
  'proposeChecks returns checks that every equivalent solution passes, except tight ones, if it is %s',
  async (form) => {
    const { pack: read, problems } = await readPack(new Map([['scenario.yaml', SOURCE]]));
    expect(problems).toEqual([]);
    if (!read) throw new Error('unreachable');
    const document = read.scenario.solution[0]?.input?.PolicyDocument as { Statement: Statement[] };
    const plain: Written = { statements: document.Statement, form: 'inline', PolicyName: 'reads' };
    const pack = { ...read, scenario: { ...read.scenario, solution: operationsFor({ ...plain, form }) } };
    const game = { pack, database, startedAt };
    const proposals = (await proposeChecks(game)).filter(({ isTight }) => !isTight);
    expect(proposals.map(({ role }) => role)).toEqual(expect.arrayContaining(['goal', 'guard']));
    const step = { id: 'all', title: 'All', do: '', checks: proposals.map(({ check }) => check) };
    const held = { ...game, pack: { ...pack, scenario: { ...pack.scenario, steps: [step] } } };
    // Every rewrite is tried alone and after another one.
    const ways = REWRITES.flatMap((rewrite, at) => [
      rewrite(plain),
      rewrite(REWRITES[(at + 3) % REWRITES.length]?.(plain) ?? plain),
    ]);
    for (const way of ways) {
      const attempt = await newAttempt(held);
      await play(held, attempt, operationsFor(way));
      const outcomes = await look(held, attempt, {});
      expect({ way, red: outcomes.filter(({ outcome }) => outcome !== 'pass').map(({ checkId }) => checkId) }).toEqual({
        way,
        red: [],
      });
    }
  },
);

it('proposeChecks returns guards that fail when more is granted than in the solution', async () => {
  const { pack } = await readPack(new Map([['scenario.yaml', SOURCE]]));
  if (!pack) throw new Error('unreachable');
  const game = { pack, database, startedAt };
  const guards = (await proposeChecks(game)).filter(({ role, isTight }) => role === 'guard' && !isTight);
  const step = { id: 'all', title: 'All', do: '', checks: guards.map(({ check }) => check) };
  const held = { ...game, pack: { ...pack, scenario: { ...pack.scenario, steps: [step] } } };
  const attempt = await newAttempt(held);
  const UserName = 'ben';
  const PolicyArn = 'arn:aws:iam::aws:policy/AmazonS3FullAccess';
  await play(held, attempt, [
    ...pack.scenario.solution,
    { as: 'root@dev', do: 'iam:AttachUserPolicy', input: { UserName, PolicyArn } },
  ]);
  const outcomes = await look(held, attempt, {});
  expect(outcomes.filter(({ outcome }) => outcome === 'fail')).not.toEqual([]);
});
