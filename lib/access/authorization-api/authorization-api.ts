import { randomUUID } from 'node:crypto';
import { isReadAction } from '@gatehouse/catalog/load-catalog';
import { parseArn } from '@gatehouse/policy/arn';
import type { RequestContext } from '@gatehouse/policy/evaluate';
import { type AccountFacts, findAccountFacts } from '../../core/account-facts';
import { partitionOfArn } from '../../core/arns';
import {
  authorizeChecks,
  type CheckResult,
  type DecisionRecord,
  enforcementOf,
  loadCallerPolicies,
} from '../../core/authorization/authorize';
import { userIdOf } from '../../core/authorization/context';
import { type Call, GLOBAL_REGION } from '../../core/call';
import { AwsError, invalidInput, validationError } from '../../core/errors';
import { type Decided as DecidedAs, msSince, noteCall } from '../../core/events/call-records';
import { type LaterEvent, recordLater } from '../../core/events/events';
import { noteKeyUse } from '../../core/events/last-used';
import { log } from '../../core/log';
import { errorCode } from '../../core/module/error-codes';
import type { Check, Scope } from '../../core/operation';
import { atClockOf } from '../../core/time/clock';
import { giveWay } from '../../core/work/bulk';
import type { Database } from '../../db/client';
import { findKeptResources, type KeptResource } from '../../resources/resources';
import { type AskedCall, checkAsked, ownerAsked } from '../asked-check';
import { canBeGiven, givenContext, mayCarry, oneValue } from '../given-context';
import { MOST_REQUESTS } from './limits';
import { type CallerLookup, findAsking, type QuestionAuthor, type SignedCall } from './principals';
import {
  type AuthorizationAnswer,
  AuthorizationBody,
  AuthorizationQuestion,
  type DecidedAnswer,
  type QuestionPrincipal,
  type Signed,
  type UndecidedAnswer,
} from './schema';

/** Finds the caller of a signed request. @throws AwsError with AWS's code if the signature is not valid */
export type VerifySigned = (signed: Signed, now: Date) => Promise<SignedCall>;

/** The authorization API: answers other programs what their callers may do. AWS has no such API. */
export type AuthorizationApi = {
  token: string;
  /**
   * @param body the parsed JSON of the request
   * @throws AwsError ValidationError with the position if the body has another shape, RequestEntityTooLarge for too many questions
   */
  answer(body: unknown, asked: { now: Date; sourceIp: string; verify: VerifySigned }): Promise<AuthorizationAnswer>;
};

/** Opens the authorization API. @param token its holder may ask about every principal */
export function openAuthorizationApi(database: Database, token: string): AuthorizationApi {
  return {
    token,
    answer: async (body, { now, sourceIp, verify }) => {
      const since = performance.now();
      const requests = readBody(body);
      const batch = await openBatch(database, requests, now, verify);
      const results: (DecidedAnswer | UndecidedAnswer)[] = [];
      for (const request of requests) {
        results.push(await answerOne(request, batch));
        const turn = giveWay();
        if (turn) await turn;
      }
      noteCall(() => ({
        requestId: randomUUID(),
        via: 'door',
        service: 'gatehouse',
        operation: 'Authorize',
        outcome: 'Success',
        durationMs: msSince(since),
        sourceIp,
        decisions: results.flatMap((result): DecidedAs[] => ('decision' in result ? [result.decision] : [])),
      }));
      if (batch.events.length > 0) await recordLater(database, batch.events);
      return { results };
    },
  };
}

/** A question as received, with its id. */
type Sent = { id: string; read: ReturnType<typeof AuthorizationQuestion.safeParse> };

function readBody(body: unknown): Sent[] {
  const read = AuthorizationBody.safeParse(body);
  if (!read.success) {
    const [issue] = read.error.issues;
    if (issue?.code === 'too_big') {
      throw new AwsError('RequestEntityTooLarge', `requests: At most ${MOST_REQUESTS} requests can be sent at once.`);
    }
    throw validationError(`${issue?.path.join('.') || 'The body'}: ${issue?.message}`);
  }
  return read.data.requests.map((request, index) => ({
    id: idOf(request, index),
    read: AuthorizationQuestion.safeParse(request),
  }));
}

/** Reads the id of a question, also if the rest of it is not valid. */
function idOf(request: unknown, index: number): string {
  const id = typeof request === 'object' && request !== null && 'id' in request ? request.id : undefined;
  return typeof id === 'string' ? id.slice(0, 128) : String(index);
}

/** Everything that the questions of one request share. Data that one question has read is reused for the others. */
type Batch = CallerLookup & {
  database: Database;
  keptAt: (arn: string) => KeptResource | null;
  verify: VerifySigned;
  /** The callers by their text in the question, and the account assumed for principals without an account. */
  asking: Map<string, Promise<QuestionAuthor>>;
  events: LaterEvent[];
};

