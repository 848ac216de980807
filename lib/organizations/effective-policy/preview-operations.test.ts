import type { DeclarativePolicyType } from '@gatehouse/policy/organization';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../core/test-world';
import { MoveAccount } from '../account/operations';
import { AttachPolicy, DetachPolicy } from '../attachment/operations';
import { CreatePolicy, UpdatePolicy } from '../policy/operations';
import { DisablePolicyType, EnablePolicyType } from '../policy-type/operations';
import { createOrganizationWorld, type OrganizationWorld, policyText, userWith } from '../test-organization';
import { DescribeEffectivePolicy } from './operations';
import { PreviewDeclarativeChange } from './preview-operations';
import type { DeclarativeChange } from './schema';

const TAG = 'TAG_POLICY';
const BACKUP = 'BACKUP_POLICY';
const tags = (...values: string[]) => JSON.stringify({ tags: { Stage: { tag_value: { '@@assign': values } } } });
/** A backup plan without rules, which is no valid effective policy. */
const INCOMPLETE = JSON.stringify({ plans: { daily: { regions: { '@@assign': ['eu-north-1'] } } } });

let world: OrganizationWorld;
let workloads: string;
let archive: string;
let production: Actor;
let sandbox: Actor;
let stages: string;
let incomplete: string;

async function create(Type: DeclarativePolicyType, Name: string, Content: string): Promise<string> {
  const { Policy } = await world.management.run(CreatePolicy, { Name, Description: '', Type, Content });
  return Policy.PolicySummary.Id;
}

beforeAll(async () => {
  world = await createOrganizationWorld();
  for (const PolicyType of [TAG, BACKUP] as const)
    await world.management.run(EnablePolicyType, { RootId: world.rootId, PolicyType });
  [workloads, archive] = [await world.unit('Workloads'), await world.unit('Archive')];
  [production, sandbox] = [await world.member('production'), await world.member('sandbox')];
  const place = { SourceParentId: world.rootId, DestinationParentId: workloads };
  await world.management.run(MoveAccount, { AccountId: production.accountId, ...place });
  stages = await create(TAG, 'stages', tags('dev', 'prod'));
  incomplete = await create(BACKUP, 'incomplete', INCOMPLETE);
});
afterAll(() => world.close());

const preview = (Change: DeclarativeChange) => world.management.run(PreviewDeclarativeChange, { Change });

async function inForce(): Promise<Map<string, string>> {
  const documents = new Map<string, string>();
  for (const TargetId of [world.management.accountId, production.accountId, sandbox.accountId]) {
    for (const PolicyType of [TAG, BACKUP] as const) {
      const { EffectivePolicy } = await world.management.run(DescribeEffectivePolicy, { TargetId, PolicyType });
      documents.set(`${PolicyType} ${TargetId}`, EffectivePolicy.PolicyContent ?? '');
    }
  }
  return documents;
}

