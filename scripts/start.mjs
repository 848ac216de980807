// `npm start` and `npm run dev`. Nothing may be installed yet, so everything up to the installation uses Node's own modules only.
// The first check must work on a Node.js that is too old for the rest, so the rest is loaded after it.
import { nodeVersionProblem } from './setup/node-version.mjs';

const problem = nodeVersionProblem(process.versions.node);
if (problem) {
  console.error(problem);
  process.exit(1);
}
void import('./serve/launch.mjs').then(({ launch }) => launch({ dev: process.argv.includes('--dev') }));
