/**
 * The share of the analysis budget for one policy. Judging runs beside other calls, so a policy that needs more counts as
 * unknown.
 */
export const CHECK_EFFORT = 0.01;
