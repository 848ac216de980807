import type { Database } from '../../db/client';
import { problemText } from '../format/problems';
import { readPack } from '../read-pack';
import { type Proposal, proposeChecks } from '../record/propose';
import { PackError } from '../run/world';
import type { Game } from '../try/play';
import { type PackTest, type PackTestProgress, testPack } from '../try/test-pack';

/** The request to the process: test the grading of files, or propose checks for them. */
export type TryRequest = {
  files: Readonly<Record<string, string>>;
  what: { kind: 'test' } | { kind: 'propose'; against?: string | undefined };
};
/** The answer of the process. `fault` explains to the author why nothing could be tested. */
export type TryAnswer =
  | { kind: 'test'; test: PackTest }
  | { kind: 'propose'; proposals: readonly Proposal[] }
  | { fault: string };
/** A line of the process's output. */
export type TryLine = { progress: PackTestProgress } | { answer: TryAnswer };

/** Answers a request in an empty database. */
export async function answerTry(
  { files, what }: TryRequest,
  database: Database,
  onProgress: (progress: PackTestProgress) => void,
): Promise<TryAnswer> {
  const { pack, problems } = await readPack(new Map(Object.entries(files)));
  if (!pack) return { fault: problems.map(problemText).join('\n') };
  // A full minute in the middle of a month, so that no operation falls on a day boundary by chance.
  const game: Game = { pack, database, startedAt: new Date('2026-03-12T09:00:00Z') };
  try {
    if (what.kind === 'propose') return { kind: 'propose', proposals: await proposeChecks(game, { against: what.against }) };
    return { kind: 'test', test: await testPack(game, { mutants: true, onProgress }) };
  } catch (error) {
    if (error instanceof PackError) return { fault: error.message };
    throw error;
  }
}
