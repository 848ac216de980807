import { missingTagKeys, type TagRules, type TagViolation, tagViolations } from '@gatehouse/policy/organization';
import type { AccountFacts } from '../core/account-facts';
import { tagPolicyTypes } from '../core/declarative-policies/tags';
import type { Scope } from '../core/operation';
import { readTagsOf, type TagPair } from '../core/tags';
import { readTagPolicyResources as readIamResources } from '../iam/resources';
import { readNodeResources } from '../organizations/tag-policy/rows';
import { readTaggedResources } from '../resources/resources';

/** A resource of a type that tag policies know, with its tags. */
export type TaggedResource = { type: string; arn: string; region: string; tags: readonly TagPair[]; accountId: string };

/** The Region of services that have none. */
const NO_REGION = 'global';

type Place = Pick<Scope, 'db' | 'partition' | 'now'>;

/**
 * Reads the resources of accounts that tag policies know, in chunks, also those that never had a tag.
 * @param organization the accounts' organization, whose own resources belong to its management account
 */
export async function* readTagged(
  place: Place,
  organization: AccountFacts['organization'],
  accountIds: readonly string[],
): AsyncGenerator<readonly TaggedResource[]> {
  const types = new Set(tagPolicyTypes());
  const { db, partition, now } = place;
  for await (const stored of readTaggedResources(db, accountIds, now))
    yield stored.flatMap(({ type, found: { arn, region, tags, accountId } }) =>
      types.has(type) ? [{ type, arn, region: region === '' ? NO_REGION : region, tags, accountId }] : [],
    );
  const ofOrganization = organization && accountIds.includes(organization.managementAccountId);
  const named = [
    ...(await readIamResources(db, partition, accountIds)),
    ...(ofOrganization ? await readNodeResources({ ...place, organization }) : []),
  ].filter(({ type }) => types.has(type));
  const tags = await readTagsOf(
    db,
    named.map(({ tagsId }) => tagsId),
  );
  yield named.map(({ type, arn, accountId, tagsId }) => ({
    type,
    arn,
    region: NO_REGION,
    tags: tags.get(tagsId) ?? [],
    accountId,
  }));
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
