import { randomUUID } from 'node:crypto';
import { isReadAction } from '@gatehouse/catalog/load-catalog';
import type { Database, Transaction } from '../../db/client';
import { isUniqueViolation } from '../../db/transaction';
import { type AccountFacts, findAccountFacts, isUsable, requireAccountFacts } from '../account-facts';
import { authorizeChecks, type CheckResult, type DecisionRecord, enforcementOf } from '../authorization/authorize';
import { type Call, GLOBAL_REGION, unidentified } from '../call';
import { requireCompliantTags } from '../declarative-policies/tags';
import type { PolicyRefusal } from '../declarative-policy';
import { AccessDeniedError, AwsError, ReadOnlyError, withFacts } from '../errors';
import { type Decided, msSince, noteCall } from '../events/call-records';
import type { EventResource, RecordedDecision } from '../events/event-rows';
import { type EventFacts, type EventOutcome, insertEvent, recordEvent } from '../events/events';
import { mayRecordUnsigned } from '../events/unsigned-failures';
import { log } from '../log';
import { errorCode } from '../module/error-codes';
import { serviceNamed } from '../module/module';
import { validateInput } from '../module/validate-input';
import {
  type AnyOperation,
  type Check,
  type InputOf,
  isWrite,
  type Operation,
  type OutputOf,
  type Place,
  type Scope,
  type Touched,
} from '../operation';
import { atClockOf, later, realTimeOf } from '../time/clock';
import { answerOnThread } from '../work/analysis-threads';
import { Exhausted, isInsideAnother, readWithin, TooComplexError, UNMOVABLE_WORK, withBudget } from '../work/budget';
import type { Asker } from '../work/fair-line';
import { inTurn, type Turn } from '../work/turns';
import { recordedIfThereIsRoom } from './storage';
import { requireRoomForBytes } from './stored-bytes';

/** Ends an attempt whose caller lacks a permission. It carries the data for the event and the answer. */
class Denied extends Error {
  readonly results: readonly CheckResult[];
  constructor(results: readonly CheckResult[]) {
    super('denied');
    this.results = results;
  }
}

/**
 * Runs an operation for a call: validate, authorize, run, record. No other code runs operations. An unsigned operation takes its
 * caller from the token in the input, not from the call.
 *
 * A write runs in one transaction with its authorization, its revision and its event, so the facts behind its authorization
 * cannot change in the meantime. A denied or failed call is recorded on its own.
 *
 * An operation's preparation runs before that transaction, after its own authorization:
 * lib/decisions/014-slow-work-before-the-transaction.md.
 * @param known the caller's account if it was read for this very call; a write takes its locks by it, and reads it again inside
 * its transaction
 * @returns the operation's output in the SDK's shape
 * @throws AwsError for every failure that a caller of AWS would see; anything unexpected becomes InternalFailure
 */
export function runOperation<O extends AnyOperation>(
  operation: O,
  rawInput: InputOf<O>,
  given: Call,
  database: Database,
  known?: AccountFacts,
): Promise<OutputOf<O>> {
  const inside = isInsideAnother();
  return withBudget(askerOf(given.caller), () => runInBudget(operation, rawInput, given, database, known, inside));
}

