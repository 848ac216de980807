import { PRESETS, setQuotas } from '../../core/quotas';
import type { Actor } from '../../core/test-world';
import { transaction } from '../../db/transaction';
import { ListCreateAccountStatus } from '../../organizations/account/operations';
import { AttachPolicy } from '../../organizations/attachment/operations';
import { RegisterDelegatedAdministrator } from '../../organizations/delegated-administrator/operations';
import { AcceptHandshake, CancelHandshake, DeclineHandshake } from '../../organizations/handshake/answer-operations';
import { InviteAccountToOrganization } from '../../organizations/handshake/operations';
import { CreatePolicy } from '../../organizations/policy/operations';
import { EnablePolicyType } from '../../organizations/policy-type/operations';
import { EnableAWSServiceAccess } from '../../organizations/service-access/operations';
import { organizationOf, userWith } from '../../organizations/test-organization';
import type { Keys, TestApi } from './api';
import { DENY_S3, DENY_S3_TO_ALL } from './documents';
import type { Scene } from './scene';

const CONFIG = { ServicePrincipal: 'config.amazonaws.com' };
const NO_ROOM = {
  ...PRESETS.current,
  AccountsPerOrganization: 1,
  OrganizationalUnitDepth: 1,
  ServiceControlPoliciesPerTarget: 1,
  TagsPerResource: 0,
};
/** Longer than an account takes to close, and than the tests take. */
const A_WHILE_MS = 600_000;

type Accounts = Readonly<Record<string, Actor>>;

/**
 * The organization of `root`, under quotas that have no room for more, with one of everything and invitations in every state; and that of
 * `payer`, which only consolidates bills. `stranger` is in neither, `nobody` a user of `root` without permissions.
 */
export async function createOrganizationsScene(api: TestApi): Promise<Scene> {
  setQuotas({ ...PRESETS.current, AccountsPerOrganization: 100 });
  const now = new Date();
  const account = async (name: string) => (await api.account(name)).with({ now });
  const [root, payer, stranger] = [await account('root'), await account('payer'), await account('stranger')];
  const organization = await organizationOf(api, root);
  const billing = await organizationOf(api, payer, 'CONSOLIDATED_BILLING');
  const member = async (name: string, of = organization) => (await of.member(name)).with({ now });
  const members = { plain: await member('plain'), delegate: await member('delegate'), young: await member('young', billing) };
  const answering = {
    joined: await account('joined'),
    twin: await account('twin'),
    declined: await account('declined'),
    canceled: await account('canceled'),
  };
  const invited = { guest: await account('guest'), payer, young: members.young, ...answering };
  await root.run(EnableAWSServiceAccess, CONFIG);
  await root.run(RegisterDelegatedAdministrator, { AccountId: members.delegate.accountId, ...CONFIG });
  const { CreateAccountStatuses } = await root.run(ListCreateAccountStatus, {});
  const scene = {
    root: organization.rootId,
    request: CreateAccountStatuses[0]?.Id,
    ...(await makeTree(organization)),
    ...(await makePolicies(root, organization.rootId)),
    ...(await closeAccounts(api, now, { closing: await member('closing'), closed: await member('closed') })),
    handshake: await inviteAll(api, root, invited),
    account: Object.fromEntries(Object.entries({ root, stranger, ...members }).map(([name, of]) => [name, of.accountId])),
  };
  setQuotas(NO_ROOM);
  const keys = {
    ...(await keysOf(api, { root, stranger, ...members, ...invited })),
    nobody: await userKeys(api, root, 'nobody'),
    // Each may do one thing, which takes two permissions.
    clerk: await userKeys(api, invited.guest, 'clerk', 'organizations:AcceptHandshake'),
    founder: await userKeys(api, stranger, 'founder', 'organizations:CreateOrganization'),
  };
  return { keys, seen: { scene } };
}

async function makeTree({ unit }: { unit(name: string, parentId?: string): Promise<string> }) {
  const [parent, other] = [await unit('parent'), await unit('other')];
  await unit('child', parent);
  return { unit: parent, other };
}

/** `attached` is on the root, `idle` on nothing, and `control` of a type that is not enabled. */
async function makePolicies(root: Actor, rootId: string) {
  const make = async (Name: string, Type: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY', Content: string) => {
    const { Policy } = await root.run(CreatePolicy, { Name, Description: '', Type, Content });
    return Policy.PolicySummary?.Id ?? '';
  };
  await root.run(EnablePolicyType, { RootId: rootId, PolicyType: 'SERVICE_CONTROL_POLICY' });
  const attached = await make('attached', 'SERVICE_CONTROL_POLICY', DENY_S3);
  await root.run(AttachPolicy, { PolicyId: attached, TargetId: rootId });
  const idle = await make('idle', 'SERVICE_CONTROL_POLICY', DENY_S3);
  return { attached, idle, control: await make('control', 'RESOURCE_CONTROL_POLICY', DENY_S3_TO_ALL) };
}

async function closeAccounts(api: TestApi, now: Date, { closing, closed }: { closing: Actor; closed: Actor }) {
  const close = (id: string, since: number) =>
    transaction(api.database, (tx) =>
      tx.account.update({ where: { id }, data: { state: 'PENDING_CLOSURE', closedAt: new Date(now.getTime() + since) } }),
    );
  await close(closing.accountId, A_WHILE_MS);
  await close(closed.accountId, -A_WHILE_MS);
  return { closing: closing.accountId, closed: closed.accountId };
}

/** Invites each; those named after an answer give it, and `twin` has joined though its invitation is still open. */
async function inviteAll(api: TestApi, root: Actor, invited: Accounts): Promise<Readonly<Record<string, string>>> {
  const handshakes: Record<string, string> = {};
  for (const [name, { accountId }] of Object.entries(invited)) {
    const { Handshake } = await root.run(InviteAccountToOrganization, { Target: { Id: accountId, Type: 'ACCOUNT' } });
    handshakes[name] = Handshake.Id ?? '';
  }
  const handshake = (name: string) => ({ HandshakeId: handshakes[name] ?? '' });
  await invited.joined?.run(AcceptHandshake, handshake('joined'));
  await invited.declined?.run(DeclineHandshake, handshake('declined'));
  await root.run(CancelHandshake, handshake('canceled'));
  await invited.twin?.run(AcceptHandshake, handshake('twin'));
  await transaction(api.database, (tx) =>
    tx.handshake.update({ where: { id: handshakes.twin ?? '' }, data: { state: 'OPEN', endedAt: null } }),
  );
  return handshakes;
}

async function keysOf(api: TestApi, accounts: Accounts): Promise<Record<string, Keys>> {
  const keys: Record<string, Keys> = {};
  for (const [name, account] of Object.entries(accounts)) keys[name] = await api.keys(account);
  return keys;
}

async function userKeys(api: TestApi, account: Actor, name: string, action?: string): Promise<Keys> {
  const user = await userWith(
    api,
    account,
    name,
    action === undefined ? [] : [{ Effect: 'Allow', Action: action, Resource: '*' }],
  );
  const { principal } = user.caller;
  return api.keys(account, principal.type === 'User' ? principal.userId : '');
}
