import { z } from 'zod';
import { Given } from '../schema';
import { HELP_MOST, NOTE_MOST } from './limits';

const words = (what: string, most: number) =>
  z
    .string(`Enter ${what}.`)
    .trim()
    .min(1, `Enter ${what}.`)
    .max(most, `${what.charAt(0).toUpperCase()}${what.slice(1)} can have up to ${most} characters.`);

export const StartAttemptInput = z.strictObject({
  assignmentId: Given,
  /** Ends the attempt in progress and begins another. */
  again: z.boolean().default(false),
});
export const AttemptInput = z.strictObject({ attemptId: Given });
export const OpenHintInput = z.strictObject({ attemptId: Given, stepId: Given });
export const AnswerPredictionInput = z.strictObject({
  attemptId: Given,
  checkId: Given,
  question: Given,
  answer: z.array(z.string().max(300, 'An answer can have up to 300 characters.')).min(1, 'Choose or enter an answer.').max(20),
});
export const AskForHelpInput = z.strictObject({ attemptId: Given, text: words('your question', HELP_MOST) });
export const AnswerHelpInput = z.strictObject({ helpId: Given, answer: words('an answer', HELP_MOST) });
export const OverrideInput = z.strictObject({
  attemptId: Given,
  checkId: Given,
  outcome: z.enum(['pass', 'fail'], 'Choose pass or fail.'),
  note: words('a reason', NOTE_MOST),
});
export const PersonaInput = z.strictObject({ attemptId: Given, persona: Given });
/** The default is the persona that the scenario begins as. */
export const FindPersonaInput = z.strictObject({ attemptId: Given, persona: Given.optional() });
export const EnterAttemptInput = FindPersonaInput.extend({ mayChange: z.boolean().default(false) });
export const ShowSolutionInput = z.strictObject({ assignmentId: Given, persona: Given.optional() });
export const BackToStepInput = z.strictObject({ attemptId: Given, stepId: Given });