/** @param inside whether another operation runs it, which moves to a thread as a whole */
async function runInBudget<O extends AnyOperation>(
  operation: O,
  rawInput: InputOf<O>,
  given: Call,
  database: Database,
  known: AccountFacts | undefined,
  inside: boolean,
): Promise<OutputOf<O>> {
  const since = given.receivedAt ?? performance.now();
  let checks: readonly CheckResult[] = [];
  let asked: readonly CheckResult[] = [];
  let input: unknown = rawInput;
  let call = given;
  try {
    if (operation.unsigned) call = { ...given, caller: unidentified('') };
    input = validateInput(operation.service, operation.input, rawInput);
    if (operation.unsigned) {
      const place = await operation.unsigned.place(input, { db: database.reader, call });
      if (place) call = await placeUnsigned(place, given, database.reader);
      else known = NO_ACCOUNT;
      // Outside the transaction, like signatures: invalid tokens must not block writers.
      call = { ...call, caller: await operation.unsigned.identify(input, { db: database.reader, call }) };
    }
    if (isAnonymous(operation, given) && operation.anonymous) {
      const accountId = await operation.anonymous(input, database.reader, given.partition);
      call = await placeUnsigned({ accountId, partition: given.partition }, given, database.reader);
    }
    await operation.settles?.(call, database);
    const admit = async (db: Transaction, account?: AccountFacts, turn?: Turn) => {
      const scope = await openScope(db, call, account);
      turn?.requireStillThere(scope.account);
      requireChangeable(operation, scope.account);
      const target = await operation.target?.(input, scope);
      const admitted = await authorize(operation, input, scope, target);
      ({ checks, asked } = admitted);
      if (isWrite(operation)) await requireCompliantTags(scope, admitted.all);
      if (turn) await turn.requireTurnWith(db, admitted.owners);
      return { scope: atOwnersClock(scope, admitted), target, owners: admitted.owners };
    };
    const read = (scope: Scope, target: unknown) =>
      readWithin(
        () => operation.run(input, scope, target, undefined),
        () => answerOnThread(operation, { input, call, now: scope.now }, askerOf(call.caller), database),
      );
    const attempt = async (db: Transaction, account: AccountFacts | undefined, prepared: unknown, turn?: Turn) => {
      const { scope, target, owners } = await admit(db, account, turn);
      const output = await (isWrite(operation) ? operation.run(input, scope, target, prepared) : read(scope, target));
      const denial = denialOf(checks);
      const dated = operation.datedBy ? { ...call, now: operation.datedBy(output) } : call;
      const facts = { ...successFacts(operation, dated, input, output, checks, denial), asked: decisionOf(asked) };
      if (isWrite(operation)) {
        const touched = operation.touches?.(input, scope, target, output) ?? { accountIds: [scope.accountId, ...owners] };
        const stored = { db, committed: database.reader, owners: [scope.accountId, ...owners, ...(touched.accountIds ?? [])] };
        await requireRoomForBytes(operation.service, stored);
        const record = () => insertEvent(db, facts, denial?.trace, ownersFacts(facts, checks));
        await Promise.all([bumpRevisions(db, touched), operation.leavesNoEvent ? undefined : record()]);
      }
      return { output, facts, denial };
    };
    const prepare = async () => {
      if (!operation.prepare) return undefined;
      const { scope, target } = await admit(database.reader);
      return operation.prepare(input, scope, target, database);
    };
    if (isWrite(operation)) {
      const prepared = await prepare();
      // The count of stored bytes is compared with the committed one, which is not that of earlier writes of a group.
      const together = serviceNamed(operation.service)?.noRoom === undefined;
      const whose = { accountId: call.caller.accountId, known, together };
      const write = (tx: Transaction, turn: Turn) => attempt(tx, undefined, prepared, turn);
      const { output } = await inTurn(database, operation, input, whose, write);
      tellOf({ operation, call, since, outcome: 'Success', checks });
      return output;
    }
    const { output, facts, denial } = await attempt(database.reader, known, undefined);
    if (isRecorded(operation, call, database)) {
      const told = ownersFacts(facts, checks).map((owner) => recordEvent(database, owner));
      await recordedIfThereIsRoom(database, Promise.all([recordEvent(database, facts, denial?.trace), ...told]));
    }
    tellOf({ operation, call, since, outcome: 'Success', checks });
    return output;
  } catch (thrown) {
    if (thrown instanceof Exhausted && inside) throw thrown;
    const error = thrown instanceof Exhausted ? new TooComplexError(operation, UNMOVABLE_WORK) : thrown;
    const answer = await recordFailure(operation, call, database, input, error, { checks, asked });
    const denied = error instanceof Denied;
    const ended = denied ? { outcome: 'Denied' as const, checks: error.results } : { outcome: 'Failed' as const, checks };
    tellOf({ operation, call, since, ...ended, errorCode: errorCode(operation.service, answer.shape) });
    throw answer;
  }
}

