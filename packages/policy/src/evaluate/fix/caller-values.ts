import { conditionOperator } from '../../condition/operators';
import type { ConditionTrace } from '../types';

/** The keys with values that a caller chooses: MFA, transport, Region, tags, and parameters of the operation. */
const CHOSEN =
  /^(?:aws:multifactorauthpresent|aws:securetransport|aws:requestedregion|aws:requesttag\/.+|sts:externalid|iam:passedtoservice|sts:sourceidentity)$/;

/** Returns values that make all failed conditions hold, or null if the caller cannot choose them. */
export function callerValues(failed: readonly ConditionTrace[]): Readonly<Record<string, string>> | null {
  const values: Record<string, string> = {};
  for (const { key, operator, expected } of failed) {
    const base = conditionOperator(operator)?.base;
    const [value] = expected;
    if (!CHOSEN.test(key.toLowerCase()) || base === undefined || value === undefined || base.negated || isPattern(value))
      return null;
    if (base.family !== 'String' && base.family !== 'Bool') return null;
    values[key] = value;
  }
  return Object.keys(values).length === 0 ? null : values;
}

/** Returns a value that makes a Deny's condition fail, or null if the caller cannot choose one. */
export function sparingValue({ key, operator, expected }: ConditionTrace): string | null {
  const base = conditionOperator(operator)?.base;
  const [value] = expected;
  if (!CHOSEN.test(key.toLowerCase()) || base === undefined || value === undefined) return null;
  if (base.family === 'Bool') return value.toLowerCase() === 'false' ? 'true' : 'false';
  return base.family === 'String' && base.negated && !isPattern(value) ? value : null;
}

function isPattern(value: string): boolean {
  return /[*?$]/.test(value);
}
