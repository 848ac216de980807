import { runOperation } from '../../core/run';
import { RestoreSnapshot, SaveSnapshot } from '../../snapshot/operations';
import type { AttemptState, CheckOutcome } from '../attempt';
import type { Check } from '../format/checks';
import { replaceReferences } from '../format/references';
import type { RightWay, WrongWay } from '../format/schema';
import { callAs } from '../run/run-operations';
import { lookUpIn, PackError, worldOf } from '../run/world';
import { isGoal, passedSteps, scoreOf } from '../score';
import { mutantsOf } from './mutants';
import { answersOf, type Game, look, newAttempt, play, playWay } from './play';

/** What is wrong with the grading of a pack, one sentence for each fault; empty where all is well. */
export type PackTest = { failures: string[]; mutants: { killed: number; equivalent: number } };

/**
 * Tests the grading of a pack in fresh attempts: that nothing is passed untouched, that all that is right passes and all that is wrong is caught
 * by the checks that it names, that points never fall on the way, that two attempts differ, that deciding is stable and that no message gives
 * the answer away.
 * @param options `mutants`: also every solution with one thing changed, which takes longer
 */
export async function testPack(game: Game, options: { mutants: boolean }): Promise<PackTest> {
  const { pack } = game;
  const failures: string[] = [];
  const seen: CheckOutcome[] = [];
  const test = async (name: string, work: () => Promise<readonly string[]>) => {
    try {
      failures.push(...(await work()).map((failure) => `${name}: ${failure}`));
    } catch (error) {
      if (!(error instanceof PackError)) throw error;
      failures.push(`${name}: ${error.message}`);
    }
  };
  let solved: AttemptState | undefined;
  await test('solution', async () => {
    solved = await newAttempt(game);
    return testSolution(game, solved, seen);
  });
  if (!solved) return { failures, mutants: { killed: 0, equivalent: 0 } };
  const first = solved;
  for (const way of pack.tests?.right ?? []) await test(`right "${way.name}"`, () => testRight(game, way));
  for (const [at, way] of (pack.tests?.wrong ?? []).entries())
    await test(`wrong "${way.name}"`, async () => testWrong(game, way, seen, at === 0 ? first : null));
  failures.push(...(await testStable(game, first)), ...testMessages(game, first, seen));
  if (!pack.tests) failures.push('tests.yaml is missing.');
  const mutants = options.mutants ? await testMutants(game, failures) : { killed: 0, equivalent: 0 };
  return { failures, mutants };
}

/** Untouched, then the solution operation by operation. */
async function testSolution(game: Game, attempt: AttemptState, seen: CheckOutcome[]): Promise<string[]> {
  const { pack } = game;
  const failures: string[] = [];
  const untouched = await look(game, attempt, {});
  seen.push(...untouched);
  for (const outcome of untouched) {
    const wanted = outcome.role === 'goal' ? 'fail' : 'pass';
    if (outcome.outcome !== wanted) failures.push(`untouched, ${told(outcome)}, and a ${outcome.role} has to ${wanted} then`);
  }
  if (scoreOf(pack, untouched).points > 0) failures.push('untouched, it earns points');
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

/** Steps of predictions are passed by answering, whatever was done. */
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

/** Exactly the checks that are named are red or failing, of the steps that they are in and of all guards up to there. */
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
  for (const step of touched) if (passed.has(step)) failures.push(`the step ${step} is passed`);
  return failures;
}

/** Ids, flags and secrets are other ones in another attempt. */
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

/** Written answers that hold something of one attempt are wrong in another. */
async function foreignAnswers(game: Game, attempt: AttemptState, other: AttemptState): Promise<string[]> {
  const [own, foreign] = [answersOf(game.pack, attempt), answersOf(game.pack, other)];
  const differ = Object.keys(own).filter((id) => JSON.stringify(own[id]) !== JSON.stringify(foreign[id]));
  if (differ.length === 0) return [];
  const outcomes = await look(game, attempt, foreign, differ);
  return outcomes
    .filter(({ outcome }) => outcome === 'pass')
    .map(({ checkId }) => `${checkId} takes the answers of another attempt`);
}

/** The same comes out twice, in another order, and after everything was saved and restored. */
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

/** No sentence of a failure holds what was expected. */
function testMessages({ pack }: Game, attempt: AttemptState, seen: readonly CheckOutcome[]): string[] {
  const checks = new Map(pack.scenario.steps.flatMap((step) => step.checks.map((check) => [check.id, check] as const)));
  const failures = new Set<string>();
  for (const { checkId, sentences } of seen) {
    const check = checks.get(checkId);
    if (!check || !sentences) continue;
    const text = [sentences.say, sentences.seen ?? ''].join(' ');
    for (const secret of expectedTexts(check, attempt))
      if (holds(text, secret)) failures.add(`the failure of ${checkId} tells what is expected (“${secret}”): ${text}`);
  }
  return [...failures];
}

/** As a word of its own: `group` is no answer given away by `groups`. */
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

async function testMutants(game: Game, failures: string[]): Promise<PackTest['mutants']> {
  const { pack } = game;
  const equivalent = new Map((pack.tests?.equivalent ?? []).map(({ mutant, reason }) => [mutant, reason]));
  const result = { killed: 0, equivalent: 0 };
  for (const { name, operations } of mutantsOf(pack.scenario)) {
    const isCaught = await isKilled(game, operations);
    if (isCaught) result.killed += 1;
    else if (equivalent.has(name)) result.equivalent += 1;
    else failures.push(`the mutant “${name}” passes; catch it, or list it under equivalent with the reason`);
    if (isCaught && equivalent.has(name))
      failures.push(`the mutant “${name}” is caught; take it off the list of those that are equivalent`);
    equivalent.delete(name);
  }
  for (const name of equivalent.keys()) failures.push(`there is no mutant “${name}”`);
  return result;
}

async function isKilled(game: Game, operations: Parameters<typeof play>[2]): Promise<boolean> {
  const attempt = await newAttempt(game);
  try {
    await play(game, attempt, operations);
  } catch (error) {
    if (error instanceof PackError) return true;
    throw error;
  }
  return (await look(game, attempt, answersOf(game.pack, attempt))).some(({ outcome }) => outcome !== 'pass');
}

function told(outcome: CheckOutcome | undefined): string {
  if (!outcome) return 'nothing';
  const { checkId, sentences, why } = outcome;
  const words = { pass: 'passes', fail: 'fails', undecided: 'is undecided', error: 'is in error' }[outcome.outcome];
  const seen = why ?? sentences?.seen;
  return `${checkId} ${words}${seen === undefined ? '' : ` (${seen})`}`;
}