/**
 * Returns the action that would deny a signed call, without making or recording the call. Null if it would be allowed. A failure
 * other than a denial counts as allowed, since the call itself reports it best.
 */
export async function missingAction<O extends AnyOperation>(
  operation: O,
  rawInput: InputOf<O>,
  call: Call,
  database: Database,
): Promise<string | null> {
  try {
    const input = validateInput(operation.service, operation.input, rawInput);
    const scope = await openScope(database.reader, call, undefined);
    await authorize(operation, input, scope, await operation.target?.(input, scope));
    return null;
  } catch (error) {
    if (error instanceof Denied) return error.results.at(-1)?.check.action ?? operation.name;
    if (error instanceof AwsError) return null;
    throw error;
  }
}

/**
 * Answers a read of the installation itself, as an account's root user. It checks no policy and leaves no event.
 * @throws AwsError for every failure of AWS except a denial
 */
export async function readForItself<O extends AnyOperation>(
  operation: O,
  rawInput: InputOf<O>,
  call: Call,
  database: Database,
): Promise<OutputOf<O>> {
  if (isWrite(operation)) throw new Error(`${operation.name} is no read.`);
  const input = validateInput(operation.service, operation.input, rawInput);
  await operation.settles?.(call, database);
  const scope = await openScope(database.reader, call, undefined);
  return operation.run(input, scope, await operation.target?.(input, scope), undefined);
}

/**
 * Answers an authorized and recorded read, on the thread that it moved to.
 * @param input already checked
 * @param now by the clock of the resource's owner
 */
export async function answerAgain(
  operation: AnyOperation,
  input: unknown,
  call: Call,
  now: Date,
  reader: Transaction,
): Promise<unknown> {
  const scope = { ...(await openScope(reader, call, undefined)), now };
  return operation.run(input, scope, await operation.target?.(input, scope), undefined);
}

function askerOf({ accountId, principal }: Call['caller']): Asker {
  return { accountId, caller: ('arn' in principal ? principal.arn : undefined) ?? principal.type };
}

/**
 * Places an unsigned call in the account of the requested role, as an anonymous caller. If that account does not exist or is not
 * usable, the call has no account.
 */
async function placeUnsigned(place: Place, call: Call, db: Transaction): Promise<Call> {
  const account = await findAccountFacts(db, place.accountId);
  const { partition } = place;
  const region = place.region ?? (partition === call.partition ? call.region : GLOBAL_REGION[partition]);
  return {
    ...(account ? atClockOf(account, call) : call),
    partition,
    region,
    caller: unidentified(account && isUsable(account) ? account.id : ''),
  };
}

/** The account of a call that concerns none. */
const NO_ACCOUNT: AccountFacts = Object.freeze({
  id: '',
  name: '',
  alias: null,
  state: 'ACTIVE',
  enforcement: 'enforce',
  readOnlyBecause: null,
  revision: 0,
  parentId: null,
  clockAhead: 0,
  organization: null,
});

async function openScope(db: Transaction, call: Call, known: AccountFacts | undefined): Promise<Scope> {
  const account = known ?? (await requireAccountFacts(db, call.caller.accountId));
  if (!isUsable(account)) throw new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid.');
  return { db, call, caller: call.caller, account, accountId: account.id, partition: call.partition, now: call.now };
}

/**
 * Refuses a write in a temporarily read-only account, whatever its policies say. Calls that only add a session are exempt.
 * @throws AwsError AccessDenied with the reason
 */
function requireChangeable(operation: AnyOperation, { readOnlyBecause }: AccountFacts): void {
  if (readOnlyBecause === null || !isWrite(operation) || operation.turn === 'session') return;
  throw new ReadOnlyError(readOnlyBecause);
}

