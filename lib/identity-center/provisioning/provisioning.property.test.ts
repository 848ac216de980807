import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld } from '../../core/test-world';
import { ListAttachedRolePolicies } from '../../iam/attachment/operations';
import { CreatePolicy, DeletePolicy } from '../../iam/policy/operations';
import { ListRoles } from '../../iam/role/operations';
import { DeleteSAMLProvider, ListSAMLProviders } from '../../iam/saml-provider/operations';
import { ALLOW_ALL } from '../../iam/test-accounts';
import { RemoveAccountFromOrganization } from '../../organizations/account/operations';
import { CreateAccountAssignment, DeleteAccountAssignment, ListAccountAssignments } from '../assignment/operations';
import { accessOf, assignedRole } from '../assignment/rows';
import { CreatePermissionSet } from '../permission-set/operations';
import {
  AttachCustomerManagedPolicyReferenceToPermissionSet,
  AttachManagedPolicyToPermissionSet,
  DetachCustomerManagedPolicyReferenceFromPermissionSet,
  DetachManagedPolicyFromPermissionSet,
} from '../permission-set/policy-operations';
import { instanceWorld, makeStoreGroup, makeStoreUser } from '../test-instance';
import { continueProvisioning } from './background';
import { ListAccountsForProvisionedPermissionSet, ProvisionPermissionSet } from './operations';

// Random sequences of calls against a simple model: what each account has is a copy of the definition at the last successful provisioning.

const AWS = ['ReadOnlyAccess', 'AdministratorAccess', 'SecurityAudit'].map((name) => `arn:aws:iam::aws:policy/${name}`);
const OWN = ['alpha', 'beta'];
const ACCOUNTS = 7;
const PRINCIPALS = 3;
const SETS = 2;

type Step =
  | { kind: 'assign' | 'unassign'; set: number; account: number; principal: number }
  | { kind: 'provision'; set: number; account: number }
  | { kind: 'provisionAll'; set: number }
  | { kind: 'attach' | 'detach'; set: number; policy: number }
  | { kind: 'refer' | 'drop'; set: number; policy: number }
  | { kind: 'createPolicy' | 'deletePolicy'; account: number; policy: number }
  | { kind: 'deleteProvider' | 'leave'; account: number };

const below = (end: number) => fc.integer({ min: 0, max: end - 1 });
const set = below(SETS);
const account = below(ACCOUNTS);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('assign' as const), set, account, principal: below(PRINCIPALS) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('unassign' as const), set, account, principal: below(PRINCIPALS) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('provision' as const), set, account }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('provisionAll' as const), set }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('attach' as const, 'detach' as const), set, policy: below(AWS.length) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('refer' as const, 'drop' as const), set, policy: below(OWN.length) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('createPolicy' as const, 'deletePolicy' as const),
      account,
      policy: below(OWN.length),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('deleteProvider' as const, 'leave' as const), account }) },
);

/** The model of a permission set: its definition, and the policies that accounts have. */
type Model = {
  policies: Set<string>;
  version: number;
  has: Map<number, { policies: string[]; version: number }>;
  assigned: Set<string>;
};

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

