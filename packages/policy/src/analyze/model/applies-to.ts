import type { CompiledPolicy, CompiledStatement } from '../../evaluate/compile-policy';
import { matchPrincipal } from '../../evaluate/match-principal';
import { type Trit, testAllKnown } from './known-context';
import type { PrincipalScope } from './scope';

/** Tests whether a statement's Principal and Condition match the principal, regardless of Action and Resource. */
export function appliesTo(statement: CompiledStatement, { needsPrincipal }: CompiledPolicy, scope: PrincipalScope): Trit {
  const { principal, deny, conditions } = statement;
  if (principal === null) {
    if (needsPrincipal) return 'no';
  } else {
    const { caller, hasBoundary } = scope.probe;
    if (matchPrincipal(principal, caller, deny, hasBoundary).class === 'NONE') return 'no';
  }
  return testAllKnown(conditions, scope.known);
}
