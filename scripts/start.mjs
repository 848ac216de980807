// `npm start` and `npm run dev`. Nothing may be installed yet, so everything up to the installation uses Node's own modules only;
// and the first check has to work on a Node.js too old for the rest, which is therefore loaded after it.
import { nodeVersionProblem } from './node-version.mjs';

const problem = nodeVersionProblem(process.versions.node);
if (problem) {
  console.error(problem);
  process.exit(1);
}
void import('./launch.mjs').then(({ launch }) => launch({ dev: process.argv.includes('--dev') }));
