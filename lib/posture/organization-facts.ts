import { rootProfileOf } from '../account/root-profile';
import type { AccountFacts, AccountState } from '../core/account-facts';
import { rootUserArn } from '../core/arns';
import { giveWay } from '../core/bulk';
import { allowsNothing, type Guardrails, levelsOf, loadGuardrails, SERVICE_CONTROL_POLICY } from '../core/guardrails';
import { prepare } from '../core/prepared-policies';
import type { Transaction } from '../db/client';
import { authorize, type Principal, principalContext } from '../engine';
import { INTEGRATED_SERVICES } from '../organizations/integrated-services';
import type { ExaminedMember, ExaminedOrganization } from './facts';

const DELEGABLE: ReadonlySet<string> = new Set(
  INTEGRATED_SERVICES.filter(({ delegatedAdministrator }) => delegatedAdministrator).map(({ principal }) => principal),
);

type OrganizationRow = NonNullable<Awaited<ReturnType<Transaction['organization']['findUnique']>>>;
type AccountRow = NonNullable<Awaited<ReturnType<Transaction['account']['findUnique']>>>;

/** What the checks of an organization look at: each table is read once for all of its accounts. */
export async function readOrganizationFacts(
  db: Transaction,
  organization: OrganizationRow,
  accounts: readonly AccountRow[],
): Promise<ExaminedOrganization> {
  const { id, rootId, managementAccountId, featureSet, createdAt } = organization;
  const where = { organizationId: id };
  const guardrails = await loadGuardrails(db, organization);
  const attachments = await db.organizationPolicyAttachment.findMany({ where });
  const services = await db.serviceAccess.findMany({ where });
  const delegates = await db.delegatedAdministrator.findMany({ where });
  const features = await db.organizationRootAccessFeature.findMany({ where });
  const delegation = await db.organizationResourcePolicy.findUnique({ where: { organizationId: id }, select: { id: true } });
  const ids = accounts.map((account) => account.id);
  const rootKeys = await countByAccount(db, ids, 'key');
  const rootDevices = await countByAccount(db, ids, 'device');
  const owner = { accountId: managementAccountId };
  const members: ExaminedMember[] = [];
  for (const account of accounts) {
    await giveWay();
    const usable = account.state === 'ACTIVE';
    members.push({
      id: account.id,
      name: account.name,
      state: account.state as AccountState,
      parentId: account.parentId ?? rootId,
      management: account.id === managementAccountId,
      closedAt: account.closedAt,
      rootCredentials: rootProfileOf(account) !== null || rootKeys.has(account.id) || rootDevices.has(account.id),
      mayLeave: usable && !isDenied(guardrails, account, 'organizations:LeaveOrganization', false),
      rootUnrestricted: usable && ROOT_PROBES.some((action) => !isDenied(guardrails, account, action, true)),
    });
  }
  return {
    id,
    rootId,
    managementAccountId,
    allFeatures: featureSet === 'ALL',
    createdAt,
    enabledTypes: guardrails.enabledTypes,
    attachments: attachments.map(({ targetId, policyId, type }) => ({ targetId, policyId, type })),
    units: [...guardrails.units.values()],
    shut: new Set([rootId, ...guardrails.units.keys(), ...ids].filter((target) => allowsNothing(guardrails, target))),
    services: services.map(({ servicePrincipal, enabledAt }) => ({
      principal: servicePrincipal,
      enabledAt,
      delegable: DELEGABLE.has(servicePrincipal),
    })),
    delegatedServices: new Set(delegates.map(({ servicePrincipal }) => servicePrincipal)),
    delegatedAccounts: new Set(delegates.map(({ accountId }) => accountId)),
    delegationPolicy: delegation !== null,
    centralRoot: features.some(({ feature }) => feature === 'RootCredentialsManagement'),
    managementUse: {
      users: await db.user.count({ where: owner }),
      activeKeys: await db.accessKey.count({ where: { ...owner, userId: { not: null }, status: 'Active' } }),
    },
    accounts: members,
  };
}

/** Accounts whose root user has a key, or a device. */
async function countByAccount(db: Transaction, accountIds: readonly string[], what: 'key' | 'device'): Promise<Set<string>> {
  const own = new Set(accountIds);
  const rows =
    what === 'key'
      ? await db.accessKey.findMany({ where: { userId: null }, select: { accountId: true } })
      : await db.mfaDevice.findMany({ where: { ownedByRoot: true }, select: { accountId: true } });
  return new Set(rows.map(({ accountId }) => accountId).filter((id) => own.has(id)));
}

/** What a guardrail on root users denies when it denies everything, whatever few tasks it leaves. */
const ROOT_PROBES = ['ec2:RunInstances', 's3:CreateBucket', 'iam:CreateUser'];

const EVERYTHING = prepare(
  { id: 'everything', type: 'identity', name: 'everything', origin: { kind: 'direct' } },
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
);

/** Whether SCPs keep somebody in an account from an action: root, or an administrator. */
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
