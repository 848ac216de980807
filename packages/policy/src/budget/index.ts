/** Counts the work that an answer takes, so that a caller can limit it. */

export { spend, tellWork, watchWork, workSoFar } from './count';
