import { ACCOUNT_STATES, type AccountState } from '../core/account-facts';
import { loadGuardrails } from '../core/authorization/guardrails';
import { BoundedMap } from '../core/cache/bounded-map';
import { oneOf } from '../core/text/lists';
import type { Transaction } from '../db/client';
import { INTEGRATED_SERVICES } from '../organizations/integrated-services';
import { CATALOGUE_VERSION, ORGANIZATION_CHECKS } from './catalogue';
import { examineAll } from './checks/examine';
import { Clock } from './clock';
import type { IdentityCenterFacts } from './facts';
import { historyOf } from './facts/history';
import { markOfSignIns } from './facts/identity-center-facts';
import { readOrganizationFacts, type UseOfServices } from './facts/organization-facts';
import { type Judged, verdictsOf } from './judge';
import type { TriedOrganization } from './organization-trial';
import { readParameters } from './parameter-rows';
import { parametersHash } from './parameters';
import { perDatabase } from './per-database';

/** The judgment of an organization by its own checks. `accountId` is its management account. */
export type JudgedOrganization = Omit<Judged, 'analyzed'> & {
  organizationId: string;
  accounts: readonly { id: string; name: string; state: AccountState; parentId: string | null }[];
};

type Kept = { stamp: string; until: number | null; judged: JudgedOrganization };
const keptOf = perDatabase('organizations', () => new BoundedMap<string, Kept>(500));

/**
 * Judges an organization, cached until something in it changes.
 * @returns null if it does not exist
 */
export async function judgeOrganization(db: Transaction, organizationId: string, now: Date): Promise<JudgedOrganization | null> {
  const read = await readOrganization(db, organizationId, now);
  if (!read) return null;
  const { organization, accounts, use } = read;
  const parametersOf = await readParameters(db, [organization.managementAccountId]);
  const parameters = parametersOf(organization.managementAccountId);
  const stamp = JSON.stringify([
    organization.revision,
    use.since,
    [...use.anywhere],
    [...use.inManagement],
    accounts.map(({ id, state, revision }) => `${id}${state}${revision}`).join(),
    await markOfSignIns(db, organization),
    parametersHash(parameters),
    CATALOGUE_VERSION,
  ]);
  const kept = keptOf(db);
  const known = kept.get(organizationId);
  if (known?.stamp === stamp && (known.until === null || known.until > now.getTime())) return known.judged;
  const clock = new Clock(now);
  const facts = await readOrganizationFacts(db, organization, accounts, use, now);
  const results = await examineAll(ORGANIZATION_CHECKS, facts, { parameters, clock });
  const place = { accountId: organization.managementAccountId, organizationId };
  const judged: JudgedOrganization = {
    ...place,
    name: accounts.find(({ id }) => id === organization.managementAccountId)?.name ?? organizationId,
    verdicts: await verdictsOf(results, place),
    subjects: new Set([
      organizationId,
      ...accounts.map(({ id }) => id),
      ...facts.units.map(({ id }) => id),
      // These services have roles in the organization whether or not they have trusted access.
      ...INTEGRATED_SERVICES.map(({ principal }) => principal),
      ...subjectsOf(facts.identityCenter),
    ]),
    parameters,
    accounts: accounts.map(({ id, name, state, parentId }) => ({ id, name, state: oneOf(ACCOUNT_STATES, state), parentId })),
  };
  kept.set(organizationId, { stamp, until: clock.nextChangeAt()?.getTime() ?? null, judged });
  return judged;
}

/** Returns the ids of what checks of IAM Identity Center report: permission sets, their accounts, users and groups. */
function subjectsOf(identityCenter: IdentityCenterFacts | null): string[] {
  if (!identityCenter) return [];
  const { permissionSets, people } = identityCenter;
  const assigned = permissionSets.flatMap(({ id, assignments }) => [
    id,
    ...assignments.flatMap(({ accountId, principal }) => [`${id}/${accountId}`, principal.id]),
  ]);
  return [...assigned, ...people.map(({ id }) => id)];
}

async function readOrganization(db: Transaction, organizationId: string, now: Date) {
  const organization = await db.organization.findUnique({ where: { id: organizationId } });
  if (!organization) return null;
  const accounts = await db.account.findMany({
    where: { organizationId },
    orderBy: { id: 'asc' },
  });
  const history = await historyOf(db, now);
  const use: UseOfServices = {
    since: history.knownSince(),
    anywhere: history.servicesOf(accounts.map(({ id }) => id)),
    inManagement: history.servicesOf([organization.managementAccountId]),
  };
  return { organization, accounts, use };
}

/** Reads what the trial of an organization's fix needs; null if the organization does not exist. */
export async function readOrganizationToTry(
  db: Transaction,
  organizationId: string,
  now: Date,
): Promise<TriedOrganization | null> {
  const read = await readOrganization(db, organizationId, now);
  if (!read) return null;
  const { organization, accounts, use } = read;
  const facts = await readOrganizationFacts(db, organization, accounts, use, now);
  return { facts, guardrails: await loadGuardrails(db, organization) };
}
