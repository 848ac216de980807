import { z } from 'zod';

const QuestionId = z.string().min(1).max(40);

export const GetPredictionsInput = z.object({});
export const GetPredictionRevealInput = z.object({ QuestionId });
export const ANSWERS = ['Allowed', 'ExplicitDeny', 'ImplicitDeny'] as const;
export const PutPredictionInput = z.object({ QuestionId, Answer: z.enum(ANSWERS) });
export const DeletePredictionsInput = z.object({});
