import { missingTagKeys, type TagRules, type TagViolation, tagViolations } from '@gatehouse/policy/organization';
import type { AccountFacts } from '../core/account-facts';
import { TAG_POLICY } from '../core/authorization/guardrails';
import { GLOBAL_REGION } from '../core/call';
import { policyInForce } from '../core/declarative-policies/in-force';
import { rulesOf, tagPolicyTypes } from '../core/declarative-policies/tags';
import type { PolicyInForce } from '../core/declarative-policy';
import type { Scope } from '../core/operation';
import { readTagsOf, type TagPair } from '../core/tags';
import { giveWay } from '../core/work/bulk';
import { readTagPolicyResources as readIamResources } from '../iam/resources';
import { readNodeResources, readTagPolicyAccounts } from '../organizations/tag-policy/rows';
import { readTaggedResources } from '../resources/resources';

/** A resource of a type that tag policies know, with its tags. */
export type TaggedResource = { type: string; arn: string; region: string; tags: readonly TagPair[]; accountId: string };

/** The Region of services that have none. */
const NO_REGION = 'global';
const ACCOUNTS_AT_ONCE = 50;

/** Limits resources to a Region, or to those that have a tag. */
type Among = { region?: string; tagged?: true };

type Place = Pick<Scope, 'db' | 'partition' | 'now'>;

/**
 * Reads the resources of accounts that tag policies know, in chunks, also those that never had a tag.
 * @param organization the accounts' organization, whose own resources belong to its management account
 */
export async function* readTagged(
  place: Place,
  organization: AccountFacts['organization'],
  accountIds: readonly string[],
  among: Among = {},
): AsyncGenerator<readonly TaggedResource[]> {
  const types = new Set(tagPolicyTypes());
  const { db, partition, now } = place;
  for await (const stored of readTaggedResources(db, accountIds, now, among))
    yield stored.flatMap(({ type, found: { arn, region, tags, accountId } }) =>
      types.has(type) ? [{ type, arn, region: region === '' ? NO_REGION : region, tags, accountId }] : [],
    );
  if (among.region !== undefined && among.region !== GLOBAL_REGION[partition]) return;
  const ofOrganization = organization && accountIds.includes(organization.managementAccountId);
  const named = [
    ...(await readIamResources(db, partition, accountIds)),
    ...(ofOrganization ? await readNodeResources({ ...place, organization }) : []),
  ].filter(({ type }) => types.has(type));
  const tags = await readTagsOf(
    db,
    named.map(({ tagsId }) => tagsId),
  );
  const global = named.map(({ type, arn, accountId, tagsId }) => ({
    type,
    arn,
    region: NO_REGION,
    tags: tags.get(tagsId) ?? [],
    accountId,
  }));
  yield among.tagged ? global.filter(({ tags: own }) => own.length > 0) : global;
}

/** A resource with the tag policy in force of its account. */
export type Judged = { resource: TaggedResource; account: AccountFacts; policy: PolicyInForce };

/** Reads resources with the tag policies of their accounts, in chunks. Accounts without rules are left out. */
export async function* readJudged(scope: Scope, ofOrganization: boolean, among: Among = {}): AsyncGenerator<readonly Judged[]> {
  for await (const accounts of readTagPolicyAccounts(scope, ofOrganization, ACCOUNTS_AT_ONCE)) {
    const ruled = new Map<string, { account: AccountFacts; policy: PolicyInForce }>();
    for (const account of accounts) {
      const policy = await policyInForce(scope.db, account, TAG_POLICY);
      if (policy && rulesOf(policy.document).size > 0) ruled.set(account.id, { account, policy });
      await giveWay();
    }
    if (ruled.size === 0) continue;
    for await (const resources of readTagged(scope, scope.account.organization, [...ruled.keys()], among))
      yield resources.flatMap((resource) => {
        const of = ruled.get(resource.accountId);
        return of ? { resource, ...of } : [];
      });
  }
}

/** Returns the Region in which programs find a resource: global services are in the first Region of their partition. */
export function programsRegion({ region }: Pick<TaggedResource, 'region'>, { partition }: Pick<Scope, 'partition'>): string {
  return region === NO_REGION ? GLOBAL_REGION[partition] : region;
}

/** Returns whether a resource is of one of the types, each a service or `service:type`. Every resource is if none are given. */
export function isOfTypes({ type }: Pick<TaggedResource, 'type'>, types: readonly string[] = []): boolean {
  return types.length === 0 || types.includes(type) || types.includes(type.slice(0, type.indexOf(':')));
}

/** A tag that does not comply, or a required one that is missing, which has no value. */
export type TagFault = Omit<TagViolation, 'value' | 'reason'> & { value?: string; reason: TagViolation['reason'] | 'MISSING' };

/** Returns how the tags of a resource break the rules of a tag policy. */
export function faultsOf(rules: TagRules, type: string, tags: readonly TagPair[]): TagFault[] {
  const missing = missingTagKeys(rules, type, tags).map(
    (fault): TagFault => ({ ...fault, key: fault.compliantKey, reason: 'MISSING', enforced: false }),
  );
  return [...tagViolations(rules, type, tags), ...missing];
}

/** The members of AWS's ComplianceDetails. */
export type ComplianceDetails = {
  NoncompliantKeys: string[];
  KeysWithNoncompliantValues: string[];
  MissingTagKeys: string[];
  ComplianceStatus: boolean;
};

/**
 * Returns whether a resource complies with the tag policy of its account, and its keys that do not. A key in another spelling is in
 * NoncompliantKeys as the resource has it. KeysWithNoncompliantValues has the policy's key, for a wrong spelling and for a wrong value.
 * Source: Resource Groups Tagging API Reference, "ComplianceDetails".
 * @param policy null if no tag policy is in force. Everything complies then
 */
export function complianceOf(
  policy: PolicyInForce | null,
  { type, tags }: Pick<TaggedResource, 'type' | 'tags'>,
): ComplianceDetails {
  const faults = policy ? faultsOf(rulesOf(policy.document), type, tags) : [];
  const keysOf = (member: 'key' | 'compliantKey', ...reasons: TagFault['reason'][]) => [
    ...new Set(faults.filter(({ reason }) => reasons.includes(reason)).map((fault) => fault[member])),
  ];
  return {
    NoncompliantKeys: keysOf('key', 'SPELLING', 'NO_VALUE'),
    KeysWithNoncompliantValues: keysOf('compliantKey', 'SPELLING', 'VALUE'),
    MissingTagKeys: keysOf('compliantKey', 'MISSING'),
    ComplianceStatus: faults.length === 0,
  };
}
