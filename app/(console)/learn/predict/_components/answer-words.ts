import type { PredictionAnswer } from '@/lib/tutor/operations';

export const ANSWER_WORDS: Readonly<Record<PredictionAnswer['Answer'], string>> = {
  Allowed: 'Allowed',
  ImplicitDeny: 'Implicit deny',
  ExplicitDeny: 'Explicit deny',
};
