import { consoleQuery } from '@/lib/console/query';

/** Reads the reader's predictions and the next question. */
export const predictionsQuery = () => consoleQuery('console', 'GetPredictions', {});
/** Reads the result of an answered question. */
export const revealQuery = (QuestionId: string) => consoleQuery('console', 'GetPredictionReveal', { QuestionId });
