import { POLICY_TYPES as DECLARATIVE } from '@gatehouse/policy/organization';
import { FULL_AWS_ACCESS, RCP_FULL_AWS_ACCESS } from '../../core/authorization/aws-organization-policies';
import { allowsNothing, type Guardrails } from '../../core/authorization/guardrails';
import { type List, readListPage } from '../../core/list/list';
import type { ListPage } from '../../core/list/schema';
import { quotas } from '../../core/quotas';
import { giveWay, grouped, readByIds, readInChunks } from '../../core/work/bulk';
import { mayRead, type OrganizationScope, organizationsOperation } from '../organizations-operation';
import { findPolicies, type OrganizationPolicy, toOrganizationPolicy, toPolicySummary } from '../policy/rows';
import { policyTypeContext } from '../policy-type/rows';
import { AUTHORIZATION_TYPES, type AuthorizationType, isDeclarative, type PolicyType } from '../shapes';
import { loadTree, readNodes } from './nodes';
import { GetPolicyTypeFactsInput, ListPoliciesOfTargetsInput, ListPolicyOverviewsInput } from './schema';

/** Returns the checks for reading all policies of some types, which AWS's pages read one by one. */
export function policyQuestions(
  { partition, organization }: OrganizationScope,
  types: readonly PolicyType[] = AUTHORIZATION_TYPES,
) {
  const everyPolicy = `arn:${partition}:organizations::${organization.managementAccountId}:policy/${organization.id}/*`;
  return [
    ...types.map((type) => ({ action: 'organizations:ListPolicies', resource: '*', context: policyTypeContext(type) })),
    { action: 'organizations:ListTargetsForPolicy', resource: everyPolicy },
  ];
}

/** The policies attached to nodes, by type and target id, each in order of attachment. */
export type Attached = ReadonlyMap<string, readonly { id: string }[]>;

/**
 * Returns the attached policies of some types. SCPs and RCPs come from the cached tree.
 * @param targetIds the nodes to read; the default is all
 */
export async function readAttached(
  { db, organization }: OrganizationScope,
  tree: Guardrails,
  types: readonly PolicyType[],
  targetIds?: readonly string[],
): Promise<Attached> {
  const declarative = types.filter(isDeclarative);
  if (declarative.length === 0) return tree.attached;
  const rows = await db.organizationPolicyAttachment.findMany({
    where: {
      organizationId: organization.id,
      type: { in: declarative },
      ...(targetIds ? { targetId: { in: [...targetIds] } } : {}),
    },
    orderBy: [{ createdAt: 'asc' }, { policyId: 'asc' }],
    select: { targetId: true, policyId: true, type: true },
  });
  const attached = grouped(
    rows.map(({ policyId: id, type, targetId }) => ({ id, key: `${type}:${targetId}` })),
    ({ key }) => key,
  );
  return new Map<string, readonly { id: string }[]>([...tree.attached, ...attached]);
}

/** Returns the ids that policies are attached to. */
export async function targetsOf(attached: Attached, policyIds: ReadonlySet<string>): Promise<Map<string, string[]>> {
  const targets = new Map([...policyIds].map((id): [string, string[]] => [id, []]));
  for (const [key, policies] of attached) {
    const turn = giveWay();
    if (turn) await turn;
    for (const { id } of policies) targets.get(id)?.push(key.slice(key.indexOf(':') + 1));
  }
  return targets;
}

/** Returns the ids of the policies of some types attached to a node. */
function policiesOn(attached: Attached, types: readonly PolicyType[], targetId: string): string[] {
  return types.flatMap((type) => attached.get(`${type}:${targetId}`) ?? []).map(({ id }) => id);
}

/** A policy as AWS summarizes it. */
export type AttachedPolicy = ReturnType<typeof toPolicySummary>;

/** A policy with its number of targets and the first few of their names. */
export type PolicyOverview = AttachedPolicy & { TargetCount: number; TargetNames: string[] };

const NAMES_SHOWN = 3;

type PolicyRow = Omit<OrganizationPolicy, 'content'>;
type PolicyParts = { targets: readonly string[]; names: readonly string[] };

/** Returns the organization's policies of some types, AWS's own first. */
function policyList(
  scope: OrganizationScope,
  tree: Guardrails,
  attached: Attached,
  types: readonly PolicyType[],
): List<PolicyRow, PolicyParts> {
  const kindOf = ({ awsManaged }: PolicyRow) => (awsManaged ? 'AWS managed' : 'Customer managed');
  const readTargets = async (rows: readonly PolicyRow[]) => {
    const targets = await targetsOf(attached, new Set(rows.map(({ id }) => id)));
    return ({ id }: PolicyRow): readonly string[] => targets.get(id) ?? [];
  };
  return {
    rows: () => readPolicies(scope, types),
    name: ({ id }) => id,
    resource: ({ id }) => id,
    tagsId: ({ id }) => id,
    key: ({ awsManaged, name, id }) => `${awsManaged ? 0 : 1}/${name.toLowerCase()}/${id}`,
    parts: {
      targets: { read: (_, rows) => readTargets(rows) },
      names: {
        read: async (_, rows) => {
          const targets = await readTargets(rows);
          const nameOf = await readNames(scope, tree, rows.flatMap(targets));
          return (row) => targets(row).map(nameOf);
        },
      },
    },
    fields: {
      name: { sort: ({ name }) => name, filter: ({ name }) => name },
      kind: { sort: kindOf, filter: kindOf },
      description: { sort: ({ description }) => description, filter: ({ description }) => description },
      targets: { of: 'targets', sort: (targets) => targets?.length },
      target: { of: 'names', filter: (names) => names },
      id: { sort: ({ id }) => id, filter: ({ id }) => id },
    },
  };
}