async function play(steps: readonly Step[]): Promise<void> {
  const root = await world.account();
  const { InstanceArn, IdentityStoreId, member } = await instanceWorld(world, root);
  const accounts: Actor[] = [root];
  for (let index = 1; index < ACCOUNTS; index++) accounts.push(await member(`member-${index}`));
  await world.database.writer.account.updateMany({
    where: { id: { in: accounts.map(({ accountId }) => accountId) } },
    data: { joinedMethod: 'INVITED' },
  });
  const actorOf = (index: number) => accounts[index] ?? root;
  const groups = await Promise.all(['one', 'two'].map((name) => makeStoreGroup(root, IdentityStoreId, name)));
  const user = await makeStoreUser(root, IdentityStoreId, 'ana', groups.slice(0, 1));
  const principals = [
    ...groups.map((PrincipalId) => ({ PrincipalType: 'GROUP' as const, PrincipalId })),
    { PrincipalType: 'USER' as const, PrincipalId: user },
  ];
  const principalOf = (index: number) => principals[index] ?? { PrincipalType: 'USER' as const, PrincipalId: user };
  const sets: string[] = [];
  for (const Name of ['First', 'Second']) {
    const { PermissionSet } = await root.run(CreatePermissionSet, { InstanceArn, Name });
    sets.push(PermissionSet.PermissionSetArn);
  }
  const models = sets.map((): Model => ({ policies: new Set(), version: 0, has: new Map(), assigned: new Set() }));
  const modelOf = (index: number): Model =>
    models[index] ?? { policies: new Set(), version: 0, has: new Map(), assigned: new Set() };
  const policies = accounts.map(() => new Set<string>());
  const providers = accounts.map(() => false);
  const left = new Set<number>();

  /** Whether provisioning succeeds, by the model, with its effects. */
  const provisions = (model: Model, index: number): boolean => {
    if (left.has(index)) return false;
    const missing = [...model.policies].filter((name) => OWN.includes(name) && !policies[index]?.has(name));
    if (missing.length > 0) return false;
    model.has.set(index, { policies: [...model.policies].sort(), version: model.version });
    providers[index] = true;
    return true;
  };
  const isPinned = (index: number, name: string) => models.some(({ has }) => has.get(index)?.policies.includes(name));
  const ignored = (running: Promise<unknown>) =>
    running.then(
      () => undefined,
      () => undefined,
    );

  for (const move of steps) {
    if (move.kind === 'assign' || move.kind === 'unassign') {
      const model = modelOf(move.set);
      const key = `${move.account}/${move.principal}`;
      const given = {
        InstanceArn,
        PermissionSetArn: sets[move.set] ?? '',
        TargetId: actorOf(move.account).accountId,
        TargetType: 'AWS_ACCOUNT' as const,
        ...principalOf(move.principal),
      };
      if (move.kind === 'assign') {
        await root.run(CreateAccountAssignment, given);
        if (model.has.has(move.account) && !left.has(move.account)) {
          providers[move.account] = true;
          model.assigned.add(key);
        } else if (provisions(model, move.account)) model.assigned.add(key);
      } else {
        await root.run(DeleteAccountAssignment, given);
        const was = model.assigned.delete(key);
        if (was && ![...model.assigned].some((other) => other.startsWith(`${move.account}/`))) model.has.delete(move.account);
      }
    } else if (move.kind === 'provision' || move.kind === 'provisionAll') {
      const model = modelOf(move.set);
      const named = { InstanceArn, PermissionSetArn: sets[move.set] ?? '' };
      if (move.kind === 'provision') {
        const TargetId = actorOf(move.account).accountId;
        await root.run(ProvisionPermissionSet, { ...named, TargetType: 'AWS_ACCOUNT', TargetId });
        provisions(model, move.account);
      } else {
        await root.run(ProvisionPermissionSet, { ...named, TargetType: 'ALL_PROVISIONED_ACCOUNTS' });
        await continueProvisioning(world.database, TEST_NOW, undefined, 3);
        for (const index of model.has.keys()) provisions(model, index);
      }
    } else if (move.kind === 'attach' || move.kind === 'detach' || move.kind === 'refer' || move.kind === 'drop') {
      const model = modelOf(move.set);
      const named = { InstanceArn, PermissionSetArn: sets[move.set] ?? '' };
      const isOwn = move.kind === 'refer' || move.kind === 'drop';
      const policy = (isOwn ? OWN : AWS)[move.policy] ?? '';
      const adds = move.kind === 'attach' || move.kind === 'refer';
      const CustomerManagedPolicyReference = { Name: policy };
      const own = adds
        ? AttachCustomerManagedPolicyReferenceToPermissionSet
        : DetachCustomerManagedPolicyReferenceFromPermissionSet;
      const aws = adds ? AttachManagedPolicyToPermissionSet : DetachManagedPolicyFromPermissionSet;
      await ignored(
        isOwn
          ? root.run(own, { ...named, CustomerManagedPolicyReference })
          : root.run(aws, { ...named, ManagedPolicyArn: policy }),
      );
      if (model.policies.has(policy) === adds) continue;
      if (adds) model.policies.add(policy);
      else model.policies.delete(policy);
      model.version++;
    } else if (move.kind === 'createPolicy' || move.kind === 'deletePolicy') {
      const [actor, name] = [actorOf(move.account), OWN[move.policy] ?? ''];
      if (move.kind === 'createPolicy') {
        await ignored(actor.run(CreatePolicy, { PolicyName: name, PolicyDocument: ALLOW_ALL }));
        policies[move.account]?.add(name);
      } else {
        await ignored(actor.run(DeletePolicy, { PolicyArn: `arn:aws:iam::${actor.accountId}:policy/${name}` }));
        if (!isPinned(move.account, name)) policies[move.account]?.delete(name);
      }
    } else if (move.kind === 'deleteProvider') {
      const actor = actorOf(move.account);
      const { SAMLProviderList } = await actor.run(ListSAMLProviders, {});
      for (const { Arn } of SAMLProviderList) await actor.run(DeleteSAMLProvider, { SAMLProviderArn: Arn });
      providers[move.account] = false;
    } else if (move.kind === 'leave' && move.account !== 0 && !left.has(move.account)) {
      await root.run(RemoveAccountFromOrganization, { AccountId: actorOf(move.account).accountId });
      left.add(move.account);
      providers[move.account] = false;
      for (const model of models) {
        model.has.delete(move.account);
        for (const key of [...model.assigned]) if (key.startsWith(`${move.account}/`)) model.assigned.delete(key);
      }
    }
  }

  const { reader } = world.database;
  const instance = await reader.identityCenterInstance.findUniqueOrThrow({ where: { id: InstanceArn.split('/')[1] ?? '' } });
  for (const [setIndex, model] of models.entries()) {
    const PermissionSetArn = sets[setIndex] ?? '';
    const named = { InstanceArn, PermissionSetArn };
    const idsOf = (indexes: Iterable<number>) => [...indexes].map((index) => actorOf(index).accountId).sort();
    const isStale = (index: number) => model.has.get(index)?.version !== model.version;
    const all = await root.run(ListAccountsForProvisionedPermissionSet, named);
    expect(all.AccountIds).toEqual(idsOf(model.has.keys()));
    const stale = { ...named, ProvisioningStatus: 'LATEST_PERMISSION_SET_NOT_PROVISIONED' as const };
    expect((await root.run(ListAccountsForProvisionedPermissionSet, stale)).AccountIds).toEqual(
      idsOf([...model.has.keys()].filter(isStale)),
    );
    for (const [index, actor] of accounts.entries()) {
      const { Roles } = await actor.run(ListRoles, { PathPrefix: '/aws-reserved/' });
      const ofSet = Roles.filter(({ RoleName }) => RoleName.startsWith(`AWSReservedSSO_${setIndex === 0 ? 'First' : 'Second'}_`));
      const has = model.has.get(index);
      expect(ofSet).toHaveLength(has ? 1 : 0);
      const assignments = await root.run(ListAccountAssignments, { ...named, AccountId: actor.accountId });
      expect(assignments.AccountAssignments).toHaveLength(
        [...model.assigned].filter((key) => key.startsWith(`${index}/`)).length,
      );
      const { reason } = await assignedRole(reader, actor.accountId, PermissionSetArn.split('/')[2] ?? '');
      expect(reason).toBe(has ? (providers[index] ? null : 'PROVIDER_MISSING') : 'NOT_PROVISIONED');
      if (!has) continue;
      const { AttachedPolicies } = await actor.run(ListAttachedRolePolicies, { RoleName: ofSet[0]?.RoleName ?? '' });
      const names = has.policies.map((policy) =>
        OWN.includes(policy) ? `arn:aws:iam::${actor.accountId}:policy/${policy}` : policy,
      );
      expect(AttachedPolicies.map(({ PolicyArn }) => PolicyArn).sort()).toEqual(names.sort());
    }
  }
  // The user is in the first group, and has its own assignments.
  const access = await accessOf(reader, instance, user);
  const paths = access.flatMap(({ accountId, permissionSet, paths }) =>
    paths.map((path) => `${permissionSet.name}/${accountId}/${path.type === 'USER' ? 2 : groups.indexOf(path.groupId)}`),
  );
  const wanted = models.flatMap(({ assigned }, setIndex) =>
    [...assigned].flatMap((key) => {
      const [index, principal] = key.split('/').map(Number);
      return principal === 1 ? [] : [`${setIndex === 0 ? 'First' : 'Second'}/${actorOf(index ?? 0).accountId}/${principal}`];
    }),
  );
  expect(paths.sort()).toEqual(wanted.sort());
}

it('accounts have the definition of the last provisioning, whatever happens', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), play), { numRuns: 12, endOnFailure: true });
}, 240_000);
