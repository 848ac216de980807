import 'server-only';
import { GetMatrix } from '../classroom/attempt/matrix-operations';
import { ExportResults } from '../classroom/attempt/result-operations';
import { GetOwnAttempt } from '../classroom/attempt/view-operations';
import { answerLive, callClassroom, refused } from './classroom';

/** The matrix of a class, as its page asks for it every two seconds. */
export function answerMatrix(request: Request, classId: string, assignmentId: string | undefined): Promise<Response> {
  return answerLive(request, GetMatrix, { classId, assignmentId }, 'person');
}

/** The attempt that a student has before the eyes. */
export function answerOwnAttempt(request: Request, attemptId: string): Promise<Response> {
  return answerLive(request, GetOwnAttempt, { attemptId }, 'seat');
}

/** All results of a class as a file for a spreadsheet, with the mark that tells Excel that it is UTF-8. */
export async function answerResults(classId: string): Promise<Response> {
  const result = await callClassroom(ExportResults, { classId }, 'person');
  if (!result.ok) return refused(result);
  return new Response(`\uFEFF${result.data.csv}\n`, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="results.csv"',
      'cache-control': 'no-store',
    },
  });
}
