import { type Preferences, type RecordType, roundsOf, sizeOf } from '@gatehouse/bill';
import type { AccountLine, HeldPlan, HeldReservation } from '../bill/rows';
import { readerOf } from './advance-filter';
import { instanceTypeOf } from './dimensions';

export const COVERED_BY_RESERVATION: RecordType = 'DiscountedUsage';
export const COVERED_BY_PLAN: RecordType = 'SavingsPlanCoveredUsage';

/** Whether a line is usage that reservations cover, or could have and was paid on demand. */
export function isForReservations({ recordType, usageType }: AccountLine): boolean {
  return (recordType === 'Usage' || recordType === COVERED_BY_RESERVATION) && instanceTypeOf(usageType) !== null;
}

/**
 * Whether a line is usage that Savings Plans cover, or could have and was paid on demand. Source: Savings Plans User Guide, "What are Savings
 * Plans?": instances, Fargate, and how long functions of Lambda run; instances of SageMaker.
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
 * Why usage that is like what was bought was paid on demand all the same. `SIZE`: another size, and the reservation fits one; `ZONE`: another
 * Availability Zone; `PLATFORM`: another operation; `SCOPE`: another family, Region or service than the plan is for. `OWNER_OFF`, `ACCOUNT_OFF`
 * and `GROUP`: discounts are not shared, by the owner, by the account, or between their groups. `USED_UP`: none of these, so that in those
 * hours it was used up by others, or was not there.
 */
export type MissReason = 'SIZE' | 'ZONE' | 'PLATFORM' | 'SCOPE' | 'OWNER_OFF' | 'ACCOUNT_OFF' | 'GROUP' | 'USED_UP';

export type Missed = (line: AccountLine, accountId: string) => readonly MissReason[] | null;

/** What of lines a reservation missed, and why; null of lines that are not like it. */
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

/** What of lines a Savings Plan missed, and why; null of lines that no plan is for. */
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
