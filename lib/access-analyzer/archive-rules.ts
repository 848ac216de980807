import { AwsError } from '../core/errors';
import { MOST_ARCHIVE_RULES, MOST_FILTER_KEYS } from './analyzer/limits';
import { type AnalyzerRow, type ArchiveRule, invalid, notFound, rulesOf } from './analyzer/rows';
import type { Filter } from './analyzer/schema';

/** The filter keys of findings. Source: IAM Access Analyzer API Reference, "Access Analyzer filter keys". */
const KEYS: ReadonlySet<string> = new Set([
  'id',
  'resource',
  'resourceType',
  'resourceOwnerAccount',
  'findingType',
  'status',
  'isPublic',
  'error',
  'principal.AWS',
  'principal.Federated',
  'principal.CanonicalUser',
  'createdAt',
  'updatedAt',
  'analyzedAt',
  'resourceControlPolicyRestriction',
]);

/** Refuses invalid filters. @throws AwsError ValidationException for unknown keys, no criteria, or too many */
export function requireFilter(filter: Filter): void {
  if (Object.keys(filter).length > MOST_FILTER_KEYS) throw invalid(`A filter can have ${MOST_FILTER_KEYS} keys.`, 'filter');
  for (const [key, { eq, neq, contains, exists }] of Object.entries(filter)) {
    if (!KEYS.has(key) && !key.startsWith('condition.')) throw invalid(`${key.slice(0, 100)} is not a filter key.`, 'filter');
    if (eq === undefined && neq === undefined && contains === undefined && exists === undefined) {
      throw invalid(`The criterion of ${key} is empty.`, 'filter');
    }
  }
}

/** Refuses rules without criteria, which would archive everything. @throws AwsError ValidationException */
export function requireRuleFilter(filter: Filter): void {
  requireFilter(filter);
  if (Object.keys(filter).length === 0) throw invalid('The filter is empty.', 'filter');
}

/** Builds the rules of a new analyzer. @throws AwsError as `withRule` */
export function toRules(rules: readonly { ruleName: string; filter: Filter }[], now: Date): ArchiveRule[] {
  return rules.reduce<ArchiveRule[]>((all, rule) => withRule(all, rule, now), []);
}

/** Adds a rule. @throws AwsError ConflictException, ServiceQuotaExceededException, ValidationException */
export function withRule(
  rules: readonly ArchiveRule[],
  { ruleName, filter }: { ruleName: string; filter: Filter },
  now: Date,
): ArchiveRule[] {
  const members = { resourceId: ruleName, resourceType: 'ArchiveRule' };
  requireRuleFilter(filter);
  if (rules.some((rule) => rule.ruleName === ruleName))
    throw new AwsError('ConflictException', `An archive rule with the name ${ruleName} already exists.`, members);
  if (rules.length >= MOST_ARCHIVE_RULES)
    throw new AwsError('ServiceQuotaExceededException', `An analyzer can have ${MOST_ARCHIVE_RULES} archive rules.`, members);
  const time = now.toISOString();
  return [...rules, { ruleName, filter, createdAt: time, updatedAt: time }];
}

/** @throws AwsError ResourceNotFoundException */
export function requireRule(analyzer: Pick<AnalyzerRow, 'archiveRules'>, ruleName: string): ArchiveRule {
  const rule = rulesOf(analyzer).find((each) => each.ruleName === ruleName);
  if (!rule) throw notFound(`The archive rule ${ruleName} cannot be found.`, ruleName, 'ArchiveRule');
  return rule;
}