describe('PreviewDeclarativeChange', () => {
  it('says for each kind of change what the change then does to the documents in force', async () => {
    const { management, rootId } = world;
    const move = (from: string, to: string) => () =>
      management.run(MoveAccount, { AccountId: production.accountId, SourceParentId: from, DestinationParentId: to });
    const changes: [DeclarativeChange, () => Promise<unknown>][] = [
      [
        { kind: 'attach', policyId: stages, targetId: workloads },
        () => management.run(AttachPolicy, { PolicyId: stages, TargetId: workloads }),
      ],
      [
        { kind: 'update', policyId: stages, content: tags('dev') },
        () => management.run(UpdatePolicy, { PolicyId: stages, Content: tags('dev') }),
      ],
      [{ kind: 'move', accountIds: [production.accountId], destinationId: archive }, move(workloads, archive)],
      [{ kind: 'move', accountIds: [archive], destinationId: workloads }, move(archive, workloads)],
      [
        { kind: 'attach', policyId: stages, targetId: rootId },
        () => management.run(AttachPolicy, { PolicyId: stages, TargetId: rootId }),
      ],
      [
        { kind: 'detach', policyId: stages, targetId: rootId },
        () => management.run(DetachPolicy, { PolicyId: stages, TargetId: rootId }),
      ],
    ];
    const sizes: number[] = [];
    for (const [change, make] of changes) {
      const { Groups } = await preview(change);
      const before = await inForce();
      await make();
      const after = await inForce();
      const changed = [...after].flatMap(([key, document]) => (before.get(key) === document ? [] : [key]));
      const said = Groups.flatMap(({ Type, Change, Accounts }) =>
        Change === 'CHANGED' ? Accounts.map(({ Id }) => `${Type} ${Id}`) : [],
      );
      expect([change.kind, said.sort()]).toEqual([change.kind, changed.sort()]);
      sizes.push(changed.length);
    }
    expect(sizes).toEqual([1, 1, 1, 1, 2, 2]);
    expect(await preview({ kind: 'disable', type: TAG })).toMatchObject({ Accounts: 3, Changed: 1, BecomeInvalid: 0 });
    await management.run(DisablePolicyType, { RootId: rootId, PolicyType: TAG });
    await management.run(EnablePolicyType, { RootId: rootId, PolicyType: TAG });
  });

  it('names the settings that change', async () => {
    const { Groups } = await preview({ kind: 'attach', policyId: stages, targetId: sandbox.accountId });
    expect(Groups).toMatchObject([
      {
        Type: TAG,
        Change: 'CHANGED',
        AccountCount: 1,
        Accounts: [{ Id: sandbox.accountId, Name: 'sandbox' }],
        Settings: [
          { Path: 'tags/stage/tag_key', Before: null, After: '"stage"' },
          { Path: 'tags/stage/tag_value', Before: null, After: '["dev"]' },
        ],
      },
    ]);
  });

  it('says why a policy becomes invalid, and through which policies', async () => {
    const effect = await preview({ kind: 'attach', policyId: incomplete, targetId: world.rootId });
    expect(effect).toMatchObject({ Accounts: 3, Changed: 0, BecomeInvalid: 3, BecomeValid: 0, MoreGroups: 0 });
    const [group] = effect.Groups;
    expect(group).toMatchObject({ Type: BACKUP, Change: 'BECOMES_INVALID', AccountCount: 3, Settings: [] });
    expect(group?.Problems[0]?.Policies).toEqual(['incomplete']);
    await world.management.run(AttachPolicy, { PolicyId: incomplete, TargetId: workloads });
    const valid = await preview({ kind: 'detach', policyId: incomplete, targetId: workloads });
    expect(valid).toMatchObject({ Changed: 0, BecomeInvalid: 0, BecomeValid: 1 });
    const move = await preview({ kind: 'move', accountIds: [sandbox.accountId], destinationId: workloads });
    expect(move).toMatchObject({ BecomeInvalid: 1 });
    await world.management.run(DetachPolicy, { PolicyId: incomplete, TargetId: workloads });
  });

  it('previews a draft as if it were attached, and refuses a malformed one with its line', async () => {
    const draft = { kind: 'create', type: TAG, targetId: sandbox.accountId, content: tags('dev') } as const;
    const stored = await preview({ kind: 'attach', policyId: stages, targetId: sandbox.accountId });
    expect(await preview(draft)).toEqual({ ...stored, Milliseconds: expect.any(Number) });
    const error = await world.management.fails(PreviewDeclarativeChange, {
      Change: { ...draft, content: '{"tags":\n{"a": 1}}' },
    });
    expect(error.shape).toBe('MalformedPolicyDocumentException');
    expect(error.message).toContain('Line 2');
  });

  it('refuses SCPs, which have no effective policy, and policies that do not exist', async () => {
    const { Policy } = await world.management.run(CreatePolicy, {
      Name: 'scp',
      Description: '',
      Type: 'SERVICE_CONTROL_POLICY',
      Content: policyText({ Effect: 'Deny', Action: 's3:*', Resource: '*' }),
    });
    const attach = (policyId: string) => ({ Change: { kind: 'attach' as const, policyId, targetId: workloads } });
    const scp = await world.management.fails(PreviewDeclarativeChange, attach(Policy.PolicySummary.Id));
    expect(scp.shape).toBe('InvalidInputException');
    expect((await world.management.fails(PreviewDeclarativeChange, attach('p-nothere1'))).shape).toBe('PolicyNotFoundException');
  });

  it('requires the permissions of the reads that it makes, and a reader’s place', async () => {
    const reader = await userWith(world, world.management, 'reader', [
      { Effect: 'Allow', Action: ['organizations:List*', 'organizations:DescribePolicy'], Resource: '*' },
    ]);
    const Change = { kind: 'attach', policyId: stages, targetId: workloads } as const;
    const denied = await reader.fails(PreviewDeclarativeChange, { Change });
    expect(denied.message).toContain('organizations:DescribeEffectivePolicy');
    expect((await production.fails(PreviewDeclarativeChange, { Change })).shape).toBe('AccessDeniedException');
  });
});
