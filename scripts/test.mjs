// `npm test [-- WORD…]` installs what is missing and runs every stage, even if one fails. It ends with a table of them and
// `N passed, N failed`, counting each test and each check once. A word is one of these:
//
// - a stage: build, types, lint, boundaries, deadcode, words, unit, indirect, postgresql or journeys
// - `check`: the stages that read the text of the program
// - a path, whose tests alone are run
// - `full`: every test on PostgreSQL too
import { nodeVersionProblem } from './setup/node-version.mjs';

const problem = nodeVersionProblem(process.versions.node);
if (problem) {
  console.error(problem);
  process.exit(1);
}
void import('./test/run-tests.mjs').then(({ runTests }) => runTests(process.argv.slice(2)));
