import { afterAll, beforeAll, expect, it } from 'vitest';
import { applyFix, undoFix } from '@/lib/console/recipes/fix';
import { runAs } from '@/lib/console/testing/run-as';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld } from '../../core/test-world';
import { CreateAccessKey } from '../../iam/access-key/operations';
import { PutRolePolicy } from '../../iam/inline-policy/operations';
import { CreateLoginProfile } from '../../iam/login-profile/operations';
import { CreateRole } from '../../iam/role/operations';
import { policyDocument, userWith } from '../../iam/test-accounts';
import { CreateUser } from '../../iam/user/operations';
import { CreateQueue, SetQueueAttributes } from '../../resources/sqs/operations';
import { resourcePolicy } from '../../resources/test-tables';
import { CreateAnalyzer } from '../analyzer/operations';
import { GetAnalyzerFindingFix } from './fix-operations';
import { ListFindingsV2 } from './operations';

// offered-fixes.property.test.ts has the law over random accounts. This has each kind of finding once.

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

const NOW = new Date(TEST_NOW.getTime() + 60 * 86_400_000);
const PARTNER = '444455556666';

async function scene(): Promise<{ root: Actor; outside: string; unused: string }> {
  const root = await world.account();
  const own = root.accountId;
  const open = (Principal: object) =>
    policyDocument(
      { Effect: 'Allow', Principal, Action: 'sts:AssumeRole' },
      { Effect: 'Allow', Principal: { AWS: own }, Action: 'sts:AssumeRole' },
    );
  await root.run(CreateRole, { RoleName: 'partner', AssumeRolePolicyDocument: open({ AWS: PARTNER }) });
  const writes = { Effect: 'Allow', Action: ['iam:*', 'sqs:*'], Resource: '*' };
  const { Role } = await root.run(CreateRole, { RoleName: 'broad', AssumeRolePolicyDocument: open({ AWS: own }) });
  await root.run(PutRolePolicy, { RoleName: Role.RoleName, PolicyName: 'own', PolicyDocument: policyDocument(writes) });
  await root.run(CreateUser, { UserName: 'ana' });
  await root.run(CreateAccessKey, { UserName: 'ana' });
  await root.run(CreateLoginProfile, { UserName: 'ana', Password: 'Correct-horse-1' });
  await userWith(world, root, 'leo', writes);
  const { QueueUrl } = await root.run(CreateQueue, { QueueName: 'orders' });
  const Resource = `arn:aws:sqs:us-east-1:${own}:orders`;
  const Policy = resourcePolicy({ Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource });
  await root.run(SetQueueAttributes, { QueueUrl, Attributes: { Policy } });
  const now = root.with({ now: NOW });
  const { arn: outside } = await now.run(CreateAnalyzer, { analyzerName: 'outside', type: 'ACCOUNT' });
  const configuration = { unusedAccess: { unusedAccessAge: 30 } };
  const made = { analyzerName: 'unused', type: 'ACCOUNT_UNUSED_ACCESS' as const, configuration };
  return { root: now, outside, unused: (await now.run(CreateAnalyzer, made)).arn };
}

const open = async (root: Actor, analyzerArn: string) =>
  (await root.run(ListFindingsV2, { analyzerArn, filter: { status: { eq: ['ACTIVE'] } } })).findings;

it('the fix of each kind of finding resolves it, and undo restores the account', async () => {
  const { root, outside, unused } = await scene();
  const run = runAs(world, root, () => NOW);
  const calls: Record<string, string[]> = {};
  for (const AnalyzerArn of [outside, unused]) {
    for (const { id, findingType, resource } of await open(root, AnalyzerArn)) {
      const FindingId = id;
      const fix = await root.run(GetAnalyzerFindingFix, { AnalyzerArn, FindingId });
      const about = `${findingType} ${resource.split(':').at(-1)}`;
      calls[about] = fix.Steps.map(({ Action }) => Action);
      expect([about, fix.ByHand]).toEqual([about, undefined]);
      expect([about, fix.Effect?.Verdicts.wider ?? 0, fix.Effect?.Verdicts.both ?? 0]).toEqual([about, 0, 0]);
      const asked = { of: 'analyzer' as const, input: { AnalyzerArn, FindingId } };
      const applied = await applyFix(run, { asked, fingerprint: fix.Fingerprint });
      expect(applied).toMatchObject({ ok: true });
      expect((await open(root, AnalyzerArn)).map((each) => each.id)).not.toContain(id);
      await expect(root.run(GetAnalyzerFindingFix, { AnalyzerArn, FindingId })).rejects.toThrow('cannot be found');
      if (applied.ok && applied.data.undo) expect((await undoFix(run, { undo: applied.data.undo })).ok).toBe(true);
    }
  }
  expect(calls).toEqual({
    'ExternalAccess role/partner': ['iam:UpdateAssumeRolePolicy'],
    'ExternalAccess orders': ['sqs:SetQueueAttributes'],
    'UnusedIAMRole role/partner': ['iam:DeleteRole'],
    'UnusedIAMRole role/broad': ['iam:DeleteRolePolicy', 'iam:DeleteRole'],
    'UnusedIAMUserAccessKey user/ana': ['iam:UpdateAccessKey'],
    'UnusedIAMUserPassword user/ana': ['iam:DeleteLoginProfile'],
    // Read access to services that were allowed completely stays.
    'UnusedPermission user/leo': ['iam:PutUserPolicy', 'iam:DeleteUserPolicy'],
  });
});

it('GetAnalyzerFindingFix hides steps without read permission and marks steps that the caller may apply', async () => {
  const { root, outside } = await scene();
  const [finding] = (await open(root, outside)).filter(({ resource }) => resource.endsWith('role/partner'));
  const asked = { AnalyzerArn: outside, FindingId: finding?.id ?? '' };
  const allow = (...Action: string[]) => ({ Effect: 'Allow', Action, Resource: '*' });
  const looker = (await userWith(world, root, 'looker', allow('access-analyzer:GetFinding'))).with({ now: NOW });
  const shown = await looker.run(GetAnalyzerFindingFix, asked);
  expect(shown).toMatchObject({ Steps: [], Calls: [], Policies: [], Effect: null });
  expect(shown.ByHand).toContain('iam:GetAccountAuthorizationDetails');
  const details = allow('access-analyzer:GetFinding', 'iam:GetAccountAuthorizationDetails');
  const reader = (await userWith(world, root, 'reader', details)).with({ now: NOW });
  expect((await reader.run(GetAnalyzerFindingFix, asked)).Steps).toMatchObject([
    { Action: 'iam:UpdateAssumeRolePolicy', May: false },
  ]);
  const nobody = (await userWith(world, root, 'nobody')).with({ now: NOW });
  expect((await nobody.fails(GetAnalyzerFindingFix, asked)).action).toBe('access-analyzer:GetFinding');
  const stranger = (await world.account()).with({ now: NOW });
  expect((await stranger.fails(GetAnalyzerFindingFix, asked)).shape).toBe('ResourceNotFoundException');
});
