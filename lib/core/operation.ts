import type { RequestContext } from '@gatehouse/policy/evaluate';
import type { z } from 'zod';
import type { Database, Transaction } from '../db/client';
import type { AccountFacts } from './account-facts';
import type { Call, Caller, Partition } from './call';

/** AWS's access levels, as in the service authorization reference. */
export type AccessLevel = 'List' | 'Read' | 'Write' | 'Permissions management' | 'Tagging';

/** The environment of an operation. `db` is the running transaction for writes and the read connection otherwise. */
export type Scope = {
  db: Transaction;
  call: Call;
  caller: Caller;
  account: AccountFacts;
  accountId: string;
  partition: Partition;
  /** The time by the clock of the resource's owner, if that is another account. `call.now` is by the caller's clock. */
  now: Date;
};

/** One question to the engine: may the caller do `action` on `resource`? */
export type Check = {
  action: string;
  /** ARN or `*`. */
  resource: string;
  /** The resource's owner, if it is not the caller's own account. */
  resourceAccount?: string;
  /** The policy on the resource: a role's trust policy, or a resource policy such as an organization's delegation policy. */
  trustPolicy?: { roleArn: string; document: string };
  /**
   * `document` is null for a resource that could have a policy and has none. No other account is then allowed, whatever its mode.
   */
  resourcePolicy?: { resourceArn: string; document: string | null };
  /** S3 Block Public Access restricts the resource: outside the owner's account, only AWS services are allowed. */
  blockPublicAccess?: true;
  /** The service accepts the action from the owner's account only. */
  ownersOnly?: true;
  context?: RequestContext;
  /** AWS records the call in the account of the resource's owner as well. */
  tellsOwner?: true;
  /** The resource's tags: aws:ResourceTag/… and iam:ResourceTag/…. */
  resourceTags?: readonly { Key: string; Value: string }[];
};

