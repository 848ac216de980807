import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AwsError } from '../core/errors';
import { type AnyOperation, isWrite } from '../core/operation';
import { type Actor, createTestWorld, rootCaller, type TestWorld } from '../core/test-world';
import { inputOf } from '../core/testing/calls';
import type { Contract, Input } from '../core/testing/contract';
import { recordedEvents } from '../core/testing/recorded-events';
import { stageOf } from '../core/testing/stage';
import { RegisterDelegatedAdministrator } from './delegated-administrator/operations';
import { organizationsOperations } from './index';
import { callersOf } from './organizations-operation';
import { EnableAWSServiceAccess } from './service-access/operations';
import { organizationsContracts } from './test-contracts';
import { memberOf, organizationOf, userWith } from './test-organization';

type Named = [name: string, operation: AnyOperation];
const all: Named[] = Object.entries(organizationsOperations);
const inside = all.filter(([, operation]) => callersOf(operation) !== undefined);
const restricted = inside.filter(([, operation]) => callersOf(operation) !== 'member');

/** The result of an operation's first successful call, and of the same call by other callers just before. */
type Tried = { allowed: unknown; caller: Actor; denied: unknown; stranger?: unknown; member?: unknown; delegate?: unknown };
const tried = new Map<string, Tried>();
let world: TestWorld;
/** A standalone account, and a plain member of another organization. */
let stranger: Actor;
let member: Actor;
let users = 0;
beforeAll(async () => {
  world = await createTestWorld();
  stranger = await world.account('stranger');
  member = await (await organizationOf(world, await world.account('another'))).member('plain');
  for (const [, contract] of organizationsContracts) await callAll(contract);
});
afterAll(() => world.close());

const outcomeOf = (running: Promise<unknown>): Promise<unknown> => running.catch((error: unknown) => error);
const shapeOf = (outcome: unknown) => (outcome instanceof AwsError ? outcome.shape : outcome);
const requireTried = (name: string): Tried => {
  const found = tried.get(name);
  if (!found) throw new Error(`no contract came to call ${name}`);
  return found;
};

/** Makes a contract's calls in order until one fails. Each caller is a user who may make only that call. */
async function callAll({ operations, calls, furnish, also }: Contract): Promise<void> {
  const { actors, seen } = await stageOf(world, furnish);
  const delegate = await delegateOf(actors.root);
  for (const call of calls) {
    const [name, , by = 'root'] = call;
    const [operation, account] = [operations[name], actors[by]];
    if (!operation || !account) throw new Error(`nobody is ${by}, or no operation of the noun is ${name}`);
    const input = inputOf(call, seen);
    const refused = tried.has(name) ? undefined : await outcomesOf(operation, input, account, delegate);
    const Action = [`organizations:${name}`, ...(also?.[name] ?? [])];
    const caller = await userWith(world, account, `allowed-${++users}`, [{ Effect: 'Allow', Action, Resource: '*' }]);
    const allowed = await outcomeOf(caller.run(operation, input as never));
    if (refused) tried.set(name, { allowed, caller, ...refused });
    if (allowed instanceof Error) return;
    seen[name] = allowed;
  }
}

async function outcomesOf(operation: AnyOperation, input: Input, account: Actor, delegate: Actor) {
  const by = (actor: Actor) => outcomeOf(actor.run(operation, input as never));
  const denied = await by(await userWith(world, account, `denied-${operation.name}`));
  // Accounts outside organizations may also make these calls.
  if (callersOf(operation) === undefined) return { denied };
  return {
    denied,
    stranger: await by(stranger),
    member: await by(member),
    delegate: await by(delegate),
  };
}

/** Returns a member that is the delegated administrator of a service that no contract uses. */
async function delegateOf(management: Actor | undefined): Promise<Actor> {
  if (!management) throw new Error('a stage without a first account');
  const [AccountId, SSO] = [await memberOf(management, 'sso-delegate'), { ServicePrincipal: 'sso.amazonaws.com' }];
  await management.run(EnableAWSServiceAccess, SSO);
  await management.run(RegisterDelegatedAdministrator, { AccountId, ...SSO });
  return world.as(rootCaller(AccountId));
}

describe('every registered operation', () => {
  it('is called by a contract', () => {
    expect([...tried.keys()].sort()).toEqual(Object.keys(organizationsOperations).sort());
  });

  it('has its registered name and the access level of the catalog', () => {
    const actions = new Map(
      loadCatalog()
        .service('organizations')
        ?.actions.map((action) => [action.name, action.accessLevel]),
    );
    for (const [name, operation] of all) {
      expect([operation.name, operation.service, operation.access]).toEqual([name, 'organizations', actions.get(name)]);
    }
  });

  it.each(inside)('%s returns AWSOrganizationsNotInUseException to an account without an organization', (name) => {
    expect(requireTried(name).stranger).toMatchObject({
      shape: 'AWSOrganizationsNotInUseException',
      message: 'Your account is not a member of an organization.',
    });
  });

  it.each(restricted)('%s denies access to a member account with the error message of AWS', (name) => {
    expect(requireTried(name).member).toMatchObject({
      shape: 'AccessDeniedException',
      message: "You don't have permissions to access this resource.",
    });
  });

  it.each(restricted)('%s allows a delegated administrator only if the operation is read-only', (name, operation) => {
    const { delegate } = requireTried(name);
    if (callersOf(operation) !== 'reader') expect(shapeOf(delegate)).toBe('AccessDeniedException');
    else expect(delegate).not.toBeInstanceOf(Error);
  });

  it.each(all)('%s denies access to a user without permission and records the event', async (name) => {
    const { denied } = requireTried(name);
    expect(shapeOf(denied)).toBe('AccessDenied');
    const { message, members } = denied as AwsError;
    expect(message).toMatch(
      new RegExp(
        `^User: arn:aws:iam::\\d{12}:user/denied-${name} is not authorized to perform: organizations:${name}(?: on resource: \\S+)? because no identity-based policy allows the organizations:${name} action$`,
      ),
    );
    const [event] = await recordedEvents(world.database.reader, { authorizationId: members.AuthorizationId });
    expect(event).toMatchObject({
      eventName: name,
      outcome: 'Denied',
      errorCode: 'AccessDeniedException',
      userName: `denied-${name}`,
    });
  });
});

describe('every operation with only the permission for itself', () => {
  it.each(all)('%s succeeds and is recorded', async (name, operation) => {
    const { allowed, caller } = requireTried(name);
    expect(allowed).not.toBeInstanceOf(Error);
    const { principal, accountId } = caller.caller;
    const userName = principal.type === 'User' ? principal.userName : undefined;
    const events = await recordedEvents(world.database.reader, { accountId, eventName: name });
    const event = events.find((each) => userName === undefined || each.userName === userName);
    expect(event).toMatchObject({
      eventSource: 'organizations.amazonaws.com',
      outcome: 'Success',
      readOnly: !isWrite(operation),
    });
  });
});
