import { AwsError } from '../../core/errors';
import type { Scope } from '../../core/operation';
import { invalid } from './invalid';
import { LEFT_ORGANIZATION } from './limits';

/** Where the accounts of an organization are, as the tree is now. Units are its root and its OUs, by their ids. */
export type Places = {
  /** The unit that an account is directly in; `LeftOrganization` for one that is no longer in the organization. */
  unitOf(accountId: string): string;
  /** The accounts in a unit and in all units below it; undefined for a unit that there is not. */
  accountsBelow(unit: string): ReadonlySet<string> | undefined;
  /** The root and all OUs. */
  units: readonly string[];
  /** All accounts of the organization. */
  accounts: ReadonlySet<string>;
  /** The names of the units from below the root down to one, such as `Workloads / Production`; the root by its own name. */
  nameOf(unit: string): string | undefined;
};

/**
 * Reads where accounts are, for the account that manages the organization: nobody else sees its whole tree.
 * @throws AwsError AccessDenied for members, ValidationException where there is no organization
 */
export async function readPlaces({ db, account, accountId }: Pick<Scope, 'db' | 'account' | 'accountId'>): Promise<Places> {
  const { organization } = account;
  if (!organization)
    throw invalid(`Account ${accountId} is in no organization, so its costs have no organizational units`, 'ORGANIZATIONAL_UNIT');
  if (organization.managementAccountId !== accountId)
    throw new AwsError('AccessDenied', 'Costs by organizational unit are for the management account of the organization.');
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

/** The same of rows: a root, the units below it, and the accounts in all of them. */
export function placesOf(
  root: { id: string; name: string },
  units: readonly Unit[],
  accounts: readonly { id: string; parentId: string }[],
): Places {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  /** A unit and those above it but the root, from below. */
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