/** `checks`: the results for the event and the metrics, none if policies are off. `asked`: all results. */
type Asked = { checks: readonly CheckResult[]; asked: readonly CheckResult[] };
type Authorized = Asked & { all: readonly Check[]; owners: readonly string[] };

async function authorize(operation: AnyOperation, input: unknown, scope: Scope, target: unknown): Promise<Authorized> {
  const checks = await operation.checks(input, scope, target);
  const always = operation.alwaysEnforced || operation.unsigned;
  const enforcement = always ? 'enforce' : enforcementOf(scope, checks);
  const { results, stopped } = await authorizeChecks(scope, checks, enforcement);
  if (stopped) throw new Denied(results);
  return { checks: enforcement === 'off' ? [] : results, asked: results, all: checks, owners: otherOwners(checks, scope) };
}

/**
 * Returns the scope with the clock of the resource's owner, if that is another account. Its organization may be at another time.
 */
function atOwnersClock(scope: Scope, { asked }: Asked): Scope {
  const of = asked.find(({ check }) => check.resourceAccount !== undefined && check.resourceAccount !== scope.accountId);
  if (!of || of.ownerAheadMs === null || of.ownerAheadMs === (scope.call.aheadMs ?? 0)) return scope;
  return { ...scope, now: later(realTimeOf(scope.call), of.ownerAheadMs) };
}

/** Returns the other accounts that own the resources of the checks. */
function otherOwners(checks: readonly Check[], { accountId }: Scope): string[] {
  const owners = new Set(checks.flatMap(({ resourceAccount }) => resourceAccount ?? []));
  return [...owners].filter((owner) => owner !== accountId);
}

type Told = {
  operation: Operation;
  call: Call;
  since: number;
  outcome: EventOutcome;
  checks: readonly CheckResult[];
  errorCode?: string;
};

/** Reports a call to the metrics and the access log. */
function tellOf({ operation, call, since, outcome, checks, errorCode }: Told): void {
  noteCall(() => ({
    requestId: call.requestId,
    via: call.via,
    service: operation.service,
    operation: operation.name,
    ...(!isWrite(operation) && { readOnly: true as const }),
    outcome,
    errorCode,
    durationMs: msSince(since),
    accountId: call.caller.accountId || undefined,
    sourceIp: call.sourceIp,
    decisions: checks.map(decidedOf),
  }));
}

function decidedOf({ allowed, decision }: CheckResult): Decided {
  if (allowed) return 'Allowed';
  return decision.decision === 'ExplicitDeny' ? 'ExplicitDeny' : 'ImplicitDeny';
}

/** The results end with the deciding one. */
function isDenied(checks: readonly CheckResult[]): boolean {
  const last = checks.at(-1);
  return last !== undefined && !last.allowed;
}

/** Returns the stored facts of a denial, whether it stopped the call or was only recorded in an account that audits. */
function denialOf(checks: readonly CheckResult[]): { authorizationId: string; trace: readonly DecisionRecord[] } | undefined {
  return isDenied(checks) ? { authorizationId: randomUUID(), trace: checks.map((result) => result.explain()) } : undefined;
}

/** Returns the evaluation to store of a call that a declarative policy refused. A call that is refused before any check has none. */
function refusedOf(
  refusal: PolicyRefusal | null,
  asked: readonly CheckResult[],
  denial: ReturnType<typeof denialOf>,
): ReturnType<typeof denialOf> {
  if (!refusal || asked.length === 0) return undefined;
  const trace = asked.map((result, index) => ({ ...result.explain(), ...(index === 0 && { refusal }) }));
  return { authorizationId: denial?.authorizationId ?? randomUUID(), trace };
}

// INVARIANT (revision): the revision moves in the transaction of its write.
async function bumpRevisions(db: Transaction, touched: Touched): Promise<void> {
  for (const id of touched.accountIds ?? []) await db.account.updateMany({ where: { id }, data: { revision: { increment: 1 } } });
  for (const id of touched.organizationIds ?? [])
    await db.organization.updateMany({ where: { id }, data: { revision: { increment: 1 } } });
}

