'use server';

import { consoleAction } from '@/lib/console/run-console';
import { DeleteFindingException, PutFindingException } from '@/lib/posture/findings/exception-operations';
import { PutPostureParameters } from '@/lib/posture/operations';

export const putFindingException = consoleAction(PutFindingException);
export const deleteFindingException = consoleAction(DeleteFindingException);
export const putPostureParameters = consoleAction(PutPostureParameters);
