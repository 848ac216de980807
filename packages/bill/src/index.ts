/**
 * The calculator of monthly bills. It is pure: no imports outside this folder, no clock, no randomness, and no floating point for
 * money or quantities. See `README.md` for the order of a month's close. Amounts are written as text by `money.ts` beside it. This
 * file exports the public API.
 */

export { alterInput, type Change } from './alter-input';
export { apportion, roundParts, toCents } from './apportion';
export { billSteps, calculateBill } from './calculate-bill';
export { compareCredits } from './credits';
export { divideHalfEven, formatDecimal, NANO, PICO, parseDecimal } from './decimals';
export { priceFinder } from './find-price';
export { sizeOf } from './reservations';
export { onDemandRate, scopeOfPlan } from './savings-plans';
export { type PreferencesSince, preferencesInForce, type Round, roundsOf, SHARE_EVERYTHING } from './sharing';
export { EXACT_PER_NANO_USD, exactCost, fillTiers } from './tiers';
export type {
  AccountTotal,
  Advance,
  AdvanceDay,
  Allocation,
  Bill,
  BillInput,
  BillSteps,
  BillSummary,
  CostLine,
  Credit,
  Dimension,
  DimensionMember,
  Membership,
  NanoUnits,
  NanoUsd,
  PicoUsd,
  PlanRate,
  Preferences,
  Price,
  PriceList,
  RecordType,
  Reservation,
  SavingsPlan,
  SupportPlan,
  Tier,
  Unpriced,
  Usage,
  Utilization,
} from './types';
