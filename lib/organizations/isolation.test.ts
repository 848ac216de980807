import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../core/test-world';
import { organizationsOperations } from './index';
import { createScene, OPERATION_CASES, SCENE_NOW, type Scene } from './test-operation-cases';
import { organizationOf } from './test-organization';

let scene: Scene;
beforeAll(async () => {
  scene = await createScene();
});
afterAll(() => scene.world.close());

/** Everything that the organization owns, down to the revisions. */
async function everythingOf({ world, ids, management }: Scene): Promise<string> {
  const { reader } = world.database;
  const where = { organizationId: ids.organization };
  const accounts = await reader.account.findMany({ where, orderBy: { id: 'asc' } });
  const accountIds = { in: accounts.map(({ id }) => id) };
  return JSON.stringify([
    await reader.organization.findUnique({ where: { id: ids.organization } }),
    accounts,
    await reader.organizationalUnit.findMany({ where, orderBy: { id: 'asc' } }),
    await reader.organizationPolicy.findMany({ where, orderBy: { id: 'asc' } }),
    await reader.organizationPolicyAttachment.findMany({ where, orderBy: [{ targetId: 'asc' }, { policyId: 'asc' }] }),
    await reader.enabledPolicyType.findMany({ where, orderBy: { type: 'asc' } }),
    await reader.createAccountRequest.findMany({ where, orderBy: { id: 'asc' } }),
    await reader.handshake.findMany({ where, orderBy: { id: 'asc' } }),
    await reader.serviceAccess.findMany({ where, orderBy: { servicePrincipal: 'asc' } }),
    await reader.delegatedAdministrator.findMany({ where, orderBy: { accountId: 'asc' } }),
    await reader.organizationResourcePolicy.findMany({ where }),
    await reader.tag.findMany({ where: { accountId: { in: [ids.organization, management.accountId, ...accountIds.in] } } }),
    await reader.role.findMany({ where: { accountId: accountIds }, orderBy: { id: 'asc' } }),
  ]);
}

/** What no outsider may ever be shown. */
async function secretsOf({ world, ids, management }: Scene): Promise<string[]> {
  const accounts = await world.database.reader.account.findMany({ where: { organizationId: ids.organization } });
  return [...Object.values(ids), management.accountId, ...accounts.map(({ email }) => email), 'Secret unit', 'unattached'];
}

async function outsiders(): Promise<[who: string, actor: Actor][]> {
  const { world } = scene;
  const owner = (await world.account('owner')).with({ now: SCENE_NOW });
  await organizationOf(world, owner);
  const other = (await world.account('other')).with({ now: SCENE_NOW });
  return [
    ['the management account of another organization', owner],
    ['an account in no organization', other],
  ];
}

describe("another organization's things", () => {
  it('are tried through every operation of the registry', () => {
    expect(Object.keys(OPERATION_CASES).sort()).toEqual(Object.keys(organizationsOperations).sort());
  });

  it.each(Object.entries(organizationsOperations))('can be neither read nor changed by %s', async (name, operation) => {
    const { input, elsewhere } = OPERATION_CASES[name] ?? {};
    const given = input?.(scene) ?? {};
    const secrets = await secretsOf(scene);
    const namesSecrets = secrets.some((secret) => JSON.stringify(given).includes(secret));
    expect(elsewhere !== undefined, 'a case that names ids says how outsiders are answered').toBe(namesSecrets);
    const before = await everythingOf(scene);
    for (const [who, actor] of await outsiders()) {
      const answer = await actor.run(operation, given as never).then(
        (output) => ({ output: JSON.stringify(output), shape: 'none' }),
        (error: unknown) => ({ output: String(error), shape: (error as { shape?: string }).shape ?? 'none' }),
      );
      if (elsewhere !== undefined) expect([elsewhere, 'AWSOrganizationsNotInUseException'], who).toContain(answer.shape);
      for (const secret of secrets) expect(answer.output, `${who} saw ${secret}`).not.toContain(secret);
    }
    expect(await everythingOf(scene)).toBe(before);
  });
});