async function* readPolicies({ db, organization }: OrganizationScope, types: readonly PolicyType[]) {
  yield [FULL_AWS_ACCESS, RCP_FULL_AWS_ACCESS]
    .map(toOrganizationPolicy)
    .filter(({ type }) => types.some((each) => each === type));
  const chunks = readInChunks(
    (after, take) =>
      db.organizationPolicy.findMany({
        where: { organizationId: organization.id, type: { in: [...types] }, id: { gt: after } },
        orderBy: { id: 'asc' },
        take,
      }),
    ({ id }) => id,
  );
  for await (const rows of chunks) yield rows.map(toOrganizationPolicy);
}

/** Returns a function from id to name. For deleted nodes it returns the id. */
async function readNames(scope: OrganizationScope, tree: Guardrails, ids: readonly string[]): Promise<(id: string) => string> {
  const names = new Map((await readNodes(scope, tree, ids)).map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}

/** Lists policies for the console. `NotOn` leaves out the policies of a node. */
export const ListPolicyOverviews = organizationsOperation({
  name: 'ListPolicyOverviews',
  access: 'List',
  callers: 'reader',
  input: ListPolicyOverviewsInput,
  checks: ({ Types }, scope) => policyQuestions(scope, Types),
  run: async ({ Types = AUTHORIZATION_TYPES, NotOn, ...input }, scope): Promise<ListPage<PolicyOverview>> => {
    const tree = await loadTree(scope);
    const attached = await readAttached(scope, tree, Types);
    const here = new Set(NotOn === undefined ? [] : policiesOn(attached, Types, NotOn));
    const list = policyList(scope, tree, attached, Types);
    const { Rows, ...page } = await readListPage(scope, list, input, ({ id }) => !here.has(id));
    return {
      ...page,
      Rows: Rows.map(({ row, parts }) => ({
        ...toPolicySummary(scope, row),
        TargetCount: parts.targets?.length ?? 0,
        TargetNames: parts.names?.slice(0, NAMES_SHOWN) ?? [],
      })),
    };
  },
});

/** The policies attached directly to nodes: each policy once, and their targets. */
export type PoliciesOfTargets = {
  Policies: AttachedPolicy[];
  /** `AllowsNothing`: no SCP of the node has an Allow, so nobody at or below it can do anything. */
  Targets: { Id: string; PolicyIds: string[]; AllowsNothing: boolean }[];
};

/** Lists the policies of the nodes on a page. Nodes outside the organization have none. */
export const ListPoliciesOfTargets = organizationsOperation({
  name: 'ListPoliciesOfTargets',
  access: 'List',
  callers: 'reader',
  input: ListPoliciesOfTargetsInput,
  checks: ({ Types }, scope) => policyQuestions(scope, Types),
  run: async ({ TargetIds, Types = AUTHORIZATION_TYPES }, scope): Promise<PoliciesOfTargets> => {
    const tree = await loadTree(scope);
    const attached = await readAttached(scope, tree, Types, TargetIds);
    const Targets = [...new Set(TargetIds)].map((Id) => {
      const PolicyIds = policiesOn(attached, Types, Id);
      const guarded = policiesOn(tree.attached, AUTHORIZATION_TYPES, Id).length > 0;
      return { Id, PolicyIds, AllowsNothing: guarded && allowsNothing(tree, Id) };
    });
    const ids = Targets.flatMap(({ PolicyIds }) => PolicyIds);
    const policies = await readByIds(ids, async (some) => [...(await findPolicies(scope, some)).values()]);
    return { Policies: policies.map((policy) => toPolicySummary(scope, policy)), Targets };
  },
});

/**
 * The number of policies of a type and of their attachments, and the maximum document size. The numbers are null for a type whose policies
 * the caller may not list.
 */
export type PolicyTypeFacts = {
  Type: PolicyType;
  Policies: number | null;
  Attachments: number | null;
  MaxCharacters: number;
};

/** Counts the policies of each type. Without `Types`, it counts SCPs and RCPs and needs the permission for both. */
export const GetPolicyTypeFacts = organizationsOperation({
  name: 'GetPolicyTypeFacts',
  access: 'Read',
  callers: 'reader',
  input: GetPolicyTypeFactsInput,
  checks: ({ Types }, scope) => (Types ? [{ action: 'organizations:ListRoots', resource: '*' }] : policyQuestions(scope)),
  run: async ({ Types }, scope): Promise<{ Types: PolicyTypeFacts[] }> => {
    const { db, organization } = scope;
    const asked = { by: ['type' as const], where: { organizationId: organization.id }, _count: { _all: true as const } };
    const own = await db.organizationPolicy.groupBy(asked);
    const attachments = await db.organizationPolicyAttachment.groupBy(asked);
    const countOf = (rows: typeof own, type: string) => rows.find((row) => row.type === type)?._count._all ?? 0;
    const facts: PolicyTypeFacts[] = [];
    for (const Type of Types ?? AUTHORIZATION_TYPES) {
      const readable = Types === undefined || (await mayRead(scope, policyQuestions(scope, [Type])));
      facts.push({
        Type,
        // AWS has one policy of each type that decides access.
        Policies: readable ? countOf(own, Type) + (isDeclarative(Type) ? 0 : 1) : null,
        Attachments: readable ? countOf(attachments, Type) : null,
        MaxCharacters: mostCharacters(Type),
      });
    }
    return { Types: facts };
  },
});

function mostCharacters(type: PolicyType): number {
  if (isDeclarative(type)) return DECLARATIVE[type].quotas.characters;
  const sizes: Record<AuthorizationType, number> = {
    SERVICE_CONTROL_POLICY: quotas().ServiceControlPolicySize,
    RESOURCE_CONTROL_POLICY: quotas().ResourceControlPolicySize,
  };
  return sizes[type];
}
