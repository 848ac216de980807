import { comparePoliciesSteps } from '@gatehouse/policy/analyze';
import { parsePolicy } from '@gatehouse/policy/parse';
import { actionIndex } from '../../access/model/action-index';
import { runOperation } from '../../core/run/run';
import { takeInTurns } from '../../core/work/bulk';
import { RestoreSnapshot, SaveSnapshot } from '../../snapshot/operations';
import type { AttemptState, CheckOutcome } from '../attempt';
import type { Check } from '../format/checks';
import { documentText } from '../format/documents';
import { replaceReferences } from '../format/references';
import type { PackTests, RightWay, WrongWay } from '../format/schema';
import { callAs } from '../run/run-operations';
import { lookUpIn, PackError, worldOf } from '../run/world';
import { isGoal, passedSteps, scoreOf } from '../score';
import { type Mutant, type MutatedDocument, mutantsOf } from './mutants';
import { answersOf, type Game, look, newAttempt, play, playWay } from './play';

/** A part of the test with one sentence per failure. */
export type TriedPart = {
  what: 'untouched' | 'solution' | 'right' | 'wrong' | 'stable' | 'messages' | 'tests';
  /** The name of a way in tests.yaml. */
  name?: string;
  failures: readonly string[];
};
/** A mutation, with the checks that detected it or why it need not be detected. */
export type TriedMutant = {
  name: string;
  /** The description for the author. */
  told: string;
  state: 'caught' | 'equivalent' | 'survived';
  /** The ids of checks; empty if the mutation can't run at all. */
  caughtBy: readonly string[];
  reason?: string;
};
/** The result of testing a pack's grading. `failures` lists everything that is wrong. */
export type PackTest = { failures: string[]; parts: readonly TriedPart[]; mutants: readonly TriedMutant[] };
/** The progress: the current part, and how many mutations are done. */
export type PackTestProgress = { doing: string; done: number; of: number };
type TestOptions = { mutants: boolean; everyWrongWay?: boolean; onProgress?: (progress: PackTestProgress) => void };

/**
 * Tests a pack's grading in new attempts: an untouched attempt passes nothing, right ways pass, and wrong ways are detected by
 * the checks they name. Points never decrease, two attempts differ, results are stable, and no message reveals the answer.
 * @param options `everyWrongWay`: false takes every second one. `mutants`: also tests every mutation, which takes longer.
 * `onProgress` is called before each part.
 */
export async function testPack(
  game: Game,
  { mutants: withMutants, everyWrongWay = true, onProgress }: TestOptions,
): Promise<PackTest> {
  const { pack } = game;
  const parts: TriedPart[] = [];
  const seen: CheckOutcome[] = [];
  const all = withMutants ? mutantsOf(pack) : [];
  const test = async (what: TriedPart['what'], work: () => Promise<readonly string[]>, name?: string) => {
    onProgress?.({ doing: name === undefined ? what : `${what} “${name}”`, done: 0, of: all.length });
    const failures = await work().catch((error: unknown) => {
      if (!(error instanceof PackError)) throw error;
      return [error.message];
    });
    parts.push({ what, ...(name !== undefined && { name }), failures });
  };
  let first: AttemptState | undefined;
  await test('untouched', async () => {
    first = await newAttempt(game);
    return testUntouched(game, first, seen);
  });
  if (!first) return { failures: failuresOf(parts), parts, mutants: [] };
  const solved: AttemptState = first;
  await test('solution', () => testSolution(game, solved, seen));
  for (const way of pack.tests?.right ?? []) await test('right', () => testRight(game, way), way.name);
  for (const [at, way] of (pack.tests?.wrong ?? []).entries()) {
    if (!everyWrongWay && at % 2 === 1) continue;
    await test('wrong', () => testWrong(game, way, seen, at === 0 ? solved : null), way.name);
  }
  await test('stable', () => testStable(game, solved));
  await test('messages', async () => testMessages(game, solved, seen));
  await test('tests', async () => missingTests(pack.tests));
  const mutants: TriedMutant[] = [];
  for (const [at, mutant] of all.entries()) {
    onProgress?.({ doing: mutant.told, done: at, of: all.length });
    mutants.push(await tryMutant(game, mutant));
  }
  const failures = [...failuresOf(parts), ...(withMutants ? mutantFailures(pack.tests, mutants) : [])];
  return { failures, parts, mutants };
}

