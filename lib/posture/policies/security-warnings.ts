import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import type { Policy } from '@gatehouse/policy/parse';
import { type PolicyResourceType, validatePolicy } from '@gatehouse/policy/validate';
import type { SecurityWarning } from '../judgements';
import { nameStatement } from '../statement-name';

/**
 * Returns the security warnings that the policy editor would show.
 * @param policy the parsed text
 * @param resourceType the resource that a resource policy is attached to
 */
export function securityWarnings(text: string, policy: Policy, resourceType?: PolicyResourceType): SecurityWarning[] {
  return validatePolicy(text, policy.kind, { catalog: loadCatalog(), resourceType })
    .filter(({ findingType }) => findingType === 'SECURITY_WARNING')
    .flatMap(({ issueCode, findingDetails, locations: [place] }) => {
      const [, second] = place?.path ?? [];
      // A document may have a single statement instead of a list.
      const statement = policy.statements[second && 'index' in second ? second.index : 0];
      if (!place || !statement) return [];
      return [{ code: issueCode, details: findingDetails, statement: nameStatement(statement), line: place.span.start.line }];
    });
}
