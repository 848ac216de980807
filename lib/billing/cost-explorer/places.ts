import { AwsError } from '../../core/errors';
import type { Scope } from '../../core/operation';
import { invalid } from './invalid';
import { LEFT_ORGANIZATION } from './limits';

/** The current positions of an organization's accounts. Units are the root and OUs by id. */
export type Places = {
  /** Returns an account's direct unit; `LeftOrganization` for a former member. */
  unitOf(accountId: string): string;
  /** Returns the accounts in and below a unit; undefined for an unknown unit. */
  accountsBelow(unit: string): ReadonlySet<string> | undefined;
  /** The root and all OUs. */
  units: readonly string[];
  /** All accounts of the organization. */
  accounts: ReadonlySet<string>;
  /** Returns a unit's path of names below the root, such as `Workloads / Production`; for the root, its name. */
  nameOf(unit: string): string | undefined;
};

/**
 * Reads the positions of accounts. Only the management account sees the whole tree.
 * @throws AwsError AccessDenied for members, ValidationException without an organization
 */
export async function readPlaces({ db, account, accountId }: Pick<Scope, 'db' | 'account' | 'accountId'>): Promise<Places> {
  const { organization } = account;
  if (!organization)
    throw invalid(
      `Account ${accountId} is not in an organization, so its costs have no organizational units`,
      'ORGANIZATIONAL_UNIT',
    );
  if (organization.managementAccountId !== accountId)
    throw new AwsError('AccessDenied', 'Only the management account of the organization can view costs by organizational unit.');
  const { id: organizationId, rootId } = organization;
  const [units, accounts, { rootName }] = await Promise.all([
    db.organizationalUnit.findMany({ where: { organizationId }, select: { id: true, parentId: true, name: true } }),
    db.account.findMany({ where: { organizationId }, select: { id: true, parentId: true } }),
    db.organization.findUniqueOrThrow({ where: { id: organizationId }, select: { rootName: true } }),
  ]);
  return placesOf(
    { id: rootId, name: rootName },
    units,
    accounts.map(({ id, parentId }) => ({ id, parentId: parentId ?? rootId })),
  );
}

type Unit = { id: string; parentId: string; name: string };

/** Returns the positions from rows: a root, the units below it, and their accounts. */
export function placesOf(
  root: { id: string; name: string },
  units: readonly Unit[],
  accounts: readonly { id: string; parentId: string }[],
): Places {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  /** Returns a unit and those above it without the root, bottom up. */
  const upwards = (id: string): Unit[] => {
    const found: Unit[] = [];
    for (let unit = byId.get(id); unit; unit = byId.get(unit.parentId)) found.push(unit);
    return found;
  };
  const below = new Map<string, Set<string>>([[root.id, new Set()], ...units.map(({ id }) => [id, new Set<string>()] as const)]);
  const aboveOf = new Map<string, string[]>();
  for (const { id, parentId } of accounts) {
    const above = aboveOf.get(parentId) ?? [...upwards(parentId).map((unit) => unit.id), root.id];
    aboveOf.set(parentId, above);
    for (const unit of above) below.get(unit)?.add(id);
  }
  const parents = new Map(accounts.map(({ id, parentId }) => [id, parentId]));
  return {
    unitOf: (accountId) => parents.get(accountId) ?? LEFT_ORGANIZATION,
    accountsBelow: (unit) => below.get(unit),
    units: [...below.keys()],
    accounts: new Set(parents.keys()),
    nameOf: (unit) => {
      if (unit === root.id) return root.name;
      const names = upwards(unit).map(({ name }) => name);
      return names.length === 0 ? undefined : names.reverse().join(' / ');
    },
  };
}
