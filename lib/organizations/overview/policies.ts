import { FULL_AWS_ACCESS, RCP_FULL_AWS_ACCESS } from '../../core/authorization/aws-organization-policies';
import { allowsNothing, type Guardrails } from '../../core/authorization/guardrails';
import { type List, readListPage } from '../../core/list/list';
import type { ListPage } from '../../core/list/schema';
import { quotas } from '../../core/quotas';
import { giveWay, readByIds, readInChunks } from '../../core/work/bulk';
import { type OrganizationScope, organizationsOperation } from '../organizations-operation';
import { findPolicies, type OrganizationPolicy, toOrganizationPolicy, toPolicySummary } from '../policy/rows';
import { policyTypeContext } from '../policy-type/rows';
import { AUTHORIZATION_TYPES, type AuthorizationType } from '../shapes';
import { loadTree, readNodes } from './nodes';
import { GetPolicyTypeFactsInput, ListPoliciesOfTargetsInput, ListPolicyOverviewsInput } from './schema';

/** Returns the checks for reading all policies, which AWS's pages read one by one. */
export function policyQuestions({ partition, organization }: OrganizationScope) {
  const everyPolicy = `arn:${partition}:organizations::${organization.managementAccountId}:policy/${organization.id}/*`;
  return [
    ...AUTHORIZATION_TYPES.map((type) => ({
      action: 'organizations:ListPolicies',
      resource: '*',
      context: policyTypeContext(type),
    })),
    { action: 'organizations:ListTargetsForPolicy', resource: everyPolicy },
  ];
}

/** Returns the ids that policies are attached to, from the cached tree. */
export async function targetsOf(tree: Guardrails, policyIds: ReadonlySet<string>): Promise<Map<string, string[]>> {
  const targets = new Map([...policyIds].map((id): [string, string[]] => [id, []]));
  for (const [key, policies] of tree.attached) {
    const turn = giveWay();
    if (turn) await turn;
    for (const { id } of policies) targets.get(id)?.push(key.slice(key.indexOf(':') + 1));
  }
  return targets;
}

/** Returns the ids of the SCPs and RCPs attached to a node. */
function policiesOn(tree: Guardrails, targetId: string): string[] {
  return AUTHORIZATION_TYPES.flatMap((type) => tree.attached.get(`${type}:${targetId}`) ?? []).map(({ id }) => id);
}

/** A policy as AWS summarizes it. */
export type AttachedPolicy = ReturnType<typeof toPolicySummary>;

/** A policy with its number of targets and the first few of their names. */
export type PolicyOverview = AttachedPolicy & { TargetCount: number; TargetNames: string[] };

const NAMES_SHOWN = 3;

type PolicyRow = Omit<OrganizationPolicy, 'content'>;
type PolicyParts = { targets: readonly string[]; names: readonly string[] };

/** Returns the organization's SCPs and RCPs, AWS's own first. */
function policyList(
  scope: OrganizationScope,
  tree: Guardrails,
  types: readonly AuthorizationType[],
): List<PolicyRow, PolicyParts> {
  const kindOf = ({ awsManaged }: PolicyRow) => (awsManaged ? 'AWS managed' : 'Customer managed');
  const readTargets = async (rows: readonly PolicyRow[]) => {
    const targets = await targetsOf(tree, new Set(rows.map(({ id }) => id)));
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

async function* readPolicies({ db, organization }: OrganizationScope, types: readonly AuthorizationType[]) {
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

/** Lists SCPs and RCPs for the console. `Type` selects one type; `NotOn` leaves out the policies of a node. */
export const ListPolicyOverviews = organizationsOperation({
  name: 'ListPolicyOverviews',
  access: 'List',
  callers: 'reader',
  input: ListPolicyOverviewsInput,
  checks: (_input, scope) => policyQuestions(scope),
  run: async ({ Types, NotOn, ...input }, scope): Promise<ListPage<PolicyOverview>> => {
    const tree = await loadTree(scope);
    const attached = new Set(NotOn === undefined ? [] : policiesOn(tree, NotOn));
    const list = policyList(scope, tree, Types ?? AUTHORIZATION_TYPES);
    const { Rows, ...page } = await readListPage(scope, list, input, ({ id }) => !attached.has(id));
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

/** Lists the SCPs and RCPs of the nodes on a page. Nodes outside the organization have none. */
export const ListPoliciesOfTargets = organizationsOperation({
  name: 'ListPoliciesOfTargets',
  access: 'List',
  callers: 'reader',
  input: ListPoliciesOfTargetsInput,
  checks: (_input, scope) => policyQuestions(scope),
  run: async ({ TargetIds }, scope): Promise<PoliciesOfTargets> => {
    const tree = await loadTree(scope);
    const Targets = [...new Set(TargetIds)].map((Id) => {
      const PolicyIds = policiesOn(tree, Id);
      return { Id, PolicyIds, AllowsNothing: PolicyIds.length > 0 && allowsNothing(tree, Id) };
    });
    const ids = Targets.flatMap(({ PolicyIds }) => PolicyIds);
    const policies = await readByIds(ids, async (some) => [...(await findPolicies(scope, some)).values()]);
    return { Policies: policies.map((policy) => toPolicySummary(scope, policy)), Targets };
  },
});

/** The number of policies of a type and of their attachments, and the maximum document size. */
export type PolicyTypeFacts = { Type: AuthorizationType; Policies: number; Attachments: number; MaxCharacters: number };

export const GetPolicyTypeFacts = organizationsOperation({
  name: 'GetPolicyTypeFacts',
  access: 'Read',
  callers: 'reader',
  input: GetPolicyTypeFactsInput,
  checks: (_input, scope) => policyQuestions(scope),
  run: async (_input, { db, organization }): Promise<{ Types: PolicyTypeFacts[] }> => {
    const asked = { by: ['type' as const], where: { organizationId: organization.id }, _count: { _all: true as const } };
    const own = await db.organizationPolicy.groupBy(asked);
    const attachments = await db.organizationPolicyAttachment.groupBy(asked);
    const countOf = (rows: typeof own, type: string) => rows.find((row) => row.type === type)?._count._all ?? 0;
    const sizes = {
      SERVICE_CONTROL_POLICY: quotas().ServiceControlPolicySize,
      RESOURCE_CONTROL_POLICY: quotas().ResourceControlPolicySize,
    };
    return {
      Types: AUTHORIZATION_TYPES.map((Type) => ({
        Type,
        // Includes AWS's own policy.
        Policies: countOf(own, Type) + 1,
        Attachments: countOf(attachments, Type),
        MaxCharacters: sizes[Type],
      })),
    };
  },
});
