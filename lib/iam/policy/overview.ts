import { listManagedPolicies } from '../../catalog/managed-policies';
import { readInChunks } from '../../core/bulk';
import type { List, Seen } from '../../core/list/list';
import type { Scope } from '../../core/operation';
import { listOperation } from '../list-operation';
import { shownPolicyArn } from './arns';
import { Policy } from './resource';
import { fromCatalog, fromRow, isAttachable, type ManagedPolicy, type PolicyUsage, readUsage, UNUSED } from './rows';
import { ListManagedPolicyOverviewsInput } from './schema';

/** What a list says of a policy's author: AWS's own are told apart by what they are for. */
export type PolicyType = 'Customer managed' | 'AWS managed' | 'AWS managed - job function' | 'AWS managed - service';

/** A policy as the console's lists show it. */
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

/** Those in use first, then the account's own, then AWS's. */
const policyList: List<Listed, PolicyParts> = {
  rows: readPolicies,
  name: shownArn,
  resource: shownArn,
  tagsId: ({ id }) => id,
  // What is in use is what is looked for, among some two thousand that AWS offers.
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

/** In the words of the console. */
function usedAs(usage: PolicyUsage | null): string[] {
  const { attachments, boundaries } = usage ?? UNUSED;
  const uses = [...(attachments > 0 ? ['Permissions policy'] : []), ...(boundaries > 0 ? ['Permissions boundary'] : [])];
  return uses.length > 0 ? uses : ['None'];
}

/** All at once: they are small, and how they are used is read for all in one piece. */
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

// AWS: a service-linked role's policies are attached by its service alone.
function mayBeAttached(policy: ManagedPolicy): boolean {
  return isAttachable(policy) && policy.path !== '/aws-service-role/';
}

/** The console's list of policies: those of ListPolicies. `Attachable` leaves out those that an account cannot attach by itself. */
export const ListManagedPolicyOverviews = listOperation(
  Policy,
  policyList,
  (scope, page) => page.map((seen) => toOverview(scope, seen)),
  {
    // Organizations has policies of its own.
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
