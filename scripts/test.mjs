// `npm test [-- STAGE…]`: installs what is missing, runs every stage even when one fails, and ends with `N passed, N failed`, counting
// each test and each check once. Stages: build lint types boundaries deadcode unit postgresql journeys.
import { nodeVersionProblem } from './node-version.mjs';

const problem = nodeVersionProblem(process.versions.node);
if (problem) {
  console.error(problem);
  process.exit(1);
}
void import('./run-tests.mjs').then(({ runTests }) => runTests(process.argv.slice(2)));
