import { POST_CLOSURE_MS } from '../account/closure';
import { organizationsArn } from '../core/arns';
import { loadGuardrails, pathOf } from '../core/authorization/guardrails';
import { readTags } from '../core/tags';
import type { Transaction } from '../db/client';
import type { OrganizationScope } from './organizations-operation';
import type { Taggable } from './organizations-resource';

export type AccountRow = NonNullable<Awaited<ReturnType<Transaction['account']['findUnique']>>>;
export type UnitRow = NonNullable<Awaited<ReturnType<Transaction['organizationalUnit']['findUnique']>>>;

/** A root, OU or account of the caller's organization, to which policies can be attached. */
export type TreeNode =
  | { type: 'ROOT'; id: string; name: string }
  | { type: 'ORGANIZATIONAL_UNIT'; id: string; name: string; parentId: string; row: UnitRow }
  | { type: 'ACCOUNT'; id: string; name: string; parentId: string; row: AccountRow };
export type ParentNode = Exclude<TreeNode, { type: 'ACCOUNT' }>;

type When = Pick<OrganizationScope, 'organization' | 'now'>;

function purgedBefore(now: Date): Date {
  return new Date(now.getTime() - POST_CLOSURE_MS);
}

/** Returns the condition for the organization's accounts. AWS deletes a closed account after 90 days. */
export function membersOf({ organization, now }: When) {
  return { organizationId: organization.id, OR: [{ closedAt: null }, { closedAt: { gt: purgedBefore(now) } }] };
}

/** Returns whether an account meets that condition. */
function isMember(row: AccountRow, { organization, now }: When): boolean {
  return row.organizationId === organization.id && (row.closedAt === null || row.closedAt > purgedBefore(now));
}

/** Returns the node with the id in the caller's organization, or null. */
export async function findNode(scope: OrganizationScope, id: string): Promise<TreeNode | null> {
  if (/^\d/.test(id)) {
    const row = await scope.db.account.findUnique({ where: { id } });
    if (!row || !isMember(row, scope)) return null;
    return { type: 'ACCOUNT', id: row.id, name: row.name, parentId: row.parentId ?? scope.organization.rootId, row };
  }
  return findParent(scope, id);
}

/** Returns the root or OU with the id in the caller's organization, or null. */
export async function findParent({ db, organization }: OrganizationScope, id: string): Promise<ParentNode | null> {
  if (id === organization.rootId) {
    const { rootName } = await db.organization.findUniqueOrThrow({ where: { id: organization.id }, select: { rootName: true } });
    return { type: 'ROOT', id, name: rootName };
  }
  const row = await db.organizationalUnit.findUnique({ where: { id } });
  if (row?.organizationId !== organization.id) return null;
  return { type: 'ORGANIZATIONAL_UNIT', id: row.id, name: row.name, parentId: row.parentId, row };
}

const ARN_TYPES = { ROOT: 'root', ORGANIZATIONAL_UNIT: 'ou', ACCOUNT: 'account' } as const;

/** Returns the ARN of a node's id, even if the node does not exist. */
export function nodeArn({ partition, organization }: Pick<OrganizationScope, 'partition' | 'organization'>, id: string): string {
  const type = id.startsWith('r-') ? 'ROOT' : id.startsWith('ou-') ? 'ORGANIZATIONAL_UNIT' : 'ACCOUNT';
  return organizationsArn(partition, organization.managementAccountId, ARN_TYPES[type], organization.id, id);
}

/** Returns the check for a node, with its ARN and tags. */
export async function nodeQuestion(scope: OrganizationScope, id: string, node: TreeNode | null) {
  return { resource: nodeArn(scope, id), resourceTags: node ? await readTags(scope.db, id) : [] };
}

/** Returns the lookup of TagResource for roots, OUs or accounts. */
export function nodeTagged(ids: RegExp): { ids: RegExp; find: (scope: OrganizationScope, id: string) => Promise<Taggable> } {
  return {
    ids,
    find: async (scope, id) => {
      const node = await findNode(scope, id);
      return { exists: node !== null, question: await nodeQuestion(scope, id, node) };
    },
  };
}

/** Returns the ids from the root down to a root or OU, both included. */
export async function idsDownTo({ db, organization }: OrganizationScope, parentId: string): Promise<string[]> {
  return pathOf(await loadGuardrails(db, organization), parentId);
}

/** Returns paths as AWS writes them: `o-…/r-…/ou-…/`. */
export async function pathsDownTo(scope: OrganizationScope, parentIds: readonly string[]): Promise<string[]> {
  const tree = await loadGuardrails(scope.db, scope.organization);
  return parentIds.map((id) => `${[scope.organization.id, ...pathOf(tree, id)].join('/')}/`);
}
