/** Policies are judged beside other calls: one that would hold the process for longer than a moment counts as not known. */
export const CHECK_EFFORT = 0.01;
