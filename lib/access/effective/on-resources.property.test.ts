import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AwsError } from '../../core/errors';
import type { Actor } from '../../core/test-world';
import { PutRolePolicy, PutUserPolicy } from '../../iam/inline-policy/operations';
import { AttachPolicy } from '../../organizations/attachment/operations';
import { CreatePolicy as CreateGuardrail, UpdatePolicy } from '../../organizations/policy/operations';
import { EnablePolicyType } from '../../organizations/policy-type/operations';
import { createOrganizationWorld, type OrganizationWorld } from '../../organizations/test-organization';
import { policy, roleOf, trust, userWith } from '../../sts/test-actors';
import { CompareService } from '../compare/operations';
import { ExplainAccess } from '../operations';
import type { PolicyDraft } from '../schema';
import { type MadeResource, makeResource, RESOURCE_KINDS } from '../testing/test-resources';
import { GetActionPermission, GetEffectivePermissions, GetServicePermissions } from './operations';

// Effective permissions with resources agree with decisions. They say allowed if every request about the account's resources is allowed,
// limited if some are, and denied if none is. The policies here cover all resources without conditions, so that only the asked requests
// matter.

let world: OrganizationWorld;
let owner: Actor;
let resources: MadeResource[];
let rcpId: string;
let names: { ana: string; dev: string };

beforeAll(async () => {
  world = await createOrganizationWorld();
  const { management, rootId } = world;
  owner = await world.member('owner');
  names = { ana: (await userWith(world, owner, 'ana')).arn, dev: await roleOf(owner, 'dev', trust(owner.accountId)) };
  resources = [];
  for (const kind of RESOURCE_KINDS) resources.push(await makeResource(kind, owner, 'us-east-1', 'law'));
  await management.run(EnablePolicyType, { RootId: rootId, PolicyType: 'RESOURCE_CONTROL_POLICY' });
  const Content = policy({ Effect: 'Deny', Principal: '*', Action: 'sqs:DeleteQueue', Resource: '*' });
  const made = { Name: 'law', Description: '', Type: 'RESOURCE_CONTROL_POLICY' as const, Content };
  rcpId = (await management.run(CreateGuardrail, made)).Policy.PolicySummary.Id;
  await management.run(AttachPolicy, { PolicyId: rcpId, TargetId: rootId });
});
afterAll(() => world.close());

const effect = fc.constantFrom('Allow', 'Allow', 'Deny');
const actions = fc.subarray(
  ['s3:*', 'kms:*', 'sqs:SendMessage', 'sns:*', 'secretsmanager:GetSecretValue', 'lambda:*', 'dynamodb:GetItem', '*'],
  { minLength: 1 },
);
const identity = fc.array(fc.record({ Effect: effect, Action: actions, Resource: fc.constant('*') }), {
  minLength: 1,
  maxLength: 2,
});
const named = fc.constantFrom('ana', 'dev', 'account', 'everybody');
const onResource = fc.array(fc.record({ effect, named }), { minLength: 1, maxLength: 2 });
const cases = fc.record({
  ana: identity,
  dev: identity,
  policies: fc.array(onResource, { minLength: RESOURCE_KINDS.length, maxLength: RESOURCE_KINDS.length }),
  rcp: fc.constantFrom('s3:GetObject', 'sqs:*', 'kms:*', 'iam:*'),
});

const principalOf = (who: string) =>
  who === 'everybody' ? '*' : { AWS: who === 'account' ? owner.accountId : who === 'ana' ? names.ana : names.dev };

async function establish({ ana, dev, policies, rcp }: typeof cases extends fc.Arbitrary<infer Value> ? Value : never) {
  const harmless = policy({ Effect: 'Deny', Principal: '*', Action: 'sqs:DeleteQueue', Resource: '*' });
  await world.management.run(UpdatePolicy, { PolicyId: rcpId, Content: harmless });
  await owner.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'own', PolicyDocument: policy(...ana) });
  await owner.run(PutRolePolicy, { RoleName: 'dev', PolicyName: 'own', PolicyDocument: policy(...dev) });
  for (const [index, { put, action, text }] of resources.entries()) {
    const statements = (policies[index] ?? []).map((said) => ({
      Effect: said.effect,
      Principal: principalOf(said.named),
      Action: action,
      Resource: text,
    }));
    // A policy that the service refuses, such as a public one on a table, leaves the previous policy in place.
    await put(policy(...statements)).catch((error: unknown) => {
      if (!(error instanceof AwsError)) throw error;
    });
  }
  const reached = rcp === 'iam:*' ? 'sqs:DeleteQueue' : rcp;
  const Content = policy({ Effect: 'Deny', Principal: '*', Action: reached, Resource: '*' });
  await world.management.run(UpdatePolicy, { PolicyId: rcpId, Content });
}

