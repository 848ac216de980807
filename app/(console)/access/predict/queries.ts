import { consoleQuery } from '@/lib/console/query';

/** What the reader has predicted, and what is asked next. */
export const predictionsQuery = () => consoleQuery('console', 'GetPredictions', {});
/** What came of a question that the reader has predicted. */
export const revealQuery = (QuestionId: string) => consoleQuery('console', 'GetPredictionReveal', { QuestionId });