function failuresOf(parts: readonly TriedPart[]): string[] {
  return parts.flatMap(({ what, name, failures }) =>
    failures.map((failure) => (name === undefined ? `${what}: ${failure}` : `${what} "${name}": ${failure}`)),
  );
}

function missingTests(tests: PackTests | null): string[] {
  if (!tests) return ['tests.yaml is missing.'];
  return [
    ...(tests.right.length === 0 ? ['tests.yaml has no other way that is right.'] : []),
    ...(tests.wrong.length === 0 ? ['tests.yaml has no way that is wrong.'] : []),
  ];
}

async function testUntouched(game: Game, attempt: AttemptState, seen: CheckOutcome[]): Promise<string[]> {
  const failures: string[] = [];
  const untouched = await look(game, attempt, {});
  seen.push(...untouched);
  for (const outcome of untouched) {
    const wanted = outcome.role === 'goal' ? 'fail' : 'pass';
    if (outcome.outcome !== wanted) failures.push(`${told(outcome)}, and a ${outcome.role} has to ${wanted} then`);
  }
  if (scoreOf(game.pack, untouched).points > 0) failures.push('it earns points');
  return failures;
}

/** Tests the solution operation by operation. */
async function testSolution(game: Game, attempt: AttemptState, seen: CheckOutcome[]): Promise<string[]> {
  const { pack } = game;
  const failures: string[] = [];
  const answers = answersOf(pack, attempt);
  let points = 0;
  await play(game, attempt, pack.scenario.solution, {
    after: async (at) => {
      const outcomes = await look(game, attempt, answers);
      seen.push(...outcomes);
      const isLast = at === pack.scenario.solution.length - 1;
      const passed = passedSteps(pack, outcomes, new Set());
      const isSkipped = pack.scenario.steps.some(
        (step, index) =>
          !passed.has(step.id) &&
          pack.scenario.steps.slice(index + 1).some((later) => passed.has(later.id) && !isAnsweredOnly(later.checks)),
      );
      if (isSkipped) failures.push(`after operation ${at + 1} a later step is passed before an earlier one`);
      const { points: now } = scoreOf(pack, outcomes);
      if (now < points && passed.size === 0) failures.push(`operation ${at + 1} takes points away: ${points} become ${now}`);
      points = now;
      if (isLast) failures.push(...notSolved(game, outcomes));
    },
  });
  if (pack.scenario.solution.length === 0) failures.push(...notSolved(game, await look(game, attempt, answers)));
  return failures;
}

/** Returns whether a step is passed by answering alone. */
function isAnsweredOnly(checks: readonly Check[]): boolean {
  return checks.filter(isGoal).every(({ kind }) => kind === 'prediction');
}

function notSolved({ pack }: Game, outcomes: readonly CheckOutcome[]): string[] {
  const failures = outcomes.filter(({ outcome }) => outcome !== 'pass').map((outcome) => told(outcome));
  const { points, of } = scoreOf(pack, outcomes);
  if (failures.length === 0 && points !== of) failures.push(`it earns ${points} of ${of} points`);
  return failures;
}

async function testRight(game: Game, way: RightWay): Promise<string[]> {
  const attempt = await newAttempt(game);
  await playWay(game, attempt, way);
  return notSolved(game, await look(game, attempt, answersOf(game.pack, attempt, way.answers)));
}

/** Tests that exactly the named checks fail, among those of their steps and the guards up to there. */
async function testWrong(game: Game, way: WrongWay, seen: CheckOutcome[], other: AttemptState | null): Promise<string[]> {
  const { pack } = game;
  const attempt = await newAttempt(game);
  const failures = other ? differences(game, other, attempt) : [];
  if (other) failures.push(...(await foreignAnswers(game, attempt, other)));
  await playWay(game, attempt, way);
  const outcomes = await look(game, attempt, answersOf(pack, attempt, way.answers));
  seen.push(...outcomes);
  const caughtBy = new Set(way.caughtBy);
  const { steps } = pack.scenario;
  const touched = new Set(outcomes.filter(({ checkId }) => caughtBy.has(checkId)).map(({ stepId }) => stepId));
  const last = Math.max(...steps.map(({ id }, at) => (touched.has(id) ? at : -1)));
  const upTo = new Set(steps.slice(0, last + 1).map(({ id }) => id));
  for (const outcome of outcomes) {
    const isCaught = caughtBy.has(outcome.checkId);
    const counts = touched.has(outcome.stepId) || (outcome.role === 'guard' && upTo.has(outcome.stepId));
    if (isCaught && outcome.outcome !== 'fail') failures.push(`${told(outcome)}, and should catch it`);
    if (!isCaught && counts && outcome.outcome !== 'pass') failures.push(`${told(outcome)}, and is not named in caughtBy`);
  }
  const passed = passedSteps(pack, outcomes, new Set());
  // A failed prediction costs points but does not block a step.
  const isHeldUp = (step: string) =>
    outcomes.some((one) => one.stepId === step && caughtBy.has(one.checkId) && one.kind !== 'prediction');
  for (const step of touched) if (isHeldUp(step) && passed.has(step)) failures.push(`the step ${step} is passed`);
  return failures;
}