function successFacts(
  operation: AnyOperation,
  call: Call,
  input: unknown,
  output: unknown,
  checks: readonly CheckResult[],
  denial: ReturnType<typeof denialOf>,
): EventFacts {
  return {
    call,
    ...recordedName(operation, checks, checks[0]),
    ...recordedKind(operation, checks[0]),
    outcome: 'Success',
    ...recordedInput(operation, input),
    // AWS: answers of reads are not recorded.
    output: isWrite(operation) && !operation.serviceEvent ? output : undefined,
    resources: resourcesOf(call, checks),
    decision: decisionOf(checks),
    authorizationId: denial?.authorizationId,
  };
}

/**
 * Returns the events for the owners of resources that another account called: AWS records the call in both accounts. The owners
 * must not see how the caller's own policies decided.
 */
function ownersFacts(facts: EventFacts, checks: readonly CheckResult[]): EventFacts[] {
  const own = facts.call.caller.accountId;
  const told = checks.filter(({ check, allowed }) => allowed && check.tellsOwner);
  const owners = new Map(told.map(({ check, ownerAheadMs }) => [check.resourceAccount ?? own, ownerAheadMs ?? 0]));
  return [...owners]
    .filter(([owner]) => owner !== own)
    .map(([accountId, aheadMs]) => ({
      ...facts,
      call: { ...facts.call, now: later(realTimeOf(facts.call), aheadMs), aheadMs },
      accountId,
      resources: facts.resources.filter((resource) => resource.accountId === accountId),
      decision: undefined,
      authorizationId: undefined,
    }));
}

/**
 * Returns the operation's name in its event. Reads that only the console has, such as a page of a list, use the AWS action of
 * their check. Messages of denials and policies name that action too.
 */
function recordedName(
  operation: AnyOperation,
  checks: readonly CheckResult[],
  asked: CheckResult | undefined,
): { service: string; name: string } {
  const { service, name } = operation;
  const [actionService, actionName] = asked?.check.action.split(':') ?? [];
  const isAction = checks.some(({ check }) => check.action === `${service}:${name}`);
  if (isWrite(operation) || isAction || !actionService || !actionName) return { service, name };
  return { service: actionService, name: actionName };
}

/** Returns the input for the event. The event of a service has details instead. */
function recordedInput(operation: AnyOperation, input: unknown): Pick<EventFacts, 'input' | 'inputSchema'> {
  return operation.serviceEvent ? { input: operation.serviceEvent(input) } : { input, inputSchema: operation.input };
}

/** Returns the kind of an operation. For a trial, it is the kind of the tried call. */
function recordedKind(operation: AnyOperation, tried: CheckResult | undefined): { readOnly: boolean; trial?: boolean } {
  // CloudTrail: handing out credentials is a read.
  if (operation.serviceEvent) return { readOnly: operation.access === 'Read' || operation.access === 'List' };
  if (!operation.trial) return { readOnly: !isWrite(operation) };
  return { readOnly: tried !== undefined && isReadAction(tried.check.action), trial: true };
}

function resourcesOf(call: Call, checks: readonly CheckResult[]): EventResource[] {
  return checks
    .filter(({ check }) => check.resource !== '*')
    .map(({ check }) => ({ ARN: check.resource, accountId: check.resourceAccount ?? call.caller.accountId }));
}

/** Returns the deciding statements for the event, which explain the decision without the whole trace. */
function decisionOf(checks: readonly CheckResult[]): RecordedDecision[] {
  return checks.map(({ check, decision }) => ({
    action: check.action,
    resource: check.resource,
    decision: decision.decision,
    deciding: [...decision.deciding],
  }));
}

