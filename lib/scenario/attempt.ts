import type { CheckKind } from './format/checks';

/** What a value of a reference is: texts, and what operations answered. */
export type ReferenceValue =
  | string
  | number
  | boolean
  | null
  | readonly ReferenceValue[]
  | { readonly [key: string]: ReferenceValue };

export type AttemptAccount = { id: string; alias: string | null };
export type PersonaAccess = {
  /** Three words; null for a persona that signs in with none. */
  password: string | null;
  accessKey: { id: string; secret: string } | null;
};

/**
 * One student's copy of a pack, as it was built: plain JSON that is stored with the attempt and never changed. It holds secrets, so no page
 * gets it whole.
 */
export type AttemptState = {
  attemptId: string;
  packId: string;
  version: string;
  /** ISO 8601. */
  startedAt: string;
  /** The pack's accounts by their key. */
  accounts: Readonly<Record<string, AttemptAccount>>;
  /** Ids of all accounts that were there at the start, those that setup made too. */
  accountIds: readonly string[];
  /** Ids of organizations by the key of the account that manages them. */
  organizations: Readonly<Record<string, string>>;
  /** What references stand for, without their braces: `code`, `account.dev`, `resource.host`, `ref.policy`. */
  references: Readonly<Record<string, ReferenceValue>>;
  /** By persona. */
  personas: Readonly<Record<string, PersonaAccess>>;
  /** Only events of a greater number count. */
  eventFloor: number;
  /** Right answers of predictions that follow from the state at the start, by check and question. */
  answers: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** What checks compare with, by check: of each row that counts a digest, by table and key of the row. */
  start: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
  /** Which rows of which check held at the start. */
  held: Readonly<Record<string, readonly boolean[]>>;
};

export type Outcome = 'pass' | 'fail' | 'undecided' | 'error';

/** What a check came to. No sentence tells what was expected. */
export type CheckOutcome = {
  checkId: string;
  stepId: string;
  kind: CheckKind;
  role: 'goal' | 'guard';
  outcome: Outcome;
  /** Of those rows that count for points (that did not hold at the start), how many hold now. A check without rows has one. */
  passedRows: number;
  rows: number;
  /** A row that held at the start does not any more: nothing is earned in part. */
  broken: boolean;
  /** Set where the work of a check is done, whatever it came to: a prediction that can't be answered again. */
  isFinal?: true;
  /** What is not true yet; empty where the check passes. */
  sentences: { say: string; seen?: string; look?: Place } | null;
  /** For teachers: why nothing could be decided, or what is wrong with the pack. */
  why?: string;
};

/** Where something shows: a page by its name, or what it is about. */
export type Place = {
  /** A page such as `groups`, or the kind of what is meant: `user`, `group`, `role`, `policy`, `bucket`. */
  page: string;
  name?: string;
  accountId?: string;
};

/** What a student answered to predictions: by check and question every try, each as the options that were chosen or the text that was written. */
export type Answers = Readonly<Record<string, Readonly<Record<string, readonly (readonly string[])[]>>>>;
