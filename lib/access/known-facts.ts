import type { RequestContext } from '@gatehouse/policy/evaluate';
import { type OrganizationPlace, standingContext } from '../core/context';

/** What a principal's requests are known to carry before any is made, and what they are known to lack. */
type KnownFacts = { knownContext: RequestContext; absentKeys: readonly string[] };

/** @param tags null where they depend on the session, so that nobody knows them */
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
