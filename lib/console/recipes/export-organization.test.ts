import { afterAll, expect, it } from 'vitest';
import { seedDemo } from '../../../prisma/seed';
import { findCredential } from '../../core/credentials';
import { type Actor, createTestWorld, rootCaller, TEST_NOW, type TestWorld, userCaller } from '../../core/test-world';
import { type OrganizationState, organizationInOrder, placesOf } from '../../export/organization-state';
import { inOrder } from '../../export/resource-state';
import type { AccountState } from '../../export/state';
import { writeOrganizationExport } from '../../export/write-organization';
import { AttachUserPolicy } from '../../iam/attachment/operations';
import { CreateUser, GetUser } from '../../iam/user/operations';
import { RegisterDelegatedAdministrator } from '../../organizations/delegated-administrator/operations';
import { PutResourcePolicy } from '../../organizations/resource-policy/operations';
import { AssumeRole } from '../../sts/session/operations';
import { replayScript } from '../testing/replay-script';
import { runAs } from '../testing/run-as';
import { readAccount } from './export-account';
import { readOrganization } from './export-organization';
import { readResourcePlaces, readResources } from './export-resources';

const world = await createTestWorld();
const empty = await createTestWorld();
afterAll(() => Promise.all([world.close(), empty.close()]));

function dataOf<Data>(answer: { ok: true; data: Data } | { ok: false; error: { message: string } }): Data {
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.data;
}

async function accountOf(where: TestWorld, actor: Actor): Promise<AccountState> {
  const { regions, publicAccessBlock } = dataOf(await readResourcePlaces(runAs(where, actor)));
  const read = [];
  for (const region of regions) read.push(dataOf(await readResources(runAs(where, actor, undefined, region), { region })));
  const all = inOrder(read.flatMap((each) => each.all));
  const account = dataOf(await readAccount(runAs(where, actor)));
  return { ...account, resources: { ...(publicAccessBlock && { publicAccessBlock }), all, leftOut: [] } };
}

async function enter(where: TestWorld, administrator: Actor, accountId: string): Promise<Actor> {
  const RoleArn = `arn:aws:iam::${accountId}:role/OrganizationAccountAccessRole`;
  const { Credentials } = await administrator.run(AssumeRole, { RoleArn, RoleSessionName: 'read' });
  const credential = await findCredential(where.database.reader, Credentials?.AccessKeyId ?? '', 'aws', TEST_NOW);
  if (credential.state !== 'usable') throw new Error(credential.state);
  return where.as(credential.caller);
}

async function organizationOf(where: TestWorld, administrator: Actor): Promise<OrganizationState> {
  const state = dataOf(await readOrganization(runAs(where, administrator)));
  const accounts = [await accountOf(where, administrator)];
  for (const { id } of state.members) accounts.push(await accountOf(where, await enter(where, administrator, id)));
  return organizationInOrder({ ...state, accounts });
}

/** A state in which whatever has an id that is drawn is called by its name. */
function byNames(state: OrganizationState): OrganizationState {
  const names = new Map<string, string>([[state.id, 'organization']]);
  for (const [id, place] of placesOf(state)) names.set(id, /^\d+$/.test(id) ? `account ${place}` : `place ${place}`);
  for (const { id, type, name } of state.policies) names.set(id, `policy ${type} ${name}`);
  for (const { resources } of state.accounts) {
    for (const [index, resource] of (resources?.all ?? []).entries()) {
      if ('id' in resource) names.set(resource.id, `${resource.kind} ${index}`);
      if (resource.kind === 'secret') names.set(resource.arn.slice(-6), 'drawn');
    }
  }
  let text = JSON.stringify(state);
  for (const [id, name] of [...names].sort(([one], [other]) => other.length - one.length)) text = text.replaceAll(id, name);
  return JSON.parse(text);
}

it('the exported demo organization comes up equal from its script, which a shell runs in an empty account', async () => {
  const { members } = await seedDemo(world.database, () => TEST_NOW);
  const row = await world.database.reader.user.findFirstOrThrow({ where: { nameKey: 'admin' } });
  const root = world.as(rootCaller(row.accountId));
  const { User } = await root.run(GetUser, { UserName: 'admin' });
  const administrator = world.as(userCaller(User ?? {}));
  await administrator.run(RegisterDelegatedAdministrator, { AccountId: members.audit, ServicePrincipal: 'iam.amazonaws.com' });
  await administrator.run(PutResourcePolicy, {
    Content: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          ...{ Sid: 'Read', Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${members.audit}:root` } },
          ...{ Action: ['organizations:DescribePolicy', 'organizations:ListPolicies'], Resource: '*' },
        },
      ],
    }),
    Tags: [{ Key: 'team', Value: 'security' }],
  });
  const state = await organizationOf(world, administrator);
  const [script] = writeOrganizationExport(state, 'cli').files;

  const own = await empty.account();
  const { User: made } = await own.run(CreateUser, { UserName: 'rebuilder' });
  await own.run(AttachUserPolicy, { UserName: 'rebuilder', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' });
  const rebuilder = empty.as(userCaller(made ?? {}));
  await replayScript(empty, rebuilder, script?.text ?? '');
  const again = await organizationOf(empty, rebuilder);
  const accounts = again.accounts.map((account) => ({
    ...account,
    users: account.users.filter(({ name }) => name !== 'rebuilder'),
  }));
  expect(byNames({ ...again, accounts })).toEqual(byNames(state));
  expect(state.members).toHaveLength(5);
  expect(state.attachments.length).toBeGreaterThan(20);
});
