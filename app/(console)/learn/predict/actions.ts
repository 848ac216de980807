'use server';

import { consoleAction } from '@/lib/console/run-console';
import { DeletePredictions, PutPrediction } from '@/lib/tutor/operations';

export const putPrediction = consoleAction(PutPrediction);
export const deletePredictions = consoleAction(DeletePredictions);
