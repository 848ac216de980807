// `npm test [-- WORD…]`: installs what is missing, runs every stage even when one fails, and ends with a table of them and
// `N passed, N failed`, counting each test and each check once. A word is a stage (build types lint boundaries deadcode unit indirect
// postgresql journeys), `check` for the four that look at the text of the program, a path whose tests are run alone, or `full` for every test on
// PostgreSQL too.
import { nodeVersionProblem } from './node-version.mjs';

const problem = nodeVersionProblem(process.versions.node);
if (problem) {
  console.error(problem);
  process.exit(1);
}
void import('./run-tests.mjs').then(({ runTests }) => runTests(process.argv.slice(2)));
