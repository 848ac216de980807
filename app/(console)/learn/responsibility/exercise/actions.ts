'use server';

import { consoleAction } from '@/lib/console/run-console';
import { PutExerciseResult } from '@/lib/responsibility/operations';

export const putExerciseResult = consoleAction(PutExerciseResult);
