// `npm run boundaries` checks the import rules (boundaries/rules.mjs), that neither files nor folders import each other in a circle, and that no
// folder has too many files.
import { join } from 'node:path';
import { findBoundaryProblems } from './boundaries/boundaries.mjs';

const { files, imports, problems } = findBoundaryProblems(join(import.meta.dirname, '..'));
// A parser that cannot read the language any more would find nothing and pass.
if (imports < files) problems.push(`only ${imports} imports were found in ${files} files`);
for (const problem of problems) console.log(problem);
console.log(`${files} source files, ${imports} imports, ${problems.length} problems.`);
process.exitCode = problems.length === 0 ? 0 : 1;
