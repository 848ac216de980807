import { isOpen } from '@gatehouse/policy/evaluate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../core/test-world';
import { createOrganizationWorld } from '../../organizations/test-organization';
import { SetQueueAttributes } from '../../resources/sqs/operations';
import { userWith } from '../../sts/test-actors';
import { ExplainAccess } from '../operations';
import { SimulateAccess } from '../simulate/operations';
import { isRealCallAllowed } from '../testing/real-calls';
import { type MadeResource, makeResource, RESOURCE_KINDS } from '../testing/test-resources';
import { WhoCan } from '../who-can/operations';

// Questions about every kind of resource with a policy get one answer from the call itself, the permissions page, the simulator and "Who
// can". The principals are of the owner's account, of another account, and nobody.

let world: Awaited<ReturnType<typeof createOrganizationWorld>>;
let owner: Actor;
let callers: { name: string; arn: string; actor: Actor }[];
let other: Actor;
beforeAll(async () => {
  world = await createOrganizationWorld();
  owner = await world.member('owner');
  other = await world.member('other');
  const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
  callers = [];
  for (const [name, root, ...statements] of [
    ['idle', owner],
    ['free', owner, everything],
    ['guest', other, everything],
    ['idle-guest', other],
  ] as const) {
    const actor = await userWith(world, root, name, ...statements);
    callers.push({ name, arn: actor.arn, actor });
  }
});
afterAll(() => world.close());

/** Returns policies of each kind, keyed by what they say about the action. */
const variants = ({ action, text }: MadeResource): Record<string, object[]> => {
  const say = (Effect: string, Principal: unknown, Condition?: object) => ({
    Effect,
    Principal,
    Action: action,
    Resource: text,
    ...(Condition && { Condition }),
  });
  const inside = { StringEquals: { 'aws:PrincipalOrgID': world.organizationId } };
  return {
    'names a user': [say('Allow', { AWS: callers[0]?.arn })],
    'names another account': [say('Allow', { AWS: other.accountId })],
    'names a guest and denies the account': [say('Allow', { AWS: callers[2]?.arn }), say('Deny', { AWS: owner.accountId })],
    'lets the organization in': [say('Allow', '*', inside)],
    'lets everybody in': [say('Allow', '*')],
  };
};

describe.each(RESOURCE_KINDS)('a question about a %s', (kind) => {
  it('has the same answer in the real call, Ask, the simulator and "Who can"', async () => {
    const made = await makeResource(kind, owner, 'us-east-1', 'law');
    const { action, text, call, input } = made;
    const seen = new Set<boolean>();
    for (const [policy, statements] of Object.entries(variants(made))) {
      // DynamoDB refuses public policies.
      if (kind === 'table' && policy === 'lets everybody in') continue;
      await made.put(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
      const asked = { Action: action, Resource: text };
      const { Principals, Anonymous } = await world.management.run(WhoCan, { ...asked, Reach: 'organization' });
      for (const { name, arn, actor } of callers) {
        const real = await isRealCallAllowed(actor, call, input);
        const { explanation } = await world.management.run(ExplainAccess, { PrincipalArn: arn, ...asked });
        const { Results } = await world.management.run(SimulateAccess, {
          PrincipalArn: arn,
          Actions: [action],
          Resources: [text],
        });
        const direct = Principals.find(({ Arn }) => Arn === arn)?.Direct ?? 'never';
        const told = [policy, name, isOpen(explanation), explanation.decision === 'Allowed', Results[0]?.Decision];
        expect(told).toEqual([policy, name, false, real, explanation.decision]);
        expect([policy, name, direct]).toEqual([policy, name, real ? 'always' : 'never']);
        seen.add(real);
      }
      const { explanation } = await owner.run(ExplainAccess, { PrincipalArn: 'anonymous', ...asked });
      expect([policy, explanation.decision]).toEqual([policy, Anonymous === 'always' ? 'Allowed' : 'ImplicitDeny']);
    }
    expect(seen.size).toBe(2);
  });
});

describe('an action that a service reserves for the owner account', () => {
  it('is denied to other accounts in every tool, even with a resource policy that allows it', async () => {
    const Resource = `arn:aws:sqs:us-east-1:${owner.accountId}:law`;
    const Statement = { Effect: 'Allow', Principal: '*', Action: ['sqs:SetQueueAttributes', 'sqs:GetQueueAttributes'], Resource };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    const Queue = { QueueUrl: `/${owner.accountId}/law`, Attributes: { Policy } };
    await owner.run(SetQueueAttributes, Queue);
    const [idle, , guest] = callers;
    for (const [caller, expected] of [
      [idle, true],
      [guest, false],
    ] as const) {
      if (!caller) throw new Error('there are four');
      const asked = { Action: 'sqs:SetQueueAttributes', Resource };
      const { explanation } = await world.management.run(ExplainAccess, { PrincipalArn: caller.arn, ...asked });
      const { Principals } = await world.management.run(WhoCan, { ...asked, Reach: 'organization' });
      expect([caller.name, await isRealCallAllowed(caller.actor, SetQueueAttributes, Queue)]).toEqual([caller.name, expected]);
      expect([caller.name, explanation.decision === 'Allowed']).toEqual([caller.name, expected]);
      expect([caller.name, Principals.some(({ Arn, Direct }) => Arn === caller.arn && Direct === 'always')]).toEqual([
        caller.name,
        expected,
      ]);
    }
  });
});
