import type { RequestContext } from '@gatehouse/policy/evaluate';
import type { z } from 'zod';
import type { Database, Transaction } from '../db/client';
import type { AccountFacts } from './account-facts';
import type { Call, Caller, Partition } from './call';

/** AWS's access levels, as in the service authorization reference. */
export type AccessLevel = 'List' | 'Read' | 'Write' | 'Permissions management' | 'Tagging';

/** What an operation runs with. `db` is the running transaction for writes and the reading connection otherwise. */
export type Scope = {
  db: Transaction;
  call: Call;
  caller: Caller;
  account: AccountFacts;
  accountId: string;
  partition: Partition;
  /** By the clock of whoever owns what the call is about, where that is another account; `call.now` is by the caller's. */
  now: Date;
};

/** One question to the engine: may the caller do `action` on `resource`? */
export type Check = {
  action: string;
  /** ARN or `*`. */
  resource: string;
  /** Owner when it is not the caller's own account. */
  resourceAccount?: string;
  /** The policy on the resource: a role's trust policy, or a resource policy such as an organization's delegation policy. */
  trustPolicy?: { roleArn: string; document: string };
  /** `document` is null for a resource that could have a policy and has none: nobody else's account is let in then, whatever its mode. */
  resourcePolicy?: { resourceArn: string; document: string | null };
  /** S3 Block Public Access restricts the resource: nobody from outside the owner's account but services of AWS gets in. */
  blockPublicAccess?: true;
  /** The service takes the action from the owner's account alone. */
  ownersOnly?: true;
  context?: RequestContext;
  /** AWS records the call in the account of the resource's owner as well. */
  tellsOwner?: true;
  /** Tags of the resource: aws:ResourceTag/… and iam:ResourceTag/…. */
  resourceTags?: readonly { Key: string; Value: string }[];
};

/** An operation is a value; `runOperation` is the only way to run one. Members are named as AWS names them. */
export type Operation<S extends z.ZodType = z.ZodType, Target = unknown, Output = unknown, Prepared = unknown> = {
  /** The service that it belongs to, as its module names it. `gatehouse` is ours: AWS has no service for it. */
  service: string;
  name: string;
  /** The action that the call uses, where that has another name than the call: `lambda:InvokeFunction` of Invoke. */
  action?: string;
  access: AccessLevel;
  /**
   * Set where an operation stores something although AWS calls it a read, e.g. GetSessionToken; false where AWS calls it a write and it
   * stores nothing, e.g. Encrypt, which CloudTrail calls a read as well.
   */
  writes?: boolean;
  /** Set for what decides over enforcement itself: asked and obeyed in whatever mode the account is. */
  alwaysEnforced?: true;
  /** Set for calls that AWS takes unsigned. Their checks are obeyed in whatever mode the account is: anybody can make them. */
  unsigned?: Unsigned<z.output<S>>;
  /**
   * Set for calls that AWS takes with a signature or without. Without one nobody calls, in the account that owns what the call is about:
   * only the policy of that lets anybody in.
   * @throws AwsError where there is nothing of that name
   */
  anonymous?: (input: z.output<S>, db: Transaction, partition: Partition) => Promise<string>;
  /**
   * Set for a trial: its checks are those of the call that is tried, and it is recorded under the name of that call, as one that made nothing
   * happen.
   */
  trial?: true;
  /** Set where a success is dated otherwise than its call: moving a clock, by what the clock is at then. */
  datedBy?: (output: Output) => Date;
  /** Set for what only asks about the caller itself, which could find out by calling: it leaves no event. */
  leavesNoEvent?: true;
  /**
   * The error, by the SDK's name, for policies that are too complex to answer completely. Clients do not repeat the call at once.
   * Default: ValidationError.
   */
  tooComplex?: string;
  input: S;
  /**
   * Does first what is due by the time of the call, such as the issue of a month that is over, so that no answer waits for a background job.
   * Runs before the call is authorized, so it must depend on nothing but the caller's account and the time.
   */
  settles?: (call: Call, database: Database) => Promise<void>;
  /** Fetches what the call is about, once, for `checks` and `run`; null where nothing is there. */
  target?: (input: z.output<S>, scope: Scope) => Promise<Target>;
  /** Every question that must be answered "allowed". An empty list needs no permission (GetCallerIdentity). */
  checks: (input: z.output<S>, scope: Scope, target: Target) => readonly Check[] | Promise<readonly Check[]>;
  /**
   * Of a write: done before its transaction, once the caller was found to be allowed, with the reading connection. For what takes long,
   * which would keep all writers waiting, and for what must outlive a failure. The transaction authorizes again and gets what it returns.
   */
  prepare?: (input: z.output<S>, scope: Scope, target: Target, database: Database) => Promise<Prepared>;
  run: (input: z.output<S>, scope: Scope, target: Target, prepared: Prepared) => Promise<Output>;
  /**
   * With whom a write takes turns where the database runs several at once: lib/decisions/017-writes-take-turns.md. By itself it takes turns
   * with the other writes of the caller's account and of those that own what its checks are about, and with whatever changes the organizations
   * that these accounts are in.
   * - `session`: not even with the others of its account, since it only adds a session
   * - `organization`: with every write in the organization, and in those that `turnsWith` names
   * - `everything`: with every write there is
   */
  turn?: 'session' | 'organization' | 'everything';
  /** The ids of further organizations; may be out of date by the time the turn has come. */
  turnsWith?: (input: z.output<S>, db: Transaction) => Promise<readonly string[]>;
  /** Accounts and organizations whose revision a write bumps. Default: the caller's account and those that own what its checks are about. */
  touches?: (input: z.output<S>, scope: Scope, target: Target, output: Output) => Touched;
};

/** How a call without a signature finds its account and its caller. */
export type Unsigned<Input> = {
  /**
   * The account that answers, where the call is recorded: the one that owns the role.
   * @throws AwsError ValidationError for an input that names none
   */
  place: (input: Input) => { accountId: string; partition: Partition };
  /**
   * Who calls, from the token in the input. Must not depend on whether the role exists: whoever asks has proved nothing yet.
   * @param call made by nobody, in the account that `place` names; that account may not exist
   * @throws AwsError for a token that proves nothing
   */
  identify: (input: Input, situation: { db: Transaction; call: Call }) => Promise<Caller>;
};

export type Touched = { accountIds?: readonly string[]; organizationIds?: readonly string[] };

/** The input and output types of an operation. */
export type InputOf<O> = O extends Operation<infer S, infer _T, infer _O, infer _P> ? z.input<S> : never;
export type OutputOf<O> = O extends Operation<infer _S, infer _T, infer Out, infer _P> ? Out : never;

// biome-ignore lint/suspicious/noExplicitAny: a registry holds operations of every shape; each call site narrows through its own value.
export type AnyOperation = Operation<any, any, any, any>;

/** Gives an operation its types; adds nothing. */
export function defineOperation<S extends z.ZodType, Output, Target = undefined, Prepared = undefined>(
  operation: Operation<S, Target, Output, Prepared>,
): Operation<S, Target, Output, Prepared> {
  return operation;
}

export function isWrite(operation: AnyOperation): boolean {
  return operation.writes ?? (operation.access !== 'List' && operation.access !== 'Read');
}