async function openBatch(database: Database, requests: readonly Sent[], now: Date, verify: VerifySigned): Promise<Batch> {
  const db = database.reader;
  const accounts = new Map<string, Promise<AccountFacts | null>>();
  const findAccount = (id: string) => {
    const known = accounts.get(id) ?? findAccountFacts(db, id);
    accounts.set(id, known);
    return known;
  };
  const arns = requests.flatMap(({ read }) => (read.success ? [read.data.resource] : []));
  const keptAt = await findKeptResources({ db, call: { now } }, arns);
  return { db, database, now, findAccount, keptAt, verify, asking: new Map(), events: [] };
}

async function answerOne({ id, read }: Sent, batch: Batch): Promise<DecidedAnswer | UndecidedAnswer> {
  try {
    if (!read.success) {
      const [issue] = read.error.issues;
      throw invalidInput(`${issue?.path.join('.') || 'request'}: ${issue?.message}`);
    }
    return { id, ...(await decide(read.data, batch)) };
  } catch (error) {
    return { id, error: toError(error) };
  }
}

/** Turns every failure into an error, which means a denial. */
function toError(error: unknown): UndecidedAnswer['error'] {
  if (error instanceof AwsError) return { code: errorCode('iam', error.shape), message: error.message };
  log.error({ err: error }, 'a question to the authorization API could not be decided');
  return { code: 'InternalFailure', message: "The question can't be decided because of an unknown error." };
}

async function decide(request: AuthorizationQuestion, batch: Batch): Promise<Omit<DecidedAnswer, 'id'>> {
  const { db } = batch;
  const asked: AskedCall = {
    Action: request.action,
    Resource: request.resource,
    ResourceAccount: request.resourceAccount,
    ResourcePolicy: request.resourcePolicy,
    ResourceTags: request.resourceTags && Object.entries(request.resourceTags).map(([Key, Value]) => ({ Key, Value })),
  };
  const kept = batch.keptAt(request.resource);
  const named = ownerAsked(asked, kept);
  const asking = await askingOf(request, named ?? request.resourceAccount, batch);
  const { caller, account, partition, policies } = asking;
  const Context = givenContext(request.context ?? {}, Object.keys(caller.session?.contextKeys ?? {}));
  const owner = named ?? account.id;
  const check = await checkAsked({ ...asked, Context }, { owner, callerAccountId: account.id, kept, db });
  const call = atClockOf(account, callOf(request, asking, Context, batch.now));
  const scope: Scope = { db, call, caller, account, accountId: account.id, partition, now: call.now };
  const enforcement = enforcementOf(scope, [check]);
  const { results, stopped } = await authorizeChecks(scope, [check], enforcement, policies);
  const [result] = results;
  if (!result) throw new Error('a question that was asked has an answer');
  const denial = result.allowed ? undefined : result.explain();
  const isOff = enforcement === 'off' && !stopped;
  const missing = result.allowed ? notGiven(result, Context) : { all: [], told: [] };
  const refusal = request.strict && !isOff && missing.all.length > 0 ? strictRefusal(caller, check, missing.told) : undefined;
  const answered = { request, asking, call, result, stopped, denial, isOff, ...(refusal !== undefined && { refusal }) };
  const authorizationId = request.record ? record(answered, batch) : undefined;
  if (refusal !== undefined) {
    return {
      decision: 'ImplicitDeny',
      obey: enforcement === 'enforce',
      message: refusal,
      blockedBy: [],
      principal: namesOf(asking),
      missingContextKeys: [...missing.told],
    };
  }
  return {
    decision: result.decision.decision,
    obey: result.allowed || stopped,
    ...(denial && { message: denial.explanation.message }),
    ...(authorizationId && { authorizationId }),
    blockedBy: [...new Set(result.decision.blockedBy.map(({ type }) => type))],
    principal: namesOf(asking),
    missingContextKeys: [...(denial?.explanation.missingContextKeys ?? missing.told)],
  };
}

/** Returns the condition keys that an allowed question could have carried but says nothing about. */
function notGiven({ check, missingKeys }: CheckResult, context: RequestContext): ReturnType<CheckResult['missingKeys']> {
  const given = new Set(Object.keys(context).map((key) => key.toLowerCase()));
  const isNotGiven = (key: string) => !given.has(key.toLowerCase()) && canBeGiven(key) && mayCarry(check.action, key);
  const { all, told } = missingKeys();
  return { all: all.filter(isNotGiven), told: told.filter(isNotGiven) };
}

