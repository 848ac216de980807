import type { SupportPlan } from './schema';

/** Until when AWS has the plans that it replaces, and from when on those that replace them have their prices. Source: AWS Support, "Compare plans". */
export const SUPPORT_PLANS_CHANGE = new Date('2027-01-01T00:00:00Z');

/** The plans that end, and the plan that an account has instead of each. */
const ENDING: Partial<Readonly<Record<SupportPlan, SupportPlan>>> = {
  DEVELOPER: 'BUSINESS_PLUS',
  BUSINESS: 'BUSINESS_PLUS',
  ENTERPRISE_ON_RAMP: 'ENTERPRISE',
};

/** Returns the plan that an account has at a time, of the one that somebody chose for it. */
export function supportPlanAt(chosen: SupportPlan, time: Date): SupportPlan {
  return time >= SUPPORT_PLANS_CHANGE ? (ENDING[chosen] ?? chosen) : chosen;
}

/** Returns whether a plan can be chosen at a time. */
export function isOffered(plan: SupportPlan, time: Date): boolean {
  return supportPlanAt(plan, time) === plan;
}
