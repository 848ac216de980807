import type { Call } from '../../core/call';
import type { Database } from '../../db/client';
import type { Answers, AttemptState } from '../attempt';
import { EVALUATION_MS, MOST_READS, MOST_ROWS } from '../format/limits';
import type { LookUp } from '../format/references';
import type { Pack } from '../pack';
import { ownAccountIdOf } from '../run/callers';
import { type AttemptExtent, extentOf } from '../run/extent';
import { callAs } from '../run/run-operations';
import { lookUpIn, type World, worldOf } from '../run/world';

export type Evaluation = {
  database: Database;
  /** The real time. Questions about an account use that account's clock instead. */
  now: Date;
  answers: Answers;
  /** The ids of the checks to evaluate, in order. The default is all, in the order of the pack. */
  only?: readonly string[];
  /** The event after which a step began, by step. The default is the attempt's floor. */
  stepFloors?: Readonly<Record<string, number>>;
  /** The number of open hints, by step. */
  openHints?: Readonly<Record<string, number>>;
  /** The source identities of others who act in the attempt, such as instructors. Their actions don't count. */
  others?: ReadonlySet<string>;
  /** The language of the pack's sentences, if translated. */
  language?: string;
  /** The time limit in milliseconds. Checks left over are undecided. */
  milliseconds?: number;
};

/** The data shared by all checks of one evaluation, each part read once, and the remaining budget. */
export type Circumstances = {
  pack: Pack;
  attempt: AttemptState;
  world: World;
  lookUp: LookUp;
  database: Database;
  now: Date;
  answers: Answers;
  stepFloors: Readonly<Record<string, number>>;
  openHints: Readonly<Record<string, number>>;
  others: ReadonlySet<string>;
  language: string;
  extent: () => Promise<AttemptExtent>;
  /** Computes a value that several checks need once. */
  once: <Value>(key: string, work: () => Promise<Value>) => Promise<Value>;
  /**
   * Returns the id of an account of the attempt by its key.
   * @throws PackError
   */
  accountId: (key: string) => Promise<string>;
  /** Returns a call made by the installation itself in an account. */
  systemCall: (accountId: string) => Promise<Call>;
  bounds: Bounds;
};

export type Bounds = {
  /**
   * Checks the time limit.
   * @throws Undecided
   */
  time: () => void;
  /**
   * Counts a row.
   * @throws Undecided
   */
  row: () => void;
  /**
   * Counts a read.
   * @throws Undecided
   */
  read: () => void;
};

/** The reason a check can't be decided now. It never counts as wrong. */
export class Undecided extends Error {}

export function circumstancesOf(pack: Pack, attempt: AttemptState, evaluation: Evaluation): Circumstances {
  const { database, now } = evaluation;
  const world = worldOf(pack, attempt, database);
  const known = new Map<string, Promise<unknown>>();
  const once = <Value>(key: string, work: () => Promise<Value>): Promise<Value> => {
    const value = known.get(key) ?? work();
    known.set(key, value);
    return value as Promise<Value>;
  };
  return {
    pack,
    attempt,
    world,
    lookUp: lookUpIn(world),
    database,
    now,
    answers: evaluation.answers,
    stepFloors: evaluation.stepFloors ?? {},
    openHints: evaluation.openHints ?? {},
    others: evaluation.others ?? new Set(),
    language: evaluation.language ?? '',
    extent: () => once('extent', () => extentOf(database.reader, attempt.accountIds)),
    once,
    accountId: (key) => once(`account ${key}`, () => ownAccountIdOf(world, key)),
    systemCall: (accountId) => once(`call ${accountId}`, () => callOfRoot(world, accountId, now)),
    bounds: boundsOf(evaluation.milliseconds ?? EVALUATION_MS),
  };
}

async function callOfRoot(world: World, accountId: string, now: Date): Promise<Call> {
  const account = { id: accountId, alias: null };
  const call = await callAs({ ...world, accounts: { system: account } }, 'root@system', now);
  return { ...call, via: 'system' };
}

function boundsOf(milliseconds: number): Bounds {
  const until = performance.now() + milliseconds;
  let [rows, reads] = [0, 0];
  const time = () => {
    if (performance.now() > until) throw new Undecided('The time for one evaluation is up.');
  };
  return {
    time,
    row: () => {
      time();
      if (++rows > MOST_ROWS) throw new Undecided(`There are more than ${MOST_ROWS} questions in one evaluation.`);
    },
    read: () => {
      time();
      if (++reads > MOST_READS) throw new Undecided(`There are more than ${MOST_READS} reads in one evaluation.`);
    },
  };
}