/** Tests that ids, flags and secrets differ in another attempt. */
function differences({ pack }: Game, one: AttemptState, two: AttemptState): string[] {
  const used = new Set(
    [...pack.files.values()].flatMap((text) =>
      [...text.matchAll(/\{\{((?:flag|secret)\.[a-z0-9-]+)\}\}/g)].map(([, name = '']) => name),
    ),
  );
  const names = ['code', ...Object.keys(one.accounts).map((key) => `account.${key}`), ...used];
  const same = names.filter((name) => String(lookUpIn(one)(name)) === String(lookUpIn(two)(name)));
  return same.map((name) => `{{${name}}} is the same in two attempts`);
}

/** Tests that written answers with attempt-specific values are wrong in another attempt. */
async function foreignAnswers(game: Game, attempt: AttemptState, other: AttemptState): Promise<string[]> {
  const [own, foreign] = [answersOf(game.pack, attempt), answersOf(game.pack, other)];
  const differ = Object.keys(own).filter((id) => JSON.stringify(own[id]) !== JSON.stringify(foreign[id]));
  if (differ.length === 0) return [];
  const outcomes = await look(game, attempt, foreign, differ);
  return outcomes
    .filter(({ outcome }) => outcome === 'pass')
    .map(({ checkId }) => `${checkId} takes the answers of another attempt`);
}

/** Tests that outcomes are the same twice, in another order, and after a snapshot and restore. */
async function testStable(game: Game, attempt: AttemptState): Promise<string[]> {
  const { pack, database, startedAt } = game;
  const answers = answersOf(pack, attempt);
  const ids = pack.scenario.steps.flatMap((step) => step.checks.map(({ id }) => id));
  const first = await look(game, attempt, answers);
  const reversed = await look(game, attempt, answers, [...ids].reverse());
  const failures = same(first, [...reversed].reverse(), 'evaluated in another order');
  const world = worldOf(pack, attempt, database);
  const now = new Date(startedAt.getTime() + 299 * 60_000);
  const managers = Object.keys(attempt.accounts);
  for (const operation of [SaveSnapshot, RestoreSnapshot])
    for (const key of managers) {
      const call = await callAs(world, `root@${key}`, now);
      const member = await database.reader.account.findFirst({
        where: { id: attempt.accounts[key]?.id },
        include: { organization: true },
      });
      if (member?.organization && member.organization.managementAccountId !== member.id) continue;
      await runOperation(operation, { Name: 'test-of-a-pack' }, call, database);
    }
  return [...failures, ...same(first, await look(game, attempt, answers), 'after saving and restoring')];
}

function same(before: readonly CheckOutcome[], after: readonly CheckOutcome[], when: string): string[] {
  return before.flatMap((outcome, at) =>
    JSON.stringify(outcome) === JSON.stringify(after[at]) ? [] : [`${when}, ${told(after[at])} where ${told(outcome)} before`],
  );
}

const SHORTEST_TOLD = 4;
/** The share of the engine's effort for the comparison of a mutated document. Beyond it, the mutant is run. */
const COMPARISON_EFFORT = 0.5;

/** Tests that no failure message contains an expected value. */
function testMessages({ pack }: Game, attempt: AttemptState, seen: readonly CheckOutcome[]): string[] {
  const checks = new Map(pack.scenario.steps.flatMap((step) => step.checks.map((check) => [check.id, check] as const)));
  const failures = new Set<string>();
  for (const { checkId, sentences } of seen) {
    const check = checks.get(checkId);
    if (!check || !sentences) continue;
    const text = [sentences.say, sentences.seen].join(' ');
    for (const secret of expectedTexts(check, attempt))
      if (holds(text, secret)) failures.add(`the failure of ${checkId} tells what is expected (“${secret}”): ${text}`);
  }
  return [...failures];
}

