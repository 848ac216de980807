/** Matches actions and patterns with wildcards as IAM does. */

export { matchGlob, plainGlob } from './glob';
export { actionPattern, matchAction } from './match-action';
