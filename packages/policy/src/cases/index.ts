/** Runs cases: one request and its policies as plain JSON, as `README.md` describes them. */

export { runCase } from './run-case';
export { caseWarnings } from './warnings';
