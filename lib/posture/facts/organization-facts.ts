import { trustedEntities } from '@gatehouse/policy/analyze';
import { authorize, type Principal, principalContext } from '@gatehouse/policy/evaluate';
import { rootProfileOf } from '../../account/root-profile';
import { ACCOUNT_STATES, type AccountFacts } from '../../core/account-facts';
import { rootUserArn } from '../../core/arns';
import {
  allowsNothing,
  type Guardrails,
  levelsOf,
  loadGuardrails,
  OF_GUARDRAILS,
  SERVICE_CONTROL_POLICY,
} from '../../core/authorization/guardrails';
import { prepare } from '../../core/authorization/prepared-policies';
import { delegateOf } from '../../core/module/resource';
import type { QuotaName } from '../../core/quotas';
import { oneOf, zip } from '../../core/text/lists';
import { giveWay, readInChunks } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { iamResources } from '../../iam/resources';
import { shownTrustPolicies } from '../../iam/role/rows';
import { INTEGRATED_SERVICES } from '../../organizations/integrated-services';
import { isClosing } from '../closing';
import type { ExaminedMember, ExaminedOrganization } from '../facts';
import { readDeclarativeFacts } from './declarative-facts';
import { readIdentityCenterFacts } from './identity-center-facts';

const DELEGABLE: ReadonlySet<string> = new Set(
  INTEGRATED_SERVICES.filter(({ delegatedAdministrator }) => delegatedAdministrator).map(({ principal }) => principal),
);

const LINKED_PATH = '/aws-service-role/';
const ROLES_AT_ONCE = 500;
/** The models that an account's quotas limit. */
const PER_ACCOUNT = iamResources.flatMap(({ model, ...resource }) => {
  const quota = 'quota' in resource ? resource.quota : undefined;
  // Authenticator apps share the quota of users.
  return quota?.endsWith('PerAccount') && model !== 'MfaDevice' ? [{ model, quota }] : [];
});

type OrganizationRow = NonNullable<Awaited<ReturnType<Transaction['organization']['findUnique']>>>;
type AccountRow = NonNullable<Awaited<ReturnType<Transaction['account']['findUnique']>>>;

/** The last call to each service in the event history, by day and prefix. */
export type UseOfServices = {
  /** The time from which calls are known. */
  since: Date | null;
  anywhere: ReadonlyMap<string, Date>;
  inManagement: ReadonlyMap<string, Date>;
};

/** Reads the facts that organization checks need. Each table is read once for all accounts. */
export async function readOrganizationFacts(
  db: Transaction,
  organization: OrganizationRow,
  accounts: readonly AccountRow[],
  use: UseOfServices,
  now: Date,
): Promise<ExaminedOrganization> {
  const { id, rootId, managementAccountId, featureSet, createdAt } = organization;
  const where = { organizationId: id };
  const guardrails = await loadGuardrails(db, organization);
  const attachments = await db.organizationPolicyAttachment.findMany({ where: { ...where, ...OF_GUARDRAILS } });
  const services = await db.serviceAccess.findMany({ where });
  const delegates = await db.delegatedAdministrator.findMany({ where });
  const features = await db.organizationRootAccessFeature.findMany({ where });
  const delegation = await db.organizationResourcePolicy.findUnique({
    where: { organizationId: id },
    select: { content: true },
  });
  const policies = await db.organizationPolicy.findMany({
    where: { ...where, ...OF_GUARDRAILS },
    select: { id: true, name: true, type: true, content: true },
  });
  const roleUses = services.length > 0 ? await readRoleUses(db, id) : new Map<string, Date>();
  const countsOf = await readCounts(db, id);
  const closing = new Set(accounts.filter(({ state }) => isClosing(state)).map((account) => account.id));
  const namedBy = closing.size > 0 ? await readWhatNames(db, id, closing, delegation?.content) : new Map<string, string[]>();
  const ids = accounts.map((account) => account.id);
  const rootKeys = await countByAccount(db, ids, 'key');
  const rootDevices = await countByAccount(db, ids, 'device');
  const owner = { accountId: managementAccountId };
  const members = accounts.map((account) => ({
    id: account.id,
    name: account.name,
    state: oneOf(ACCOUNT_STATES, account.state),
    parentId: account.parentId ?? rootId,
    management: account.id === managementAccountId,
    closedAt: account.closedAt,
    namedBy: namedBy.get(account.id) ?? [],
    counts: countsOf(account.id),
    rootCredentials: rootProfileOf(account) !== null || rootKeys.has(account.id) || rootDevices.has(account.id),
  }));
  return {
    id,
    rootId,
    managementAccountId,
    allFeatures: featureSet === 'ALL',
    createdAt,
    attachments: attachments.map(({ targetId, policyId, type }) => ({ targetId, policyId, type })),
    ...(await decidedBy(guardrails, members)),
    services: services.map(({ servicePrincipal, enabledAt }) => ({
      principal: servicePrincipal,
      enabledAt,
      delegable: DELEGABLE.has(servicePrincipal),
      needed: servicePrincipal === ROOT_ACCESS && features.length > 0,
      lastUsedAt: newestOf([use.anywhere.get(prefixOf(servicePrincipal)), roleUses.get(servicePrincipal)]),
    })),
    since: use.since,
    delegatedServices: new Set(delegates.map(({ servicePrincipal }) => servicePrincipal)),
    delegatedAccounts: new Set(delegates.map(({ accountId }) => accountId)),
    delegationPolicy: delegation !== null,
    centralRoot: features.some(({ feature }) => feature === 'RootCredentialsManagement'),
    managementUse: {
      users: await db.user.count({ where: owner }),
      activeKeys: await db.accessKey.count({ where: { ...owner, userId: { not: null }, status: 'Active' } }),
      serviceRoles: await readServiceRoles(db, managementAccountId),
      services: use.inManagement,
    },
    policies: policies.map(({ content, ...policy }) => ({ ...policy, size: [...content].length })),
    ...(await readDeclarativeFacts(db, organization, accounts, guardrails.enabledTypes, now)),
    identityCenter: await readIdentityCenterFacts(db, organization),
  };
}

