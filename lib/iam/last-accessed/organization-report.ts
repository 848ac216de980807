import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import type { PreparedPolicy } from '@gatehouse/policy/evaluate';
import type { AccountFacts } from '../../core/account-facts';
import { type Guardrails, loadGuardrails, pathOf, SERVICE_CONTROL_POLICY } from '../../core/authorization/guardrails';
import { prepare } from '../../core/authorization/prepared-policies';
import { AwsError } from '../../core/errors';
import { usesOfAccount } from '../../core/events/last-use';
import type { Scope } from '../../core/operation';
import { giveWay } from '../../core/work/bulk';
import { namesWholeService, servicesAllowedBy } from './granted';
import type { OrganizationReport } from './jobs';

type Organization = NonNullable<AccountFacts['organization']>;
type Failed = Extract<OrganizationReport, { failed: unknown }>;
type Services = Exclude<OrganizationReport, Failed>['services'];

/**
 * Returns the organization that the caller's account manages.
 * @throws AwsError AccessDenied for other accounts
 */
export function requireManaged({ account, accountId }: Pick<Scope, 'account' | 'accountId'>): Organization {
  const { organization } = account;
  if (organization?.managementAccountId === accountId) return organization;
  throw new AwsError('AccessDenied', 'Only the management account of an organization can generate a report of it.');
}

/**
 * Returns the services that SCPs allow the root, OU or account at the end of a path, or one SCP alone, with their last use. For
 * the management account it returns all services, since no SCP limits it; other nodes leave out its use. Source: IAM User Guide,
 * "View last accessed information for Organizations".
 * @param path ids from the organization down
 * @returns the reason if the path does not exist or SCPs are not enabled
 */
export async function organizationReport(
  scope: Pick<Scope, 'db'>,
  organization: Organization,
  path: readonly string[],
  policyId?: string,
): Promise<OrganizationReport> {
  const { db } = scope;
  const guardrails = await loadGuardrails(db, organization);
  const [organizationId, ...below] = path;
  const [last = ''] = below.slice(-1);
  const rows = await db.account.findMany({
    where: { organizationId: organization.id },
    select: { id: true, parentId: true },
    orderBy: { id: 'asc' },
  });
  const pathOfAccount = ({ id, parentId }: { id: string; parentId: string | null }) => [
    ...pathOf(guardrails, parentId ?? guardrails.rootId),
    id,
  ];
  const accounts = rows.map((row) => ({ id: row.id, path: pathOfAccount(row) }));
  const expected = expectedPath(guardrails, accounts, last);
  if (organizationId !== organization.id || expected?.join() !== below.join()) {
    return failed('InvalidInput', `The entity path ${path.join('/')} is not in the organization ${organization.id}.`);
  }
  if (!guardrails.enabledTypes.has(SERVICE_CONTROL_POLICY)) {
    return failed('PolicyTypeNotEnabled', 'Service control policies are not enabled in this organization.');
  }
  const isManagement = last === organization.managementAccountId;
  const limited = isManagement ? null : limitsOn(guardrails, below, policyId);
  if (limited === undefined) return failed('NoSuchEntity', `Policy ${policyId} was not found.`);
  const among = accounts.filter(
    ({ id, path: own }) => own.includes(last) && (isManagement || id !== organization.managementAccountId),
  );
  const levels = limited && (await Promise.all(limited.map(readLevel)));
  const services = new Map<string, Services[number]>();
  for (const { prefix } of loadCatalog().services()) {
    if (levels === null || allowedOn(levels, prefix)) services.set(prefix, { prefix, last: null, accounts: 0 });
    await giveWay();
  }
  for (const account of among) await countUses(scope, services, account, organization.id);
  return { services: [...services.values()].sort((one, other) => (one.prefix < other.prefix ? -1 : 1)) };
}

function failed(Code: string, Message: string): Failed {
  return { failed: { Code, Message } };
}

/** Returns the path from the organization to an id; undefined if the id is not in the organization. */
function expectedPath(
  guardrails: Guardrails,
  accounts: readonly { id: string; path: string[] }[],
  id: string,
): string[] | undefined {
  if (id === guardrails.rootId || guardrails.units.has(id)) return pathOf(guardrails, id);
  return accounts.find((account) => account.id === id)?.path;
}

/** Returns the SCPs on each level of a path, or only the one with the id; undefined if it does not exist. */
function limitsOn(
  { attached }: Guardrails,
  path: readonly string[],
  policyId: string | undefined,
): readonly (readonly PreparedPolicy[])[] | undefined {
  const toPolicy = ({ id, name, arn, content }: { id: string; name: string; arn: string; content: string }) =>
    prepare({ id: arn, type: 'scp', name, arn, origin: { kind: 'level', levelId: id } }, content);
  if (policyId === undefined) return path.map((id) => (attached.get(`${SERVICE_CONTROL_POLICY}:${id}`) ?? []).map(toPolicy));
  const [found] = [...attached.values()].flat().filter(({ id }) => id === policyId);
  return found && [[toPolicy(found)]];
}

type Level = readonly { policy: PreparedPolicy; services: ReadonlySet<string> }[];

async function readLevel(policies: readonly PreparedPolicy[]): Promise<Level> {
  return Promise.all(policies.map(async (policy) => ({ policy, services: await servicesAllowedBy(policy) })));
}

/** Returns whether every level allows a service and none denies all of it. */
function allowedOn(levels: readonly Level[], prefix: string): boolean {
  return levels.every(
    (policies) =>
      policies.some(({ services }) => services.has(prefix)) && !policies.some(({ policy }) => deniesService(policy, prefix)),
  );
}

function deniesService({ policy }: PreparedPolicy, prefix: string): boolean {
  return policy.statements.some(
    (statement) =>
      statement.effect === 'Deny' &&
      statement.conditions.length === 0 &&
      !statement.resource?.negated &&
      (statement.resource?.entries.some(({ value }) => value === '*') ?? false) &&
      namesWholeService(statement, prefix),
  );
}

async function countUses(
  { db }: Pick<Scope, 'db'>,
  services: Map<string, Services[number]>,
  { id, path }: { id: string; path: readonly string[] },
  organizationId: string,
): Promise<void> {
  const used = new Set<string>();
  for await (const uses of usesOfAccount(db, id)) {
    for (const { action, lastAttempt, region } of uses) {
      const service = services.get(action.slice(0, action.indexOf(':')));
      if (!service) continue;
      used.add(service.prefix);
      const time = lastAttempt.getTime();
      if (service.last === null || time > service.last.time) {
        service.last = { time, region, path: `${organizationId}/${path.join('/')}` };
      }
      await giveWay();
    }
  }
  for (const prefix of used) {
    const service = services.get(prefix);
    if (service) service.accounts += 1;
  }
}