/** Returns another resource of the same kind without a policy. Keys always have one. */
const without = ({ text }: MadeResource) => (text.includes(':kms:') ? [] : [text.replace(/law/g, 'none')]);

/** A draft of an RCP and a draft of an identity policy. */
const DRAFTS: PolicyDraft[] = [
  {
    kind: 'add',
    type: 'rcp',
    name: 'tried',
    document: policy({ Effect: 'Deny', Principal: '*', Action: ['s3:*', 'sqs:*'], Resource: '*' }),
  },
  {
    kind: 'add',
    type: 'identity',
    name: 'tried',
    document: policy({ Effect: 'Allow', Action: ['s3:*', 'sns:*'], Resource: '*' }),
  },
];

const seen = new Set<string>();

/** Expects the answers about one action to agree with decisions. Returns the decisions. */
async function decide(PrincipalArn: string, made: MadeResource, Drafts?: PolicyDraft[]): Promise<boolean[]> {
  const { action: Action, text } = made;
  const allowed: boolean[] = [];
  for (const Resource of [text, ...without(made)]) {
    const { explanation } = await owner.run(ExplainAccess, { PrincipalArn, Action, Resource, Drafts });
    allowed.push(explanation.decision === 'Allowed');
  }
  const expected = allowed.every(Boolean) ? 'allowed' : allowed.some(Boolean) ? 'limited' : 'denied';
  const [Service = '', name] = Action.split(':');
  const { Actions } = await owner.run(GetServicePermissions, { PrincipalArn, Service, Resources: true, Drafts });
  const row = Actions.find(({ Name }) => Name === name);
  const outcome = row?.Outcome === 'implicitDeny' || row?.Outcome === 'explicitDeny' ? 'denied' : row?.Outcome;
  const what = `${PrincipalArn} ${Action}`;
  // Another key can have another policy, so nothing holds for all keys.
  if (!(text.includes(':kms:') && outcome === 'limited')) expect([what, allowed, outcome]).toEqual([what, allowed, expected]);
  const { OnResources = [] } = await owner.run(GetActionPermission, { PrincipalArn, Action, Resources: true, Drafts });
  const own = OnResources.find(({ Resource }) => Resource === text || Resource === text.replace(/\/key$/, '/*'));
  if (own && own.Access !== 'sometimes') expect([what, own.Access]).toEqual([what, allowed[0] ? 'always' : 'never']);
  seen.add(expected);
  return allowed;
}

const compared = new Map<string, number>();

/** Expects the comparison of both principals to agree with the decisions about each. */
async function compare({ action, text }: MadeResource, ana: readonly boolean[], dev: readonly boolean[]): Promise<void> {
  const [Service = '', name] = action.split(':');
  const { Actions } = await owner.run(CompareService, { Left: names.ana, Right: names.dev, Service, Resources: true });
  const how = Actions.find(({ Name }) => Name === name)?.How;
  const isPossible = [ana, dev].map((decided) => decided.some(Boolean));
  const expected = isPossible.every((possible) => !possible)
    ? 'neither'
    : isPossible[0] !== isPossible[1]
      ? isPossible[0]
        ? 'left'
        : 'right'
      : ana.some((is, at) => is !== dev[at])
        ? 'differ'
        : 'same';
  // Keys that are not here can be reached too.
  if (text.includes(':kms:')) expect([action, how]).not.toEqual([action, expected === 'same' ? 'neither' : 'same']);
  else expect([action, ana, dev, how]).toEqual([action, ana, dev, expected]);
  compared.set(expected, (compared.get(expected) ?? 0) + 1);
}

/** Both principals reach every resource: ana by her own policy, dev by the resource's. */
const REACHED_OTHERWISE = {
  ana: [{ Effect: 'Allow', Action: ['*'], Resource: '*' }],
  dev: [{ Effect: 'Allow', Action: ['sqs:SendMessage'], Resource: '*' }],
  policies: RESOURCE_KINDS.map(() => [{ effect: 'Allow', named: 'dev' }]),
  rcp: 'iam:*',
};

it('effective permissions on resources agree with decisions about every resource of the account', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async (generated) => {
      await establish(generated);
      for (const made of resources) await compare(made, await decide(names.ana, made), await decide(names.dev, made));
      for (const made of resources) await decide(names.ana, made, DRAFTS);
      // A service's counts are the sums over its actions.
      const { Counts, Services } = await owner.run(GetEffectivePermissions, { PrincipalArn: names.ana, Resources: true });
      const total = Services.reduce((sum, { Total }) => sum + Total.limited, 0);
      expect(total).toBe(Counts.limited);
    }),
    { numRuns: 4, endOnFailure: true, examples: [[REACHED_OTHERWISE]] },
  );
  expect([...seen].sort()).toEqual(['allowed', 'denied', 'limited']);
  expect([...compared.keys()]).toEqual(expect.arrayContaining(['differ', 'same']));
});
