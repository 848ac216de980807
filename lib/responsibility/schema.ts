import { z } from 'zod';
import { MOST_ANSWERS, SEED } from './model/exercise';

export const GetExerciseResultsInput = z.object({});
export const PutExerciseResultInput = z.object({
  Level: z.literal([1, 2, 3]),
  Seed: z.string().regex(SEED),
  /** All answers in order until each question was answered correctly. The result is computed from them. */
  Answers: z
    .string()
    .max(MOST_ANSWERS)
    .regex(/^[PCSN]+$/),
});
