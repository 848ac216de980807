import { loadCatalog } from '../catalog/load-catalog';
import { type PolicyKind, validatePolicy } from '../engine';
import type { SecurityWarning } from './judgements';

/** The security warnings of validation about a policy, as in its editor. */
export function securityWarnings(text: string, kind: PolicyKind): SecurityWarning[] {
  return validatePolicy(text, kind, { catalog: loadCatalog() })
    .filter(({ findingType }) => findingType === 'SECURITY_WARNING')
    .map(({ issueCode, findingDetails, locations: [place] }) => {
      const [, second] = place?.path ?? [];
      return {
        code: issueCode,
        details: findingDetails,
        // A statement that stands alone need not stand in a list.
        statementIndex: second && 'index' in second ? second.index : 0,
        line: place?.span.start.line ?? 1,
      };
    });
}
