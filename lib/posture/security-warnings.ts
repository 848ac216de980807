import { loadCatalog } from '../catalog/load-catalog';
import { type Policy, type PolicyResourceType, validatePolicy } from '../engine';
import type { SecurityWarning } from './judgements';
import { nameStatement } from './statement-name';

/**
 * The security warnings of validation about a policy, as in its editor.
 * @param policy what the text says
 * @param resourceType of a resource policy: what it hangs on
 */
export function securityWarnings(text: string, policy: Policy, resourceType?: PolicyResourceType): SecurityWarning[] {
  return validatePolicy(text, policy.kind, { catalog: loadCatalog(), resourceType })
    .filter(({ findingType }) => findingType === 'SECURITY_WARNING')
    .flatMap(({ issueCode, findingDetails, locations: [place] }) => {
      const [, second] = place?.path ?? [];
      // A statement that stands alone need not stand in a list.
      const statement = policy.statements[second && 'index' in second ? second.index : 0];
      if (!place || !statement) return [];
      return [{ code: issueCode, details: findingDetails, statement: nameStatement(statement), line: place.span.start.line }];
    });
}
