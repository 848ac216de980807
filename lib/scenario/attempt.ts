import type { CheckKind } from './format/checks';

/** The value of a reference: a text, or a value from an operation's answer. */
export type ReferenceValue =
  | string
  | number
  | boolean
  | null
  | readonly ReferenceValue[]
  | { readonly [key: string]: ReferenceValue };

export type AttemptAccount = { id: string; alias: string | null };
export type PersonaAccess = {
  /** The initial password, three words; null for a persona without console sign-in. */
  password: string | null;
  accessKey: { id: string; secret: string } | null;
};

/**
 * A student's copy of a pack as it was built. It is plain JSON, stored with the attempt and never changed. It contains secrets,
 * so pages never receive it whole.
 */
export type AttemptState = {
  attemptId: string;
  packId: string;
  version: string;
  /** ISO 8601. */
  startedAt: string;
  /** The pack's accounts by their key. */
  accounts: Readonly<Record<string, AttemptAccount>>;
  /** The ids of all accounts that existed at the start, including those that setup created. */
  accountIds: readonly string[];
  /** The ids of organizations by the key of their management account. */
  organizations: Readonly<Record<string, string>>;
  /** The values of references by name without braces: `code`, `account.dev`, `resource.host`, `ref.policy`. */
  references: Readonly<Record<string, ReferenceValue>>;
  /** The access of each persona. */
  personas: Readonly<Record<string, PersonaAccess>>;
  /** Only events with a greater id count. */
  eventFloor: number;
  /** The right answers to predictions that depend on the start state, by check and question. */
  answers: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** The start state that checks compare with, by check: digests of rows by table and row key. */
  start: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
  /** The rows of its accounts at the start, for checks that compare access with it. Absent if the pack has none. */
  startRows?: string;
  /** The rows that held at the start, by check. */
  held: Readonly<Record<string, readonly boolean[]>>;
};

export type Outcome = 'pass' | 'fail' | 'undecided' | 'error';

/** The outcome of a check. No sentence reveals what was expected. */
export type CheckOutcome = {
  checkId: string;
  stepId: string;
  kind: CheckKind;
  role: 'goal' | 'guard';
  outcome: Outcome;
  /**
   * The rows that count for points, and how many of them hold now. Rows that held at the start don't count. A check without rows
   * counts as one row.
   */
  passedRows: number;
  rows: number;
  /** True if a row that held at the start no longer does. The check then earns no partial points. */
  broken: boolean;
  /** True if the check can't change any more, such as a prediction without tries left. */
  isFinal?: true;
  /** A sentence about the unmet condition. Null if the check passes. */
  sentences: { say: string; seen?: string; look?: Place } | null;
  /** For instructors: why the check is undecided, or what is wrong with the pack. */
  why?: string;
};

/** A page to look at, by its name or by the entity it shows. */
export type Place = {
  /** A page such as `groups`, or an entity type: `user`, `group`, `role`, `policy`, `bucket`. */
  page: string;
  name?: string;
  accountId?: string;
};

/** A student's answers to predictions, by check and question. Each try is a list of chosen options, or of one written text. */
export type Answers = Readonly<Record<string, Readonly<Record<string, readonly (readonly string[])[]>>>>;