type Decided = 'enabledTypes' | 'units' | 'shut' | 'accounts';

/** Returns the facts that the tree and its policies decide. */
export async function decidedBy(
  guardrails: Guardrails,
  members: readonly Omit<ExaminedMember, keyof Freedom>[],
): Promise<Pick<ExaminedOrganization, Decided>> {
  const accounts: ExaminedMember[] = [];
  for (const member of members) {
    await giveWay();
    const isUsable = member.state === 'ACTIVE';
    accounts.push({ ...member, ...(isUsable ? freedomOf(guardrails, member) : { mayLeave: false, rootUnrestricted: false }) });
  }
  const shut = new Set<string>();
  for (const target of [guardrails.rootId, ...guardrails.units.keys(), ...members.map(({ id }) => id)]) {
    await giveWay();
    if (allowsNothing(guardrails, target)) shut.add(target);
  }
  return {
    enabledTypes: guardrails.enabledTypes,
    units: [...guardrails.units.values()],
    shut,
    accounts,
  };
}

/** The service principal of centralized root access. */
const ROOT_ACCESS = 'iam.amazonaws.com';

/** Returns the prefix of a service's actions. The labels before it name the part of the service that works with organizations. */
function prefixOf(principal: string): string {
  return principal.replace(/\.amazonaws\.com$/, '').replace(/^.*\./, '');
}

function newestOf(times: readonly (Date | undefined)[]): Date | null {
  return times.reduce<Date | null>((newest, time) => (time && (!newest || time > newest) ? time : newest), null);
}

/** Returns the last use of service-linked roles by service principal. */
async function readRoleUses(db: Transaction, organizationId: string): Promise<Map<string, Date>> {
  const rows = await db.role.groupBy({
    by: ['path'],
    where: { account: { organizationId }, path: { startsWith: LINKED_PATH }, lastUsedAt: { not: null } },
    _max: { lastUsedAt: true },
  });
  return new Map(
    rows.flatMap(({ path, _max: { lastUsedAt } }) =>
      lastUsedAt ? [[path.slice(LINKED_PATH.length).replace(/\/$/, ''), lastUsedAt]] : [],
    ),
  );
}

/** Returns the names of roles that services assume, without service-linked roles. */
async function readServiceRoles(db: Transaction, accountId: string): Promise<string[]> {
  const rows = await db.role.findMany({
    where: { accountId, NOT: { path: { startsWith: LINKED_PATH } }, assumeRolePolicyDocument: { contains: '"Service"' } },
    orderBy: { nameKey: 'asc' },
    select: { name: true, assumeRolePolicyDocument: true },
  });
  return rows
    .filter((row) => trustedEntities(row.assumeRolePolicyDocument).some(({ kind }) => kind === 'service'))
    .map(({ name }) => name);
}

type CountedTable = {
  groupBy(args: object): Promise<{ accountId: string; _count: { _all: number } }[]>;
};

