import { accountOfArn } from '../../arn/parse-arn';
import { parseIpRange } from '../../condition/ip';
import type { CompiledCondition } from '../../condition/test-condition';
import { NO_VARIABLES } from '../../match/template';
import type { KeyCase } from './key-cases';

/** The keys whose values a caller cannot choose, in lower case. If a policy fixes one, an external caller does not have it. */
const NOT_CHOSEN = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:userid',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:sourceowner',
  'aws:sourceip',
  'aws:sourcevpc',
  'aws:sourcevpcarn',
  'aws:sourcevpce',
  'aws:vpceaccount',
  'aws:vpceorgid',
  'aws:vpceorgpaths',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
  'kms:calleraccount',
]);

/** AWS: wider networks than these do not limit access ("The meaning of public"). */
const WIDEST_PREFIX = { v4: 8, v6: 32 } as const;

/** Tests whether an unknown caller can have a value: not a value that a condition fixes on a key that nobody chooses. */
export function isStrangersValue(key: string, value: KeyCase['value'], conditions: readonly CompiledCondition[]): boolean {
  if (value === undefined || !NOT_CHOSEN.has(key)) return true;
  const values = typeof value === 'string' ? [value] : value;
  return !values.some((one) => conditions.some((condition) => isFixedBy(key, one, condition)));
}

function isFixedBy(key: string, value: string, { clause, tests }: CompiledCondition): boolean {
  return clause.values.some(({ value: written }, i) => fixesSomebody(key, written) && tests[i]?.(value, NO_VARIABLES) === true);
}

/** Tests whether a condition's value identifies its owner, completely or in the relevant part. */
function fixesSomebody(key: string, written: string): boolean {
  const range = key === 'aws:sourceip' ? parseIpRange(written) : null;
  if (range !== null) return range.prefix >= (range.address.length === 2 ? WIDEST_PREFIX.v4 : WIDEST_PREFIX.v6);
  const wildcard = written.search(/[*?]/);
  if (wildcard < 0) return true;
  if (accountOfArn(written) !== null) return true;
  const fixed = written.slice(0, wildcard);
  if (key.endsWith('orgpaths')) return /^o-[a-z0-9]{10,32}\//.test(fixed);
  return key === 'aws:userid' && /^[A-Z0-9]{16,128}:/.test(fixed);
}