/** An operation is a value, and only `runOperation` runs it. Members have AWS's names. */
export type Operation<S extends z.ZodType = z.ZodType, Target = unknown, Output = unknown, Prepared = unknown> = {
  /** The service, by its name in the module. `gatehouse` is our own: AWS has no such service. */
  service: string;
  name: string;
  /** The action of the call, if its name differs: `lambda:InvokeFunction` for Invoke. */
  action?: string;
  access: AccessLevel;
  /**
   * True for an operation that stores something although AWS calls it a read, e.g. GetSessionToken. False for one that AWS calls
   * a write and that stores nothing, e.g. Encrypt, which CloudTrail calls a read as well.
   */
  writes?: boolean;
  /** Set for operations that change enforcement itself. Their checks are enforced in every mode of the account. */
  alwaysEnforced?: true;
  /** Set for calls that AWS accepts unsigned. Their checks are enforced in every mode, since anybody can make them. */
  unsigned?: Unsigned<z.output<S>>;
  /**
   * Set for calls that AWS accepts with or without a signature. Returns the account that owns the resource of an unsigned call.
   * The call counts as anonymous in it, so only the resource's policy can allow it.
   * @throws AwsError if the resource does not exist
   */
  anonymous?: (input: z.output<S>, db: Transaction, partition: Partition) => Promise<string>;
  /** Set for a trial. It has the checks of the tried call, and is recorded under that call's name as not carried out. */
  trial?: true;
  /** Returns the time of a success, if that is not the call's time. Moving a clock uses the new time. */
  datedBy?: (output: Output) => Date;
  /**
   * Set for calls that CloudTrail records as events of the service, without parameters and answer. Returns the details that it shows
   * instead.
   */
  serviceEvent?: (input: z.output<S>) => Readonly<Record<string, string>>;
  /**
   * Set for checks of the caller's own permissions, which the caller could also learn by calling, and for calls of programs that AWS does
   * not record. They leave no event.
   */
  leavesNoEvent?: true;
  /**
   * The error, by the SDK's name, for policies that are too complex to evaluate completely. Clients do not retry it at once.
   * Default: ValidationError.
   */
  tooComplex?: string;
  input: S;
  /**
   * Does what is due by the time of the call first, such as issuing last month's bill, so that no answer waits for a background
   * job. Runs before authorization, so it may depend only on the caller's account and the time.
   */
  settles?: (call: Call, database: Database) => Promise<void>;
  /** Reads the object of the call once, for `checks` and `run`. Null if it does not exist. */
  target?: (input: z.output<S>, scope: Scope) => Promise<Target>;
  /** Returns the checks that must all be allowed. An empty list needs no permission (GetCallerIdentity). */
  checks: (input: z.output<S>, scope: Scope, target: Target) => readonly Check[] | Promise<readonly Check[]>;
  /**
   * Prepares a write before its transaction, on the read connection, after a first authorization. It is for slow work, which
   * would block other writers, and for effects that must survive a failure. The transaction authorizes again and gets the result.
   */
  prepare?: (input: z.output<S>, scope: Scope, target: Target, database: Database) => Promise<Prepared>;
  run: (input: z.output<S>, scope: Scope, target: Target, prepared: Prepared) => Promise<Output>;
  /**
   * The scope of a write's lock, if the database runs several writes at once: lib/decisions/017-writes-take-turns.md. By default
   * a write locks the caller's account and the accounts that own the resources of its checks. It also excludes changes to the
   * organizations of these accounts.
   * - `session`: does not even lock the account, since it only adds a session
   * - `organization`: excludes every write in the organization, and in those that `turnsWith` names
   * - `everything`: excludes every other write
   */
  turn?: 'session' | 'organization' | 'everything';
  /** Returns the ids of further organizations. They may be outdated once the lock is held. */
  turnsWith?: (input: z.output<S>, db: Transaction) => Promise<readonly string[]>;
  /**
   * Returns the accounts and organizations whose revision a write moves. Default: the caller's account and the owners of the
   * resources of its checks.
   */
  touches?: (input: z.output<S>, scope: Scope, target: Target, output: Output) => Touched;
};

/** The way in which an unsigned call finds its account and caller. */
export type Unsigned<Input> = {
  /**
   * Returns the account that answers and records the call, such as the owner of the role. Null for a call that concerns no account: it
   * can only read, and leaves no event.
   * @param call the call, in no account yet
   * @throws AwsError ValidationError for an input that names none
   */
  place: (input: Input, situation: { db: Transaction; call: Call }) => Place | null | Promise<Place | null>;
  /**
   * Returns the caller that the token in the input proves. It must not depend on whether the role exists, since the caller has
   * proved nothing yet.
   * @param call an anonymous call in the account of `place`, which may not exist
   * @throws AwsError for an invalid token
   */
  identify: (input: Input, situation: { db: Transaction; call: Call }) => Promise<Caller>;
};

/** `region` is that of the resource. Absent: that of the call. */
export type Place = { accountId: string; partition: Partition; region?: string };

export type Touched = { accountIds?: readonly string[]; organizationIds?: readonly string[] };

/** The input and output types of an operation. */
export type InputOf<O> = O extends Operation<infer S, infer _T, infer _O, infer _P> ? z.input<S> : never;
export type OutputOf<O> = O extends Operation<infer _S, infer _T, infer Out, infer _P> ? Out : never;

// biome-ignore lint/suspicious/noExplicitAny: a registry holds operations of every shape; each call site narrows through its own value.
export type AnyOperation = Operation<any, any, any, any>;

/** Types an operation. It adds nothing. */
export function defineOperation<S extends z.ZodType, Output, Target = undefined, Prepared = undefined>(
  operation: Operation<S, Target, Output, Prepared>,
): Operation<S, Target, Output, Prepared> {
  return operation;
}

export function isWrite(operation: AnyOperation): boolean {
  return operation.writes ?? (operation.access !== 'List' && operation.access !== 'Read');
}