/** Returns each account's counts for its quotas. */
async function readCounts(
  db: Transaction,
  organizationId: string,
): Promise<(accountId: string) => ReadonlyMap<QuotaName, number>> {
  const counts = new Map<string, Map<QuotaName, number>>();
  for (const { quota, model } of PER_ACCOUNT) {
    const table = Reflect.get(db, delegateOf(model)) as CountedTable;
    const rows = await table.groupBy({ by: ['accountId'], where: { account: { organizationId } }, _count: { _all: true } });
    for (const { accountId, _count } of rows) {
      const own = counts.get(accountId) ?? new Map<QuotaName, number>();
      counts.set(accountId, own.set(quota, _count._all));
    }
  }
  return (accountId) => counts.get(accountId) ?? new Map();
}

/** Returns descriptions of what names closing accounts: roles that trust them, and the delegation policy. */
async function readWhatNames(
  db: Transaction,
  organizationId: string,
  closing: ReadonlySet<string>,
  delegation: string | undefined,
): Promise<Map<string, string[]>> {
  const named = new Map<string, string[]>();
  const note = (accountId: string, by: string) => named.set(accountId, [...(named.get(accountId) ?? []), by]);
  for (const accountId of closing) if (delegation?.includes(accountId)) note(accountId, 'the delegation policy');
  const roles = readInChunks(
    (after, take) =>
      db.role.findMany({
        where: { account: { organizationId, state: 'ACTIVE' }, id: { gt: after } },
        orderBy: { id: 'asc' },
        take,
        select: { id: true, name: true, accountId: true, assumeRolePolicyDocument: true },
      }),
    ({ id }) => id,
    ROLES_AT_ONCE,
  );
  for await (const rows of roles) {
    const trusts = await shownTrustPolicies(db, 'aws', rows);
    for (const [{ name, accountId }, text] of zip(rows, trusts)) {
      await giveWay();
      for (const id of new Set(text.match(/\d{12}/g) ?? [])) {
        if (closing.has(id) && id !== accountId) note(id, `the role ${name} of ${accountId}`);
      }
    }
  }
  return named;
}

/** Returns the accounts whose root user has an access key or an MFA device. */
async function countByAccount(db: Transaction, accountIds: readonly string[], what: 'key' | 'device'): Promise<Set<string>> {
  const own = new Set(accountIds);
  const rows =
    what === 'key'
      ? await db.accessKey.findMany({ where: { userId: null }, select: { accountId: true } })
      : await db.mfaDevice.findMany({ where: { ownedByRoot: true }, select: { accountId: true } });
  return new Set(rows.map(({ accountId }) => accountId).filter((id) => own.has(id)));
}

/** Actions that an SCP denies to root if it restricts root at all, apart from a few root tasks. */
const ROOT_PROBES = ['ec2:RunInstances', 's3:CreateBucket', 'iam:CreateUser'];

const EVERYTHING = prepare(
  { id: 'everything', type: 'identity', name: 'everything', origin: { kind: 'direct' } },
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
);

type Freedom = Pick<ExaminedMember, 'mayLeave' | 'rootUnrestricted'>;
const freedoms = new WeakMap<Guardrails, Map<string, Freedom>>();

/** Returns what SCPs let a member do, cached per tree and policies. */
function freedomOf(guardrails: Guardrails, account: Pick<AccountRow, 'id' | 'name' | 'parentId'>): Freedom {
  const ofTree = freedoms.get(guardrails) ?? new Map<string, Freedom>();
  freedoms.set(guardrails, ofTree);
  const key = `${account.id} ${account.parentId}`;
  const freedom = ofTree.get(key) ?? {
    mayLeave: !isDenied(guardrails, account, 'organizations:LeaveOrganization', false),
    rootUnrestricted: ROOT_PROBES.some((action) => !isDenied(guardrails, account, action, true)),
  };
  ofTree.set(key, freedom);
  return freedom;
}

/** Returns whether SCPs deny an action to root or to an administrator of the account. */
function isDenied(
  guardrails: Guardrails,
  account: Pick<AccountRow, 'id' | 'name' | 'parentId'>,
  action: string,
  root: boolean,
): boolean {
  const facts: Pick<AccountFacts, 'id' | 'name' | 'parentId'> = account;
  const scp = levelsOf(guardrails, SERVICE_CONTROL_POLICY, facts);
  if (!scp) return false;
  const accountId = account.id;
  const arn = rootUserArn('aws', accountId);
  const principal: Principal = root
    ? { type: 'Root', accountId, arn }
    : {
        type: 'User',
        accountId,
        arn: `arn:aws:iam::${accountId}:user/administrator`,
        userId: 'AIDAADMINISTRATOR',
        userName: 'administrator',
      };
  const { decision } = authorize(
    { principal, action, resource: '*', context: principalContext(principal) },
    { identity: [EVERYTHING], scp },
  );
  return decision !== 'Allowed';
}
