import 'server-only';
import { GetMatrix } from '../classroom/attempt/matrix-operations';
import { GetProgress } from '../classroom/attempt/progress-operations';
import { ExportResults } from '../classroom/attempt/result-operations';
import { GetOwnAttempt } from '../classroom/attempt/view-operations';
import { ExportAttempts, ExportClass, ExportOwn, ExportOwnAttempts } from '../classroom/export/operations';
import { ReadDraft } from '../classroom/pack/draft-operations';
import { ReadScenarioFiles } from '../classroom/pack/scenario-operations';
import { zipPack } from '../classroom/pack/zip';
import { GetClassScreen, GetScreen } from '../classroom/screen/operations';
import { answerFile, answerLive, callClassroom, refused } from './classroom';

/** Returns a class's progress at an assignment, which its page polls. */
export function answerMatrix(request: Request, classId: string, assignmentId: string | undefined): Promise<Response> {
  return answerLive(request, GetMatrix, { classId, assignmentId }, 'person');
}

/** Returns a class's progress at all assignments, which its page polls. */
export function answerProgress(request: Request, classId: string): Promise<Response> {
  return answerLive(request, GetProgress, { classId }, 'person');
}

/** Returns the student's attempt, which its page polls. */
export function answerOwnAttempt(request: Request, attemptId: string): Promise<Response> {
  return answerLive(request, GetOwnAttempt, { attemptId }, 'seat');
}

/** Returns the shared screen to instructors. */
export function answerScreen(request: Request, classId: string): Promise<Response> {
  return answerLive(request, GetScreen, { classId }, 'person');
}

/** Returns the shared screen to members of the class. */
export function answerClassScreen(request: Request): Promise<Response> {
  return answerLive(request, GetClassScreen, {}, 'seat');
}

/** Returns a whole class as a file. */
export function answerClassExport(classId: string): Promise<Response> {
  return answerFile(ExportClass, { classId }, 'person', {
    filename: 'class.json',
    list: 'attempts',
    pieces: async (run, after) => {
      const { attempts, next } = await run(ExportAttempts, { classId, after });
      return { items: attempts, next };
    },
  });
}

/** Returns a student's own work as a file. */
export function answerOwnExport(): Promise<Response> {
  return answerFile(ExportOwn, {}, 'seat', {
    filename: 'my-work.json',
    list: 'attempts',
    pieces: async (run, after) => {
      const { attempts, next } = await run(ExportOwnAttempts, { after });
      return { items: attempts, next };
    },
  });
}

/** Returns a class's results as CSV, with the byte order mark by which Excel recognizes UTF-8. */
export async function answerResults(classId: string, table: 'results' | 'checks'): Promise<Response> {
  const result = await callClassroom(ExportResults, { classId, table }, 'person');
  if (!result.ok) return refused(result);
  return new Response(`\uFEFF${result.data.csv}\n`, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${table}.csv"`,
      'cache-control': 'no-store',
    },
  });
}

/** Returns the files of a draft or scenario version as a zip with one folder. */
export async function answerPack(query: URLSearchParams): Promise<Response> {
  const draft = query.get('draft');
  const version = query.get('version') ?? undefined;
  const result =
    draft === null
      ? await callClassroom(ReadScenarioFiles, { scenario: query.get('scenario') ?? '', version }, 'person')
      : await callClassroom(ReadDraft, { draft }, 'person');
  if (!result.ok) return refused(result);
  const { data } = result;
  const name = 'name' in data ? data.name : (data.packId ?? '');
  // A draft's id can be any text.
  const folder = /^[a-z][a-z0-9.-]{0,80}$/.test(name) ? name : 'scenario';
  return new Response(zipPack(folder, data.files), {
    headers: {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${folder}.zip"`,
      'cache-control': 'no-store',
    },
  });
}
