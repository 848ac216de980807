import { type Preferences, type RecordType, roundsOf, sizeOf } from '@gatehouse/bill';
import type { AccountLine, HeldPlan, HeldReservation } from '../../bill/rows';
import { instanceTypeOf } from '../dimensions';
import { readerOf } from './advance-filter';

export const COVERED_BY_RESERVATION: RecordType = 'DiscountedUsage';
export const COVERED_BY_PLAN: RecordType = 'SavingsPlanCoveredUsage';

/** Returns whether a line is usage that reservations cover, or on-demand usage that they could have covered. */
export function isForReservations({ recordType, usageType }: AccountLine): boolean {
  return (recordType === 'Usage' || recordType === COVERED_BY_RESERVATION) && instanceTypeOf(usageType) !== null;
}

/**
 * Returns whether a line is usage that Savings Plans cover, or on-demand usage that they could have covered. Source: Savings
 * Plans User Guide, "What are Savings Plans?": instances, Fargate, the duration of Lambda functions, and SageMaker instances.
 */
export function isForPlans({ recordType, service, usageType }: AccountLine): boolean {
  if (recordType === COVERED_BY_PLAN) return true;
  if (recordType !== 'Usage') return false;
  if (service === 'AmazonEC2') return instanceTypeOf(usageType) !== null;
  if (service === 'AWSLambda') return /GB-Second/.test(usageType);
  if (service === 'AmazonECS' || service === 'AmazonEKS') return /Fargate/.test(usageType);
  return service === 'AmazonSageMaker' && /:ml\./.test(usageType);
}

/**
 * The reason why similar usage was paid on demand.
 * - `SIZE`: another size than the reservation's.
 * - `ZONE`: another Availability Zone.
 * - `PLATFORM`: another operation.
 * - `SCOPE`: another family, Region or service than the plan's.
 * - `OWNER_OFF`, `ACCOUNT_OFF` and `GROUP`: discounts are not shared by the owner, with the account, or between their groups.
 * - `USED_UP`: none of these, so other usage had used it up or it was not in force in those hours.
 */
export type MissReason = 'SIZE' | 'ZONE' | 'PLATFORM' | 'SCOPE' | 'OWNER_OFF' | 'ACCOUNT_OFF' | 'GROUP' | 'USED_UP';

export type Missed = (line: AccountLine, accountId: string) => readonly MissReason[] | null;

/** Returns why a reservation missed a line; null for lines that are not similar. */
export function missedByReservation(what: HeldReservation, preferences: Preferences): Missed {
  const own = sizeOf(what.usageType);
  const sharing = missedBySharing(what.accountId, preferences);
  return (line, accountId) => {
    if (line.recordType !== 'Usage' || line.service !== what.service || line.region !== what.region) return null;
    const size = sizeOf(line.usageType);
    if (size.family !== own.family) return null;
    const fitsSizes = what.sizeFlexible && what.zone === null && own.quarters !== null && size.quarters !== null;
    const reasons: MissReason[] = [];
    if (line.usageType !== what.usageType && !fitsSizes) reasons.push('SIZE');
    if (what.zone !== null && line.zone !== what.zone) reasons.push('ZONE');
    if (what.operation !== null && line.operation !== what.operation) reasons.push('PLATFORM');
    return orUsedUp([...reasons, ...sharing(accountId)]);
  };
}

/** Returns why a Savings Plan missed a line; null for lines that no plan covers. */
export function missedByPlan(what: HeldPlan, preferences: Preferences): Missed {
  const sharing = missedBySharing(what.accountId, preferences);
  return (line, accountId) => {
    if (line.recordType !== 'Usage' || !isForPlans(line)) return null;
    return orUsedUp([...(isInScope(what, line) ? [] : ['SCOPE' as const]), ...sharing(accountId)]);
  };
}

function isInScope({ kind, family, region }: HeldPlan, line: AccountLine): boolean {
  if (kind === 'SageMaker') return line.service === 'AmazonSageMaker';
  if (kind === 'Compute') return line.service !== 'AmazonSageMaker';
  return kind === 'EC2Instance' && readerOf('INSTANCE_FAMILY')(line, '') === family && line.region === region;
}

function missedBySharing(owner: string, preferences: Preferences): (accountId: string) => MissReason[] {
  const rounds = roundsOf(preferences);
  const off = new Set(preferences.discountsOff);
  return (accountId) => {
    if (accountId === owner || rounds.some((round) => round(owner, accountId, true))) return [];
    if (off.has(owner)) return ['OWNER_OFF'];
    return [off.has(accountId) ? 'ACCOUNT_OFF' : 'GROUP'];
  };
}

function orUsedUp(reasons: readonly MissReason[]): readonly MissReason[] {
  return reasons.length === 0 ? ['USED_UP'] : reasons;
}
