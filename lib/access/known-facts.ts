import type { CallerPolicies } from '../core/authorize';
import type { RequestContext } from '../engine';

/** Everything about a principal that holds for each of its requests, known before any is made: its tags and its place. */
export function knownFacts({ tags, place }: Pick<CallerPolicies, 'tags' | 'place'>): {
  knownContext: RequestContext;
  absentKeys: readonly string[];
} {
  const knownContext: Record<string, string | readonly string[]> = {};
  for (const tag of tags) knownContext[`aws:PrincipalTag/${tag.Key}`] = tag.Value;
  const absentKeys = ['aws:PrincipalTag/*'];
  if (place) {
    knownContext['aws:PrincipalOrgID'] = place.organizationId;
    knownContext['aws:PrincipalOrgPaths'] = [place.path];
  } else absentKeys.push('aws:PrincipalOrgID', 'aws:PrincipalOrgPaths');
  return { knownContext, absentKeys };
}
