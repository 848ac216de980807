// The thread for questions that would block the process. lib/core/work/analysis-threads.ts starts it and defines its messages.
import { parentPort, workerData } from 'node:worker_threads';
import { loadRegistries } from '../../lib/console/operations';
import { AwsError } from '../../lib/core/errors';
import type { AnyOperation } from '../../lib/core/operation';
import { answerAgain } from '../../lib/core/run/run';
import type { Answer, Question } from '../../lib/core/work/analysis-threads';
import { beginThreadBudget, Exhausted } from '../../lib/core/work/budget';
import { openDatabase } from '../../lib/db/client';

const { url, directQueries, shared, most } = workerData as {
  url: string;
  directQueries: boolean;
  shared: SharedArrayBuffer;
  most: number;
};
/** Console operations run by their service's name. */
const OPERATIONS: ReadonlyMap<string, AnyOperation> = new Map(
  Object.values(await loadRegistries()).flatMap((registry) =>
    Object.values(registry).map((one) => [`${one.service} ${one.name}`, one] as const),
  ),
);
const count = new Float64Array(shared);
const database = await openDatabase(url, { directQueries });

async function answer({ service, name, input, call, now }: Question): Promise<Answer> {
  const operation = OPERATIONS.get(`${service} ${name}`);
  if (operation === undefined) return { error: 'there is no such operation' };
  count[0] = 0;
  beginThreadBudget(most, (units) => {
    count[0] = (count[0] ?? 0) + units;
  });
  try {
    return { output: await answerAgain(operation, input, call, now, database.reader) };
  } catch (error) {
    if (error instanceof Exhausted) return { exhausted: true };
    if (!(error instanceof AwsError)) return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    const { shape, message, members, member, recorded } = error;
    return { failure: { shape, message, members, ...(member !== undefined && { member }), recorded } };
  }
}

// The sender waits for each answer before the next question.
parentPort?.on('message', async (question: Question) => parentPort?.postMessage(await answer(question)));
parentPort?.postMessage('ready');
