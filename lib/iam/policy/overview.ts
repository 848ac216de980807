import { listManagedPolicies } from '@gatehouse/catalog/managed-policies';
import type { List, Seen } from '../../core/list/list';
import type { Scope } from '../../core/operation';
import { readInChunks } from '../../core/work/bulk';
import { listOperation } from '../list-operation';
import { shownPolicyArn } from './arns';
import { Policy } from './resource';
import { fromCatalog, fromRow, isAttachable, type ManagedPolicy, type PolicyUsage, readUsage, UNUSED } from './rows';
import { ListManagedPolicyOverviewsInput } from './schema';

/** The type of a policy in a list. AWS's policies are distinguished by purpose. */
export type PolicyType = 'Customer managed' | 'AWS managed' | 'AWS managed - job function' | 'AWS managed - service';

/** A policy in the console's lists. */
export type PolicyOverview = {
  PolicyName: string;
  Arn: string;
  Type: PolicyType;
  AttachmentCount: number;
  PermissionsBoundaryUsageCount: number;
  IsAttachable: boolean;
  UpdateDate: Date;
  Description?: string;
};

type Listed = ManagedPolicy & { type: PolicyType };
type PolicyParts = { usage: PolicyUsage };

const ROWS_AT_ONCE = 1000;

/** Policies in use come first, then the account's own, then AWS's. */
const policyList: List<Listed, PolicyParts> = {
  rows: readPolicies,
  name: shownArn,
  resource: shownArn,
  tagsId: ({ id }) => id,
  // Policies in use are the most wanted among some two thousand of AWS.
  sort: '-used',
  key: ({ owner, name, arn }) => `${owner === 'aws' ? 'aws' : ''}/${name.toLowerCase()}/${arn}`,
  parts: { usage: { read: readUses } },
  fields: {
    name: { sort: ({ name }) => name, filter: ({ name }) => name },
    type: { sort: ({ type }) => type, filter: ({ type }) => type },
    used: { of: 'usage', sort: (usage) => usage && usage.attachments + usage.boundaries, filter: usedAs },
    attached: { of: 'usage', sort: (usage) => usage?.attachments },
    description: { sort: ({ description }) => description, filter: ({ description }) => description },
    updated: { sort: ({ updatedAt }) => updatedAt },
    arn: { sort: shownArn, filter: shownArn },
  },
};

function shownArn({ arn }: Listed, { partition }: Scope): string {
  return shownPolicyArn(partition, arn);
}

/** Returns the uses in the console's words. */
function usedAs(usage: PolicyUsage | null): string[] {
  const { attachments, boundaries } = usage ?? UNUSED;
  const uses = [...(attachments > 0 ? ['Permissions policy'] : []), ...(boundaries > 0 ? ['Permissions boundary'] : [])];
  return uses.length > 0 ? uses : ['None'];
}

/** Reads all policies at once: they are small, and their uses are read together. */
async function* readPolicies({ db, accountId }: Scope): AsyncGenerator<readonly Listed[]> {
  const policies: Listed[] = [];
  const chunks = readInChunks(
    (after, take) => db.policy.findMany({ where: { accountId, nameKey: { gt: after } }, orderBy: { nameKey: 'asc' }, take }),
    ({ nameKey }) => nameKey,
    ROWS_AT_ONCE,
  );
  for await (const rows of chunks) policies.push(...rows.map((row) => ({ ...fromRow(row), type: 'Customer managed' as const })));
  policies.push(...listManagedPolicies().map((policy) => ({ ...fromCatalog(policy), type: TYPE_OF_KIND[policy.kind] })));
  yield policies;
}

async function readUses({ db, accountId }: Scope) {
  const usage = await readUsage(db, accountId);
  return ({ arn }: Listed) => usage.get(arn) ?? UNUSED;
}

const TYPE_OF_KIND = {
  standard: 'AWS managed',
  jobFunction: 'AWS managed - job function',
  serviceRole: 'AWS managed - service',
  serviceLinkedRole: 'AWS managed - service',
  rootTask: 'AWS managed',
} as const satisfies Record<string, PolicyType>;

// In AWS, only a service attaches policies to its service-linked roles.
function mayBeAttached(policy: ManagedPolicy): boolean {
  return isAttachable(policy) && policy.path !== '/aws-service-role/';
}

/** Lists the policies of ListPolicies for the console. `Attachable` leaves out those that an account can't attach itself. */
export const ListManagedPolicyOverviews = listOperation(
  Policy,
  policyList,
  (scope, page) => page.map((seen) => toOverview(scope, seen)),
  {
    // Organizations also has policies.
    name: 'ListManagedPolicyOverviews',
    input: ListManagedPolicyOverviewsInput,
    among: async ({ Attachable }) => (Attachable ? mayBeAttached : undefined),
  },
);

function toOverview(scope: Scope, { row, parts }: Seen<Listed, PolicyParts>): PolicyOverview {
  const { attachments, boundaries } = parts.usage ?? UNUSED;
  return {
    PolicyName: row.name,
    Arn: shownArn(row, scope),
    Type: row.type,
    AttachmentCount: attachments,
    PermissionsBoundaryUsageCount: boundaries,
    IsAttachable: mayBeAttached(row),
    UpdateDate: row.updatedAt,
    Description: row.description ?? undefined,
  };
}
