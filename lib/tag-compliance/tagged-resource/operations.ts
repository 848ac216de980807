import { TAG_POLICY } from '../../core/authorization/guardrails';
import { policyInForce } from '../../core/declarative-policies/in-force';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import type { TagPair } from '../../core/tags';
import { giveWay, sortInTurns } from '../../core/work/bulk';
import { invalidParameter, pageOfKeys, placeOf, tokenList, tokenOf } from '../page';
import { type ComplianceDetails, complianceOf, isOfTypes, readTagged, type TaggedResource } from '../rows';
import { GetResourcesInput, GetTagKeysInput, GetTagValuesInput } from './schema';

/** The default of ResourcesPerPage, and the keys or values on a page. AWS documents neither. */
const RESOURCES_PER_PAGE = 50;
const NAMES_PER_PAGE = 100;

type Mapping = { ResourceARN: string; Tags: TagPair[]; ComplianceDetails?: ComplianceDetails };

/**
 * Lists the resources in the Region that have a tag. AWS also lists resources that once had one, which is not stored here. The tags
 * are shown without the permission of the resource's own service, as in AWS.
 */
export const GetResources = defineOperation({
  service: 'tag',
  name: 'GetResources',
  access: 'Read',
  input: GetResourcesInput,
  checks: () => [checkOf('GetResources')],
  run: async (input, scope): Promise<{ PaginationToken: string; ResourceTagMappingList: Mapping[] }> => {
    const { PaginationToken, ResourcesPerPage = RESOURCES_PER_PAGE, TagsPerPage, ResourceARNList, ...filters } = input;
    requireTogether(input, scope);
    const { IncludeComplianceDetails: details, ExcludeCompliantResources: failing } = input;
    const of = tokenList('GetResources', scope, filters);
    const after = placeOf(of, PaginationToken);
    const policy = details ? await policyInForce(scope.db, scope.account, TAG_POLICY) : null;
    const found = await readMeant(scope, (each) => (after === undefined || each.arn > after) && meets(each, input));
    const mappings: Mapping[] = [];
    let tags = 0;
    const most = ResourceARNList ? ResourceARNList.length : ResourcesPerPage;
    for (const resource of found) {
      const turn = giveWay();
      if (turn) await turn;
      const compliance = details ? complianceOf(policy, resource) : undefined;
      if (failing && compliance?.ComplianceStatus) continue;
      tags += resource.tags.length;
      const last = mappings.at(-1);
      if (last && (mappings.length === most || (TagsPerPage !== undefined && tags > TagsPerPage)))
        return { PaginationToken: tokenOf(of, last.ResourceARN), ResourceTagMappingList: mappings };
      mappings.push({
        ResourceARN: resource.arn,
        Tags: [...resource.tags],
        ...(compliance && { ComplianceDetails: compliance }),
      });
    }
    return { PaginationToken: '', ResourceTagMappingList: mappings };
  },
});

/** Lists the keys of all tags in the Region. */
export const GetTagKeys = defineOperation({
  service: 'tag',
  name: 'GetTagKeys',
  access: 'Read',
  input: GetTagKeysInput,
  checks: () => [checkOf('GetTagKeys')],
  run: async ({ PaginationToken }, scope): Promise<{ PaginationToken: string; TagKeys: string[] }> => {
    const names = await namesIn(scope, ({ Key }) => Key);
    const { keys, token } = pageOfKeys(tokenList('GetTagKeys', scope, null), names, PaginationToken, NAMES_PER_PAGE);
    return { PaginationToken: token, TagKeys: keys };
  },
});

/** Lists the values of a key in the Region. */
export const GetTagValues = defineOperation({
  service: 'tag',
  name: 'GetTagValues',
  access: 'Read',
  input: GetTagValuesInput,
  checks: () => [checkOf('GetTagValues')],
  run: async ({ PaginationToken, Key: key }, scope): Promise<{ PaginationToken: string; TagValues: string[] }> => {
    const names = await namesIn(scope, ({ Key, Value }) => (Key === key ? Value : undefined));
    const { keys, token } = pageOfKeys(tokenList('GetTagValues', scope, key), names, PaginationToken, NAMES_PER_PAGE);
    return { PaginationToken: token, TagValues: keys };
  },
});

function checkOf(name: string): Check {
  return { action: `tag:${name}`, resource: '*' };
}

/** @throws AwsError InvalidParameterException for members that exclude each other, and for ARNs of another partition */
function requireTogether(
  { ResourceARNList, IncludeComplianceDetails, ExcludeCompliantResources, ...input }: GetResourcesInput,
  { partition }: Scope,
): void {
  if (ExcludeCompliantResources && !IncludeComplianceDetails)
    throw invalidParameter(
      'ExcludeCompliantResources can be true only if IncludeComplianceDetails is true.',
      'ExcludeCompliantResources',
    );
  if (!ResourceARNList) return;
  for (const member of ['ResourceTypeFilters', 'TagFilters', 'ResourcesPerPage', 'TagsPerPage', 'PaginationToken'] as const)
    if (input[member] !== undefined)
      throw invalidParameter(`ResourceARNList and ${member} cannot be specified in the same request.`, member);
  for (const arn of ResourceARNList)
    if (!arn.startsWith(`arn:${partition}:`)) throw invalidParameter(`The ARN ${arn} is not valid.`, 'ResourceARNList');
}

function meets(resource: TaggedResource, { TagFilters = [], ResourceTypeFilters, ResourceARNList }: GetResourcesInput): boolean {
  if (ResourceARNList && !ResourceARNList.includes(resource.arn)) return false;
  if (!isOfTypes(resource, ResourceTypeFilters)) return false;
  return TagFilters.every(({ Key: key, Values = [] }) =>
    resource.tags.some(({ Key, Value }) => Key === key && (Values.length === 0 || Values.includes(Value))),
  );
}

/** Reads the resources of the account in the Region of the call that have a tag and meet a condition, by ARN. */
async function readMeant(scope: Scope, isMeant: (resource: TaggedResource) => boolean): Promise<TaggedResource[]> {
  const found: TaggedResource[] = [];
  const among = { region: scope.call.region, tagged: true } as const;
  for await (const resources of readTagged(scope, scope.account.organization, [scope.accountId], among)) {
    for (const resource of resources) {
      const turn = giveWay();
      if (turn) await turn;
      if (isMeant(resource)) found.push(resource);
    }
  }
  return sortInTurns(found, (a, b) => (a.arn < b.arn ? -1 : 1));
}

/** Returns the different names that tags have, sorted. */
async function namesIn(scope: Scope, nameOf: (tag: TagPair) => string | undefined): Promise<string[]> {
  const names = new Set<string>();
  for (const { tags } of await readMeant(scope, () => true)) {
    const turn = giveWay();
    if (turn) await turn;
    for (const tag of tags) {
      const name = nameOf(tag);
      if (name !== undefined) names.add(name);
    }
  }
  return sortInTurns([...names], (a, b) => (a < b ? -1 : 1));
}
