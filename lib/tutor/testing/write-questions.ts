import { writeFileSync } from 'node:fs';
import { questionsOfCases } from './questions-of-cases';

// Run `npm run tutor-questions` after a change of a golden case that is asked about, or of a wrong evaluator.
writeFileSync(new URL('../model/questions.json', import.meta.url), JSON.stringify(questionsOfCases(), null, 2));
