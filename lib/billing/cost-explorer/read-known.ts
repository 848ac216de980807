import type { Scope } from '../../core/operation';
import { NO_CATEGORY, readDefinitions, toCategory } from './categories';
import type { Category } from './filter';
import type { Known } from './known';
import { type Places, readPlaces } from './places';

/**
 * Returns the data for questions, each read on first use.
 * @param payerId the payer of the caller's account
 */
export function readKnown(scope: Pick<Scope, 'db' | 'account' | 'accountId'>, payerId: string): Known {
  const { db, account, accountId } = scope;
  const { organization } = account;
  let places: Promise<Places> | undefined;
  let names: Promise<Map<string, string>> | undefined;
  let tags: Promise<Set<string>> | undefined;
  const categories = new Map<string, Promise<Category>>();
  const readNames = async () => {
    const where = organization ? { organizationId: organization.id } : { id: accountId };
    const rows = await db.account.findMany({ where, select: { id: true, name: true } });
    return new Map(rows.map(({ id, name }) => [id, name]));
  };
  const readTags = async () => {
    const rows = await db.costAllocationTag.findMany({ where: { accountId: payerId, active: true }, select: { key: true } });
    return new Set(rows.map(({ key }) => key));
  };
  /** As in AWS, cost categories belong to the payer. */
  const readCategory = async (name: string, within: readonly string[]) => {
    const row =
      payerId === accountId ? await db.costCategory.findUnique({ where: { accountId_name: { accountId, name } } }) : null;
    return row ? toCategory(readDefinitions(row.document), known, [...within, name]) : NO_CATEGORY;
  };
  const known: Known = {
    managesOrganization: organization?.managementAccountId === accountId,
    places: () => {
      places ??= readPlaces(scope);
      return places;
    },
    names: () => {
      names ??= readNames();
      return names;
    },
    activeTags: () => {
      tags ??= readTags();
      return tags;
    },
    category: async (name, within = []) => {
      // Circular categories are refused on save. This check prevents an endless wait if one is stored nevertheless.
      if (within.includes(name)) return NO_CATEGORY;
      const found = categories.get(name) ?? readCategory(name, within);
      categories.set(name, found);
      return found;
    },
    categoryNames: async () => {
      if (payerId !== accountId) return [];
      const rows = await db.costCategory.findMany({ where: { accountId }, select: { name: true }, orderBy: { name: 'asc' } });
      return rows.map(({ name }) => name);
    },
  };
  return known;
}
