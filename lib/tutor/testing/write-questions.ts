import { writeFileSync } from 'node:fs';
import { questionsOfCases } from './questions-of-cases';

// `npm run tutor-questions`: after a golden case that is asked about, or a wrong evaluator, has changed.
writeFileSync(new URL('../model/questions.json', import.meta.url), JSON.stringify(questionsOfCases(), null, 2));