/** Returns whether a text contains a secret as a whole word: `groups` does not reveal `group`. */
function holds(text: string, secret: string): boolean {
  const at = text.indexOf(secret);
  const isWordy = (character: string | undefined) => character !== undefined && /[\w-]/.test(character);
  return at >= 0 && !isWordy(text[at - 1]) && !isWordy(text[at + secret.length]);
}

function expectedTexts(check: Check, attempt: AttemptState): string[] {
  const lookUp = lookUpIn(attempt);
  const proofs = [...JSON.stringify(check).matchAll(/\{\{((?:flag|secret)\.[a-z0-9-]+)\}\}/g)].map(([, name = '']) =>
    String(lookUp(name)),
  );
  const texts = check.kind === 'state' ? textsOf(replaceReferences(check.expect ?? {}, lookUp)) : [];
  const actions = check.kind === 'minimal' ? textsOf(check.reference).filter((text) => /^[\w-]+:[A-Z]\w*$/.test(text)) : [];
  const bill = check.kind === 'bill' ? [check.equals] : [];
  return [...proofs, ...texts, ...actions, ...bill].filter(({ length }) => length >= SHORTEST_TOLD);
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

async function tryMutant(game: Game, { name, told: sentence, operations, document }: Mutant): Promise<TriedMutant> {
  const listed = game.pack.tests?.equivalent?.find(({ mutant }) => mutant === name)?.reason;
  const isSame = document !== undefined && (await isEqual(document));
  const caughtBy = isSame ? null : await catchersOf(game, operations);
  const reason = listed ?? (isSame ? 'The policy allows the same as before.' : undefined);
  const state = caughtBy !== null ? 'caught' : reason !== undefined ? 'equivalent' : 'survived';
  return { name, told: sentence, state, caughtBy: caughtBy ?? [], ...(reason !== undefined && { reason }) };
}

/** Tests by the engine whether a mutated document allows the same. References in it stand for themselves. */
async function isEqual({ kind, before, after }: MutatedDocument): Promise<boolean> {
  const [was, is] = [before, after].map((document) => parsePolicy(documentText(document), kind, { author: 'aws' }));
  if (!was?.ok || !is?.ok) return false;
  const steps = comparePoliciesSteps(was.policy, is.policy, { effort: COMPARISON_EFFORT, index: await actionIndex() });
  return (await takeInTurns(steps)) === 'equal';
}

/** Returns the checks that fail; null if all pass, and none if the operations can't run. */
async function catchersOf(game: Game, operations: Parameters<typeof play>[2]): Promise<string[] | null> {
  const attempt = await newAttempt(game);
  try {
    await play(game, attempt, operations);
  } catch (error) {
    if (error instanceof PackError) return [];
    throw error;
  }
  const outcomes = await look(game, attempt, answersOf(game.pack, attempt));
  const failed = outcomes.filter(({ outcome }) => outcome !== 'pass').map(({ checkId }) => checkId);
  return failed.length > 0 ? failed : null;
}

function mutantFailures(tests: PackTests | null, mutants: readonly TriedMutant[]): string[] {
  const names = new Set(mutants.map(({ name }) => name));
  const failures = mutants.flatMap(({ name, state, reason }) => {
    if (state === 'survived') return [`the mutant “${name}” passes; catch it, or list it under equivalent with the reason`];
    return state === 'caught' && reason !== undefined
      ? [`the mutant “${name}” is caught; take it off the list of those that are equivalent`]
      : [];
  });
  const gone = (tests?.equivalent ?? []).filter(({ mutant }) => !names.has(mutant));
  return [...failures, ...gone.map(({ mutant }) => `there is no mutant “${mutant}”`)];
}

function told(outcome: CheckOutcome | undefined): string {
  if (!outcome) return 'nothing';
  const { checkId, sentences, why } = outcome;
  const words = { pass: 'passes', fail: 'fails', undecided: 'is undecided', error: 'is in error' }[outcome.outcome];
  const seen = why ?? sentences?.seen;
  return `${checkId} ${words}${seen === undefined ? '' : ` (${seen})`}`;
}
