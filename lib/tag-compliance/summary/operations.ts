import { requiredTagKeys } from '@gatehouse/policy/organization';
import type { AccountFacts } from '../../core/account-facts';
import { TAG_POLICY } from '../../core/authorization/guardrails';
import { policyInForce } from '../../core/declarative-policies/in-force';
import { rulesOf, tagPolicyTypes } from '../../core/declarative-policies/tags';
import { serviceNamed } from '../../core/module/module';
import { defineOperation, type Scope } from '../../core/operation';
import { giveWay } from '../../core/work/bulk';
import { accountsOfTarget } from '../../organizations/tag-policy/rows';
import { invalidParameter, pageOfKeys, tokenList } from '../page';
import { requireReports } from '../reports';
import { complianceOf, isOfTypes, type Judged, programsRegion, readJudged } from '../rows';
import { GetComplianceSummaryInput, ListRequiredTagsInput } from './schema';

/** The defaults of MaxResults. AWS documents none. */
const SUMMARIES_PER_PAGE = 100;
const REQUIRED_TAGS_PER_PAGE = 200;

type Summary = {
  LastUpdated: string;
  TargetId?: string;
  TargetIdType?: 'ACCOUNT';
  Region?: string;
  ResourceType?: string;
  NonCompliantResources: number;
};

/**
 * Counts the tagged resources of the organization that do not comply with the tag policies of their accounts. The counts are those at
 * the time of the call.
 */
export const GetComplianceSummary = defineOperation({
  service: 'tag',
  name: 'GetComplianceSummary',
  access: 'Read',
  input: GetComplianceSummaryInput,
  checks: () => [{ action: 'tag:GetComplianceSummary', resource: '*' }],
  run: async (input, scope): Promise<{ SummaryList: Summary[]; PaginationToken: string }> => {
    await requireReports(scope);
    const { MaxResults = SUMMARIES_PER_PAGE, PaginationToken, ...filters } = input;
    const of = tokenList('GetComplianceSummary', scope, filters, 'InvalidParameterException');
    const groups = await countGroups(scope, input);
    const page = pageOfKeys(of, [...groups.keys()].sort(), PaginationToken, MaxResults);
    return { SummaryList: page.keys.flatMap((key) => groups.get(key) ?? []), PaginationToken: page.token };
  },
});

type RequiredTag = { ResourceType: string; CloudFormationResourceTypes: string[]; ReportingTagKeys: string[] };

/** Lists the tag keys that the tag policy in force of the account requires for reports, by resource type. */
export const ListRequiredTags = defineOperation({
  service: 'tag',
  name: 'ListRequiredTags',
  access: 'List',
  input: ListRequiredTagsInput,
  checks: () => [{ action: 'tag:ListRequiredTags', resource: '*' }],
  run: async (input, scope): Promise<{ RequiredTags: RequiredTag[]; NextToken?: string }> => {
    const { MaxResults = REQUIRED_TAGS_PER_PAGE, NextToken } = input;
    const policy = await policyInForce(scope.db, scope.account, TAG_POLICY);
    const required = policy ? requiredTagKeys(rulesOf(policy.document), tagPolicyTypes()) : new Map<string, readonly string[]>();
    const of = tokenList('ListRequiredTags', scope, null);
    const { keys, token } = pageOfKeys(of, [...required.keys()].sort(), NextToken, MaxResults);
    const tags = keys.map((ResourceType) => ({
      ResourceType,
      CloudFormationResourceTypes: cloudFormationTypes(ResourceType),
      ReportingTagKeys: [...(required.get(ResourceType) ?? [])],
    }));
    return { RequiredTags: tags, ...(token !== '' && { NextToken: token }) };
  },
});

/** Returns the CloudFormation types of a resource type. Only those of services here are known. */
function cloudFormationTypes(type: string): string[] {
  const [service = '', name = ''] = type.split(':');
  const types = serviceNamed(service)?.tagPolicies?.cloudFormation ?? {};
  const known = Object.hasOwn(types, name) ? types[name] : undefined;
  return known === undefined ? [] : [known];
}

/** Counts the resources that do not comply, by the attributes to group by. Without attributes there is one group. */
async function countGroups(scope: Scope, input: GetComplianceSummaryInput): Promise<Map<string, Summary>> {
  const { GroupBy = [], RegionFilters, ResourceTypeFilters, TagKeyFilters } = input;
  const isTarget = await targetsOf(scope, input.TargetIdFilters);
  const isCounted = ({ resource, account, policy }: Judged) =>
    isTarget(account) &&
    isOfTypes(resource, ResourceTypeFilters) &&
    (RegionFilters?.includes(programsRegion(resource, scope)) ?? true) &&
    (!TagKeyFilters || resource.tags.some(({ Key }) => TagKeyFilters.includes(Key))) &&
    !complianceOf(policy, resource).ComplianceStatus;
  const LastUpdated = scope.now.toISOString();
  const groups = new Map<string, Summary>();
  if (GroupBy.length === 0) groups.set('', { LastUpdated, NonCompliantResources: 0 });
  for await (const some of readJudged(scope, true, { tagged: true })) {
    for (const judged of some) {
      const turn = giveWay();
      if (turn) await turn;
      if (!isCounted(judged)) continue;
      const { resource, account } = judged;
      const group = {
        ...(GroupBy.includes('TARGET_ID') && { TargetId: account.id, TargetIdType: 'ACCOUNT' as const }),
        ...(GroupBy.includes('REGION') && { Region: programsRegion(resource, scope) }),
        ...(GroupBy.includes('RESOURCE_TYPE') && { ResourceType: resource.type }),
      };
      const key = Object.values(group).join(' ');
      const { NonCompliantResources = 0 } = groups.get(key) ?? {};
      groups.set(key, { LastUpdated, ...group, NonCompliantResources: NonCompliantResources + 1 });
    }
  }
  return groups;
}

/** @throws AwsError InvalidParameterException for a target that the organization does not have */
async function targetsOf(
  scope: Scope,
  ids: readonly string[] | undefined,
): Promise<(account: Pick<AccountFacts, 'id' | 'parentId'>) => boolean> {
  if (!ids) return () => true;
  const targets = await Promise.all(
    ids.map(async (id) => {
      const target = await accountsOfTarget(scope, id);
      if (!target) throw invalidParameter(`The target ID ${id} is not valid, or does not exist.`, 'TargetIdFilters');
      return target;
    }),
  );
  return (account) => targets.some((target) => target(account));
}
