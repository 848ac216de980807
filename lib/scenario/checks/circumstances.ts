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
  /** The real time: whatever is asked of an account is asked by its clock. */
  now: Date;
  answers: Answers;
  /** Ids of the checks to evaluate, in that order; without it all, as they stand in the pack. */
  only?: readonly string[];
  /** Number of the newest event when a step began, by step; without one the attempt's own floor. */
  stepFloors?: Readonly<Record<string, number>>;
  /** How many hints of a step are open, by step. */
  openHints?: Readonly<Record<string, number>>;
  /** Source identities of others who act in the attempt, such as its instructors: what they do is none of whoever works at it. */
  others?: ReadonlySet<string>;
  /** In which sentences of the pack are said, where it is translated. */
  language?: string;
  /** How long it may take; what is left then is undecided. */
  milliseconds?: number;
};

/** What all checks of one evaluation share, each part read once, and how much is left of its bounds. */
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
  /** What something comes to that several checks ask for, worked out once. */
  once: <Value>(key: string, work: () => Promise<Value>) => Promise<Value>;
  /** The id of an account of the attempt by its key. @throws PackError */
  accountId: (key: string) => Promise<string>;
  /** A call of the installation itself in an account. */
  systemCall: (accountId: string) => Promise<Call>;
  bounds: Bounds;
};

export type Bounds = {
  /** @throws Undecided where time is up */
  time: () => void;
  /** @throws Undecided */
  row: () => void;
  /** @throws Undecided */
  read: () => void;
};

/** Why nothing can be said now; never counted as wrong. */
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
