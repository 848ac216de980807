import { LOST } from '@/components/console/kit/use-read';
import type { ResourcePlaces } from '@/lib/console/recipes/export/export-resources';
import type { ConsoleAction, ConsoleResult } from '@/lib/console/result';
import { callAction } from '@/lib/console/session/shown-identity';
import { storedJson } from '@/lib/core/text/stored-json';
import type { AssignmentState, IdentityCenterState } from '@/lib/export/identity-center/state';
import type { OrganizationState } from '@/lib/export/organization-state';
import type { ResourcesState } from '@/lib/export/resource-state';
import type { AccountState } from '@/lib/export/state';
import * as actions from '../actions';

/** Functions that read the parts of one account. */
type Reader = {
  account: () => Promise<ConsoleResult<AccountState>>;
  places: () => Promise<ConsoleResult<ResourcePlaces>>;
  resources: (region: string) => Promise<ConsoleResult<Omit<ResourcesState, 'publicAccessBlock'>>>;
};

const OWN: Reader = {
  account: () => ask(actions.readAccount, undefined),
  places: () => ask(actions.readResourcePlaces, undefined),
  resources: (region) => ask(actions.readResources, { region, input: { region } }),
};

const memberReader = (accountId: string): Reader => ({
  account: () => ask(actions.readMemberAccount, { accountId, region: undefined, input: undefined }),
  places: () => ask(actions.readMemberResourcePlaces, { accountId, region: undefined, input: undefined }),
  resources: (region) => ask(actions.readMemberResources, { accountId, region, input: { region } }),
});

/** Reads the caller's account, and optionally its resources by Region. Stops at the first denied call. */
export function readState(withResources: boolean): Promise<ConsoleResult<AccountState>> {
  return read(OWN, withResources);
}

async function read(reader: Reader, withResources: boolean): Promise<ConsoleResult<AccountState>> {
  const account = await reader.account();
  if (!account.ok || !withResources) return account;
  const places = await reader.places();
  if (!places.ok) return places;
  const { regions, publicAccessBlock } = places.data;
  const found = [];
  for (const region of regions) {
    const here = await reader.resources(region);
    if (!here.ok) return here;
    found.push(here.data);
  }
  const all = found.flatMap((each) => each.all);
  const resources = { ...(publicAccessBlock && { publicAccessBlock }), all, leftOut: found.flatMap(({ leftOut }) => leftOut) };
  return { ok: true, data: { ...account.data, resources } };
}

/** The optional parts of an organization, besides its tree and policies. */
export type OrganizationScope = { accounts: boolean; resources: boolean; identityCenter: boolean };

/** The number of things that were read, of all of their kind. */
export type ReadProgress = { of: 'Accounts' | 'Permission sets'; done: number; all: number };

/** Reads the caller's organization, its instance of IAM Identity Center, and the contents of its accounts. */
export async function readOrganizationState(
  { identityCenter: withIdentityCenter, ...scope }: OrganizationScope,
  onProgress: (progress: ReadProgress) => void,
): Promise<ConsoleResult<OrganizationState>> {
  const organization = await ask(actions.readOrganization, undefined);
  if (!organization.ok) return organization;
  const identityCenter = withIdentityCenter ? await readIdentityCenter(onProgress) : null;
  if (identityCenter && !identityCenter.ok) return identityCenter;
  const state = { ...organization.data, ...(identityCenter?.data && { identityCenter: identityCenter.data }) };
  return scope.accounts ? readAccounts(state, scope, onProgress) : { ok: true, data: state };
}

/** Reads IAM Identity Center with the assignments of each permission set; null if it is not enabled. */
async function readIdentityCenter(
  onProgress: (progress: ReadProgress) => void,
): Promise<ConsoleResult<IdentityCenterState | null>> {
  const enabled = await ask(actions.readIdentityCenterRegion, undefined);
  if (!enabled.ok || enabled.data === null) return enabled.ok ? { ok: true, data: null } : enabled;
  const region = enabled.data;
  const found = await ask(actions.readIdentityCenter, { region, input: undefined });
  if (!found.ok) return found;
  const state = storedJson<IdentityCenterState>(found.data);
  const { instanceArn: InstanceArn, permissionSets } = state;
  const assignments: AssignmentState[] = [];
  for (const [index, { arn: PermissionSetArn }] of permissionSets.entries()) {
    onProgress({ of: 'Permission sets', done: index, all: permissionSets.length });
    const own = await ask(actions.readAssignments, { region, input: { InstanceArn, PermissionSetArn } });
    if (!own.ok) return own;
    assignments.push(...storedJson<AssignmentState[]>(own.data));
  }
  return { ok: true, data: { ...state, assignments } };
}

/** Reads the contents of an organization's accounts. Accounts that cannot be entered are listed and left out. */
async function readAccounts(
  state: OrganizationState,
  { resources }: Omit<OrganizationScope, 'identityCenter'>,
  onProgress: (progress: ReadProgress) => void,
): Promise<ConsoleResult<OrganizationState>> {
  const own = await read(OWN, resources);
  if (!own.ok) return own;
  const accounts = [own.data];
  const leftOut = [...state.leftOut];
  for (const [index, { id, name }] of state.members.entries()) {
    onProgress({ of: 'Accounts', done: index, all: state.members.length });
    const member = await read(memberReader(id), resources);
    if (member.ok) accounts.push(member.data);
    else if (member.error.signedInAs !== undefined || member.error.code === LOST.code) return member;
    else leftOut.push(`The account ${name} (${id}) could not be read: ${member.error.message}`);
  }
  return { ok: true, data: { ...state, leftOut, accounts } };
}

function ask<Input, Output>(action: ConsoleAction<Input, Output>, input: Input): Promise<ConsoleResult<Output>> {
  return callAction(action, input).catch((): ConsoleResult<Output> => ({ ok: false, error: LOST }));
}
