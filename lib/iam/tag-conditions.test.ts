import { afterAll, describe, expect, it } from 'vitest';
import type { AnyOperation } from '../core/operation';
import { type Actor, createTestWorld } from '../core/test-world';
import { type Contract, callAbout, type Input, membersOf, type Names, taking } from '../core/testing/contract';
import { iamOperations } from '.';
import { iamResources } from './resources';
import { userWith } from './test-accounts';
import { iamContracts } from './test-contracts';

const world = await createTestWorld();
afterAll(() => world.close());

const registered: Readonly<Record<string, AnyOperation>> = iamOperations;
const TAGGED = iamResources.flatMap((resource) =>
  'tags' in resource && resource.tags && resource.naming ? [{ noun: resource.noun, member: resource.naming.member }] : [],
);
const ALLOWED = { Effect: 'Allow', Action: '*', Resource: '*' };

/** Creates an account with a contract's resources, and a user with full access except under a condition. */
async function scene({ make }: Contract, condition: object): Promise<{ root: Actor; limited: Actor; made: Names }> {
  const root = await world.account();
  const made = await make(root, { name: 'held', secret: 'held' });
  const limited = await userWith(world, root, 'limited', ALLOWED, { ...ALLOWED, Effect: 'Deny', Condition: condition });
  return { root, limited, made };
}

async function isDenied(actor: Actor, operation: AnyOperation | undefined, input: Input): Promise<boolean> {
  if (!operation) throw new Error('there is no such operation');
  const outcome = await actor.run(operation, input).then(
    () => 'succeeded',
    (error: { shape?: string }) => error.shape,
  );
  return outcome === 'AccessDenied';
}

describe('a Deny on aws:ResourceTag', () => {
  // Groups have no tags, even if their members and policies do.
  const ABOUT_A_GROUP = ['AddUserToGroup', 'RemoveUserFromGroup', 'AttachGroupPolicy', 'DetachGroupPolicy'];

  // Only a management account may call this, so it is always denied here.
  const OF_A_MANAGEMENT_ACCOUNT = 'GenerateOrganizationsAccessReport';

  const ABOUT_THE_USER_OF_A_KEY = 'GetAccessKeyLastUsed';

  it.each(iamContracts)('applies to every operation on a tagged resource: %s', async (_, contract) => {
    const { root, limited, made } = await scene(contract, { StringEquals: { 'aws:ResourceTag/guarded': 'yes' } });
    const tagged = TAGGED.filter(({ member }) => made[member] !== undefined);
    for (const { noun, member } of tagged) {
      const tag = registered[`Tag${noun}`];
      if (!tag) throw new Error(`${noun} cannot be tagged`);
      await root.run(tag, { [member]: made[member], Tags: [{ Key: 'guarded', Value: 'yes' }] });
    }
    // New resources do not exist yet, so they have no tags.
    const makers = tagged.flatMap(({ noun }) => [`Create${noun}`, `Upload${noun}`]);
    const expected = Object.keys(contract.operations).filter((name) => {
      const names = tagged.some(({ member }) => membersOf(contract.operations[name]).includes(member));
      return (
        [ABOUT_THE_USER_OF_A_KEY, OF_A_MANAGEMENT_ACCOUNT].includes(name) ||
        (names && ![...makers, ...ABOUT_A_GROUP].includes(name))
      );
    });
    const denied: string[] = [];
    for (const [name, operation] of Object.entries(contract.operations))
      if (await isDenied(limited, operation, callAbout(contract, name, made))) denied.push(name);
    expect(denied.sort()).toEqual(expected.sort());
  });
});

describe('a Deny on aws:TagKeys', () => {
  const carrying = iamContracts.flatMap(([, contract]) =>
    ['Tags', 'TagKeys'].flatMap((member) => taking(contract.operations, member).map((name) => [name, member, contract] as const)),
  );

  it('is tested with more than 20 operations', () => expect(carrying.length).toBeGreaterThan(20));

  it.each(carrying)('applies to %s by its parameter %s', async (name, member, contract) => {
    const { limited, made } = await scene(contract, { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'guarded' } });
    const operation = contract.operations[name];
    const carry = (key: string) =>
      isDenied(
        limited,
        operation,
        callAbout(contract, name, made, { [member]: member === 'Tags' ? [{ Key: key, Value: '' }] : [key] }),
      );
    expect(await carry('guarded')).toBe(true);
    expect(await carry('other')).toBe(false);
  });
});
