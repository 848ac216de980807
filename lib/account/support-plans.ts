import type { SupportPlan } from './schema';

/** The end of AWS's old plans, from which the prices of their replacements apply. Source: AWS Support, "Compare plans". */
export const SUPPORT_PLANS_CHANGE = new Date('2027-01-01T00:00:00Z');

/** The ending plans and their replacements. */
const ENDING: Partial<Readonly<Record<SupportPlan, SupportPlan>>> = {
  DEVELOPER: 'BUSINESS_PLUS',
  BUSINESS: 'BUSINESS_PLUS',
  ENTERPRISE_ON_RAMP: 'ENTERPRISE',
};

/** Returns the plan of an account at a time, given the chosen plan. */
export function supportPlanAt(chosen: SupportPlan, time: Date): SupportPlan {
  return time >= SUPPORT_PLANS_CHANGE ? (ENDING[chosen] ?? chosen) : chosen;
}

/** Returns whether a plan can be chosen at a time. */
export function isOffered(plan: SupportPlan, time: Date): boolean {
  return supportPlanAt(plan, time) === plan;
}
