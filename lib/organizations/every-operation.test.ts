import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/load-catalog';
import { type AnyOperation, isWrite } from '../core/operation';
import type { Actor } from '../core/test-world';
import { organizationsOperations } from './index';
import { callersOf } from './organizations-operation';
import { createScene, OPERATION_CASES, type OperationCase, type Scene } from './test-operation-cases';
import { userWith } from './test-organization';

type Named = [name: string, operation: AnyOperation, given: OperationCase];
const all: Named[] = Object.entries(organizationsOperations).map(([name, operation]) => [
  name,
  operation,
  OPERATION_CASES[name] ?? { input: () => ({}) },
]);
const inside = all.filter(([, operation]) => callersOf(operation) !== undefined);
const restricted = inside.filter(([, operation]) => callersOf(operation) !== 'member');

let scene: Scene;
beforeAll(async () => {
  scene = await createScene();
});
afterAll(() => scene.world.close());

// The cases are untyped, since each belongs to another operation.
const input = (given: OperationCase, of: Scene) => given.input(of) as never;
const caller = (given: OperationCase, of: Scene): Actor => of[given.by ?? 'management'];
const at = (actor: Actor) => actor.with({ now: new Date('2026-03-06T12:00:00Z') });

describe('every operation of the registry', () => {
  it('has a case here, so that none escapes the tests below', () => {
    expect(Object.keys(OPERATION_CASES).sort()).toEqual(Object.keys(organizationsOperations).sort());
  });

  it('is named as it is registered, and has the access level of the catalog', () => {
    const actions = new Map(
      loadCatalog()
        .service('organizations')
        ?.actions.map((action) => [action.name, action.accessLevel]),
    );
    for (const [name, operation] of all) {
      expect([operation.name, operation.service, operation.access]).toEqual([name, 'organizations', actions.get(name)]);
    }
  });

  it.each(inside)('%s tells an account in no organization so', async (_name, operation, given) => {
    const error = await scene.stranger.fails(operation, input(given, scene));
    expect([error.shape, error.message]).toEqual([
      'AWSOrganizationsNotInUseException',
      'Your account is not a member of an organization.',
    ]);
  });

  it.each(restricted)('%s is refused to a plain member in the words of the service', async (_name, operation, given) => {
    const error = await scene.member.fails(operation, input(given, scene));
    expect([error.shape, error.message]).toEqual([
      'AccessDeniedException',
      "You don't have permissions to access this resource.",
    ]);
  });

  it.each(restricted)('%s admits a delegated administrator only if it reads', async (name, operation, given) => {
    const outcome = await scene.delegate.run(operation, input(given, scene)).then(
      () => 'allowed',
      (error: unknown) => (error as { shape: string }).shape,
    );
    expect(outcome, name).toBe(callersOf(operation) === 'reader' ? 'allowed' : 'AccessDeniedException');
  });

  it.each(all)('%s is denied to a user without permission, on the record', async (name, operation, given) => {
    const user = at(await userWith(scene.world, caller(given, scene), `denied-${name}`));
    const error = await user.fails(operation, input(given, scene));
    expect(error.shape).toBe('AccessDenied');
    expect(error.message).toMatch(
      new RegExp(
        `^User: arn:aws:iam::\\d{12}:user/denied-${name} is not authorized to perform: organizations:${name}(?: on resource: \\S+)? because no identity-based policy allows the organizations:${name} action$`,
      ),
    );
    const event = await scene.world.database.reader.event.findFirstOrThrow({
      where: { authorizationId: error.members.AuthorizationId },
    });
    expect(event).toMatchObject({
      eventName: name,
      outcome: 'Denied',
      errorCode: 'AccessDeniedException',
      userName: `denied-${name}`,
    });
  });
});

describe('every operation with nothing but its own permission', () => {
  it.each(all)('%s succeeds and is recorded', async (name, operation, given) => {
    const own = isWrite(operation) ? await createScene() : scene;
    const Action = [`organizations:${name}`, ...(given.also ?? [])];
    const user = at(
      await userWith(own.world, caller(given, own), `allowed-${name}`, [{ Effect: 'Allow', Action, Resource: '*' }]),
    );
    await user.run(operation, input(given, own));
    const event = await own.world.database.reader.event.findFirstOrThrow({ where: { userName: `allowed-${name}` } });
    expect(event).toMatchObject({
      eventName: name,
      eventSource: 'organizations.amazonaws.com',
      outcome: 'Success',
      readOnly: !isWrite(operation),
      accountId: user.accountId,
    });
    if (own !== scene) await own.world.close();
  });
});