function strictRefusal({ principal }: Call['caller'], { action, resource }: Check, keys: readonly string[]): string {
  const who = 'arn' in principal ? principal.arn : 'anonymous';
  const on = resource === '*' ? '' : ` on resource: ${resource}`;
  const which = keys.length > 0 ? `: ${keys.join(', ')}` : '';
  return `User: ${who} is not authorized to perform: ${action}${on} because policies about it read condition keys that were not given${which}`;
}

/** Finds the caller, once for all questions of the same caller. A signed request belongs to one question only. */
function askingOf(
  { principal, signed, resource }: AuthorizationQuestion,
  owner: string | undefined,
  batch: Batch,
): Promise<QuestionAuthor> {
  if (signed) return signer(signed, batch);
  if (!principal) throw invalidInput('principal: Give either principal or signed.');
  const partition = partitionOfArn(resource);
  const key = JSON.stringify([principal, partition, placeOf(principal, owner)]);
  const known = batch.asking.get(key) ?? findAsking(principal, owner, partition, batch);
  batch.asking.set(key, known);
  return known;
}

function placeOf(principal: QuestionPrincipal, owner: string | undefined): string | undefined {
  return 'anonymous' in principal || 'service' in principal ? owner : undefined;
}

async function signer(signed: Signed, { db, now, verify }: Batch): Promise<QuestionAuthor> {
  const found = await verify(signed, now);
  return { ...found, policies: await loadCallerPolicies(db, found.caller, found.account) };
}

function callOf(
  { resource }: AuthorizationQuestion,
  { caller, partition, told }: QuestionAuthor,
  context: RequestContext,
  now: Date,
): Call {
  const region = oneValue(context, 'aws:RequestedRegion') ?? told?.region ?? (parseArn(resource)?.region || undefined);
  return {
    caller,
    requestId: randomUUID(),
    now,
    sourceIp: oneValue(context, 'aws:SourceIp') ?? '',
    userAgent: oneValue(context, 'aws:UserAgent') ?? told?.userAgent ?? '',
    region: region ?? GLOBAL_REGION[partition],
    partition,
    secureTransport: undefined,
    via: 'door',
    ...(told && { signing: told.signing, context: told.context }),
  };
}

function namesOf({ caller }: QuestionAuthor): DecidedAnswer['principal'] {
  const { principal, accountId } = caller;
  if (!('accountId' in principal)) return {};
  const userId = userIdOf(principal);
  return { accountId, ...('arn' in principal && { arn: principal.arn }), ...(userId !== undefined && { userId }) };
}

type Answered = {
  request: AuthorizationQuestion;
  asking: QuestionAuthor;
  call: Call;
  result: CheckResult;
  stopped: boolean;
  denial: DecisionRecord | undefined;
  /** Enforcement is off. As with real calls, decisions are not recorded then. */
  isOff: boolean;
  /** The reason why a strict question is denied although policies allow it. */
  refusal?: string;
};

/** Records the decision of a question. @returns the authorization id of a denial */
function record(
  { request, asking, call, result, stopped: isStopped, denial, isOff, refusal }: Answered,
  batch: Batch,
): string | undefined {
  const { check, allowed, decision } = result;
  const [service = '', name = ''] = check.action.split(':');
  const stopped = isStopped || refusal !== undefined;
  if (allowed && refusal === undefined) noteUse(asking, call, service, batch);
  const kept = denial && !isOff ? { authorizationId: randomUUID(), trace: [denial] } : undefined;
  const message = refusal ?? denial?.explanation.message ?? 'Access denied.';
  const { context, resourceTags } = request;
  batch.events.push({
    facts: {
      call,
      service,
      name,
      readOnly: isReadAction(check.action),
      outcome: stopped ? 'Denied' : 'Success',
      input: context || resourceTags ? { context, resourceTags } : undefined,
      ...(stopped && { error: { code: errorCode(service, 'AccessDenied'), message } }),
      resources:
        check.resource === '*' ? [] : [{ ARN: check.resource, accountId: check.resourceAccount ?? call.caller.accountId }],
      decision: isOff
        ? []
        : [
            {
              action: check.action,
              resource: check.resource,
              decision: refusal === undefined ? decision.decision : 'ImplicitDeny',
              deciding: [...decision.deciding],
            },
          ],
      authorizationId: kept?.authorizationId,
    },
    trace: kept?.trace,
  });
  return kept?.authorizationId;
}

function noteUse({ caller, roleId }: QuestionAuthor, call: Call, service: string, { database }: Batch): void {
  const { accessKeyId = '' } = caller;
  if (roleId === undefined && (accessKeyId === '' || caller.credential !== 'longTerm')) return;
  noteKeyUse(database, { accessKeyId, roleId, service, region: call.region, time: call.now });
}
