import type { RequestContext } from '@gatehouse/policy/evaluate';
import { type OrganizationPlace, standingContext } from '../core/authorization/context';

/** Condition keys that all of a principal's requests carry, and keys that none carries. */
type KnownFacts = { knownContext: RequestContext; absentKeys: readonly string[] };

/** Returns the facts. @param tags null if they depend on the session and so are unknown */
export function knownFacts({
  tags,
  place,
}: {
  tags: readonly { Key: string; Value: string }[] | null;
  place: OrganizationPlace | null;
}): KnownFacts {
  return {
    knownContext: standingContext({ tags: tags ?? [], place }),
    absentKeys: [...(tags ? ['aws:PrincipalTag/*'] : []), ...(place ? [] : ['aws:PrincipalOrgID', 'aws:PrincipalOrgPaths'])],
  };
}