async function recordFailure(
  operation: Operation,
  call: Call,
  database: Database,
  input: unknown,
  error: unknown,
  { checks, asked }: Asked,
): Promise<AwsError> {
  const denied = error instanceof Denied;
  const results = denied ? error.results : checks;
  const recorded = isRecorded(operation, call, database);
  const denial = denialOf(results);
  const { accountId } = call.caller;
  const failure = denied ? toAccessDenied(results, call, denial, recorded ? accountId : undefined) : toAwsError(error, call);
  if (!recorded) return failure;
  const { refusal } = failure;
  const refused = refusedOf(refusal, asked, denial);
  const answer = refused ? withFacts(failure, { evaluation: { authorizationId: refused.authorizationId, accountId } }) : failure;
  const code = errorCode(operation.service, answer.shape);
  const facts: EventFacts = {
    call,
    ...recordedName(operation, results, denied ? results.at(-1) : results[0]),
    ...recordedKind(operation, results[0]),
    outcome: denied ? 'Denied' : 'Failed',
    ...recordedInput(operation, input),
    error: { code, message: answer.recorded },
    ...(refusal && { additional: refusal.origin ?? { policyType: refusal.policyType } }),
    resources: resourcesOf(call, results),
    decision: decisionOf(results),
    asked: decisionOf(denied ? error.results : asked),
    authorizationId: denial?.authorizationId,
    refusalId: refused?.authorizationId,
  };
  await recordEvent(database, facts, (refused ?? denial)?.trace).catch((cause: unknown) =>
    log.error({ err: cause, requestId: call.requestId }, 'an event could not be recorded'),
  );
  return answer;
}

/**
 * Returns whether an event is recorded. Unsigned calls are recorded in the account that they name, up to a limit, and otherwise
 * nowhere.
 */
function isRecorded(operation: Operation, call: Call, database: Database): boolean {
  if (operation.leavesNoEvent) return false;
  if (operation.unsigned === undefined && !isAnonymous(operation, call)) return true;
  const { accountId } = call.caller;
  return accountId !== '' && mayRecordUnsigned(database, accountId, realTimeOf(call));
}

/** Returns whether a call that AWS accepts unsigned is anonymous. */
function isAnonymous({ anonymous }: AnyOperation, { caller }: Call): boolean {
  return anonymous !== undefined && caller.principal.type === 'Anonymous';
}

function toAccessDenied(
  results: readonly CheckResult[],
  call: Call,
  denial: ReturnType<typeof denialOf>,
  accountId: string | undefined,
): AccessDeniedError {
  const message = denial?.trace.at(-1)?.explanation.message ?? 'Access denied.';
  const last = results.at(-1);
  const isExplicit = last?.decision.decision === 'ExplicitDeny';
  const facts = { action: last?.check.action, isExplicit, ofOthers: isOfOthers(last?.check, call) };
  if (!denial || accountId === undefined) return new AccessDeniedError(message, facts);
  return new AccessDeniedError(message, facts, { authorizationId: denial.authorizationId, accountId });
}

/** Returns whether a check concerns another account's resource, or an anonymous caller. */
function isOfOthers(check: Check | undefined, { caller }: Call): boolean {
  if (caller.principal.type === 'Anonymous') return true;
  return check?.resourceAccount !== undefined && check.resourceAccount !== caller.accountId;
}

/**
 * Returns the error for the client. An unexpected one is a bug: the log has it under the request id, and the client gets no
 * message.
 */
function toAwsError(error: unknown, call: Call): AwsError {
  if (error instanceof AwsError) return error;
  // Two writes passed their checks at once, and the database accepted only one.
  if (isUniqueViolation(error))
    return new AwsError(
      'ConcurrentModificationException',
      'The request was rejected because multiple requests to change this object were submitted simultaneously. Wait a few minutes and submit your request again.',
    );
  log.error({ err: error, requestId: call.requestId }, 'an operation failed unexpectedly');
  return new AwsError(
    'InternalFailure',
    `The request processing has failed because of an unknown error (request id ${call.requestId}).`,
  );
}
