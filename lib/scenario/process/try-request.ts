import type { Database } from '../../db/client';
import { problemText } from '../format/problems';
import { readPack } from '../read-pack';
import { type Proposal, proposeChecks } from '../record/propose';
import { PackError } from '../run/world';
import type { Game } from '../try/play';
import { type PackTest, type PackTestProgress, testPack } from '../try/test-pack';

/** What a program of its own is asked: to test the grading of files, or for checks that could be added to them. */
export type TryRequest = {
  files: Readonly<Record<string, string>>;
  what: { kind: 'test' } | { kind: 'propose'; against?: string | undefined };
};
/** `fault`: why nothing could be tried, in a sentence for whoever wrote the files. */
export type TryAnswer =
  | { kind: 'test'; test: PackTest }
  | { kind: 'propose'; proposals: readonly Proposal[] }
  | { fault: string };
/** A line of what the program says. */
export type TryLine = { progress: PackTestProgress } | { answer: TryAnswer };

/** Does what is asked, in a database that nothing else is in. */
export async function answerTry(
  { files, what }: TryRequest,
  database: Database,
  onProgress: (progress: PackTestProgress) => void,
): Promise<TryAnswer> {
  const { pack, problems } = await readPack(new Map(Object.entries(files)));
  if (!pack) return { fault: problems.map(problemText).join('\n') };
  // A whole minute, in the middle of a month: nothing that is tried falls on the border of two days by chance.
  const game: Game = { pack, database, startedAt: new Date('2026-03-12T09:00:00Z') };
  try {
    if (what.kind === 'propose') return { kind: 'propose', proposals: await proposeChecks(game, { against: what.against }) };
    return { kind: 'test', test: await testPack(game, { mutants: true, onProgress }) };
  } catch (error) {
    if (error instanceof PackError) return { fault: error.message };
    throw error;
  }
}
