import { randomUUID } from 'node:crypto';
import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { rootUserArn } from '../arns';
import type { DecisionRecord } from '../authorization/authorize';
import { userIdOf } from '../authorization/context';
import { type Call, type Caller, GLOBAL_REGION, requestedRegion } from '../call';
import { log } from '../log';
import { TRIAL, tellsAnswer } from '../module/event-category';
import { eventSourceOf, serviceNamed } from '../module/module';
import { isSecretMember } from '../module/secret-members';
import { lowerFirst } from '../module/validate-input';
import { type InputSchema, memberParts, schemaParts } from '../schema-parts';
import { first } from '../text/lists';
import { giveWay, letOthersIn } from '../work/bulk';
import { type EventResource, type EventRows, PORTAL_USER, packEvent, type RecordedDecision, storeCaller } from './event-rows';
import { insertionOfUses, type LastUse, mergeUses, storeUses, usesOf } from './last-use';

export type EventOutcome = 'Success' | 'Denied' | 'Failed';

/** A call or action, before it becomes a row in CloudTrail's shape. */
export type EventFacts = {
  call: Call;
  service: string;
  name: string;
  readOnly: boolean;
  outcome: EventOutcome;
  input?: unknown;
  /** The operation's input schema. It separates keys that callers choose, such as tag keys, from names of members. */
  inputSchema?: InputSchema;
  output?: unknown;
  /** CloudTrail's additionalEventData. */
  additional?: Readonly<Record<string, string>>;
  error?: { code: string; message: string };
  resources: readonly EventResource[];
  decision?: readonly RecordedDecision[];
  /** The permissions that the call needed, if the event does not show them. Default: those of `decision`. */
  asked?: readonly RecordedDecision[];
  authorizationId?: string;
  /** The id of the stored evaluation, for a call that something other than its permissions refused. */
  refusalId?: string;
  /** True if the call was decided but not carried out. */
  trial?: boolean;
  /** The recipient. Default: the caller's account. AWS: another account learns the caller's id and account, not its name. */
  accountId?: string;
};

/** Returns an event of something that Gatehouse itself does in an account when it is due, at that time. */
export function ownEvent(
  name: string,
  accountId: string,
  time: Date,
  input: object,
  about = rootUserArn('aws', accountId),
): EventFacts {
  return eventBy(OWN, OWN, name, accountId, time, input, about);
}

/** Returns CloudTrail's service event: AWS's service does something in an account, not at the request of a caller there. */
export function serviceEvent(service: string, name: string, accountId: string, time: Date, details: object): EventFacts {
  return eventBy(eventSourceOf(service), service, name, accountId, time, details, rootUserArn('aws', accountId));
}

function eventBy(
  by: string,
  service: string,
  name: string,
  accountId: string,
  time: Date,
  input: object,
  about: string,
): EventFacts {
  const place = { sourceIp: by, userAgent: by, region: GLOBAL_REGION.aws, partition: 'aws', secureTransport: true } as const;
  const caller: Caller = { accountId, principal: { type: 'Service', serviceName: by }, credential: 'longTerm' };
  return {
    call: { ...place, caller, requestId: randomUUID(), now: time, via: 'system' },
    service,
    name,
    readOnly: false,
    outcome: 'Success',
    input,
    resources: [{ ARN: about, accountId }],
  };
}

const OWN = 'gatehouse';
const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/**
 * Returns a value with CloudTrail's lower-camel members, without secrets. Keys that callers choose stay unchanged, such as KMS's
 * encryption context.
 * @param service the service of the members
 * @param schema the zod schema of the value; without one, all keys count as members
 */
export function toEventJson(value: unknown, service: string, schema?: InputSchema): unknown {
  return eventJson(value, service, schema === undefined ? [] : schemaParts(schema));
}

function eventJson(value: unknown, service: string, parts: readonly InputSchema[]): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) {
    const elements = parts.flatMap(({ _zod: { def } }) => (def.element ? schemaParts(def.element) : []));
    return value.map((item) => eventJson(item, service, elements));
  }
  if (value instanceof Uint8Array) return HIDDEN;
  const isMapping = parts.some(({ _zod: { def } }) => def.type === 'record');
  const out: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const isPlain = typeof member !== 'object' || member === null;
    out[isMapping ? key : lowerFirst(key)] = isSecretMember(key, service)
      ? HIDDEN
      : eventJson(member, service, isPlain ? [] : memberParts(parts, key));
  }
  return out;
}

/** CloudTrail omits parameters and response elements of more than 100 KB. */
const MAX_FIELD_LENGTH = 100 * 1024;

function eventText(value: unknown, service: string, schema?: InputSchema): string | null {
  if (value === undefined) return null;
  return boundedText(toEventJson(value, service, schema));
}

function boundedText(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > MAX_FIELD_LENGTH ? JSON.stringify({ omitted: true }) : text;
}

/** Removes NUL. PostgreSQL refuses it, and one refused event would lose all events of the same write. */
function withoutNul(text: string): string {
  return text.replaceAll('\0', '\uFFFD');
}

/** Returns the rows of an event. Source: CloudTrail User Guide, "CloudTrail record contents". */
export function toEventRows(facts: EventFacts): EventRows {
  const { call } = facts;
  const { principal } = call.caller;
  const accountId = facts.accountId ?? call.caller.accountId;
  const foreign = accountId !== call.caller.accountId;
  const eventSource = eventSourceOf(facts.service);
  const answer = tellsAnswer({ eventSource, eventName: facts.name, via: call.via }) ? facts.output : undefined;
  return packEvent({
    accountId,
    time: call.now,
    eventSource,
    eventName: facts.name,
    readOnly: facts.readOnly,
    outcome: facts.outcome,
    principalType: foreign ? 'AWSAccount' : call.caller.portal ? PORTAL_USER : principal.type,
    principalArn: 'arn' in principal && !foreign ? principal.arn : null,
    principalId: userIdOf(principal) ?? federatedId(call.caller) ?? null,
    userName: foreign ? null : userNameOf(call),
    accessKeyId: foreign ? null : (call.caller.accessKeyId ?? null),
    sourceIpAddress: withoutNul(call.sourceIp),
    userAgent: withoutNul(call.userAgent),
    awsRegion: withoutNul(requestedRegion(call, facts.service)),
    via: facts.trial ? TRIAL : call.via,
    requestId: call.requestId,
    errorCode: facts.error?.code ?? null,
    // Messages repeat callers' input.
    errorMessage: facts.error ? withoutNul(facts.error.message) : null,
    resources: facts.resources.map((resource) => ({ ...resource, ARN: withoutNul(resource.ARN) })),
    requestParameters: eventText(facts.input, facts.service, facts.inputSchema),
    // CloudTrail: sign-in answers begin with a capital, `{"ConsoleLogin": "Success"}`.
    responseElements:
      serviceNamed(facts.service)?.answersAsWritten && answer ? boundedText(answer) : eventText(answer, facts.service),
    additionalEventData: additionalOf(facts),
    userIdentity: JSON.stringify(foreign ? foreignIdentity(call) : userIdentity(call)),
    decision: facts.decision ?? [],
    authorizationId: facts.authorizationId ?? null,
  });
}

function additionalOf({ additional, refusalId }: EventFacts): string | null {
  const all = { ...additional, ...(refusalId !== undefined && { refusalId }) };
  return Object.keys(all).length > 0 ? JSON.stringify(all) : null;
}

function userNameOf(call: Call): string | null {
  const { principal } = call.caller;
  switch (principal.type) {
    case 'User':
      return principal.userName;
    case 'Root':
      return 'root';
    case 'AssumedRole':
      return principal.sessionName;
    case 'FederatedUser':
      return principal.name;
    case 'WebIdentity':
    case 'Saml':
      return call.caller.federation?.subject ?? null;
    default:
      return null;
  }
}

/** Returns CloudTrail's id of a federated caller: the provider, for web identities the audience, and the subject. */
function federatedId({ principal, federation }: Caller): string | undefined {
  if (!federation) return undefined;
  const { provider, audience, subject } = federation;
  return (principal.type === 'WebIdentity' ? [provider, audience, subject] : [provider, subject]).join(':');
}

/** Returns CloudTrail's userIdentity element. */
function userIdentity(call: Call): Record<string, unknown> {
  const { principal, accessKeyId, accountId, session, federation, portal } = call.caller;
  if (federation) {
    return {
      type: principal.type === 'WebIdentity' ? 'WebIdentityUser' : 'SAMLUser',
      principalId: federatedId(call.caller),
      userName: federation.subject,
      identityProvider: federation.provider,
    };
  }
  if (portal) {
    const { userId, identityStoreArn, sessionId } = portal;
    return { type: PORTAL_USER, accountId, onBehalfOf: { userId, identityStoreArn }, credentialId: sessionId };
  }
  // CloudTrail: an identity that is not known. The caller proved no identity.
  if (principal.type === 'Anonymous') return { type: 'Unknown' };
  if (principal.type === 'Service') return { type: 'AWSService', invokedBy: principal.serviceName };
  const type = principal.type === 'User' ? 'IAMUser' : principal.type;
  const attributes = session && { creationDate: session.issuedAt, mfaAuthenticated: String(session.mfaAuthenticated ?? false) };
  return {
    type,
    principalId: userIdOf(principal),
    arn: 'arn' in principal ? principal.arn : undefined,
    accountId,
    accessKeyId,
    userName: principal.type === 'User' ? principal.userName : undefined,
    sessionContext: attributes && {
      attributes,
      webIdFederationData: session.federatedProvider && { federatedProvider: session.federatedProvider, attributes: {} },
      sessionIssuer:
        principal.type === 'AssumedRole'
          ? { type: 'Role', principalId: principal.roleId, arn: principal.roleArn, accountId }
          : undefined,
      sourceIdentity: session.sourceIdentity,
    },
  };
}

function foreignIdentity({ caller }: Call): Record<string, unknown> {
  return { type: 'AWSAccount', principalId: userIdOf(caller.principal), accountId: caller.accountId };
}

/**
 * Writes an event in the transaction of its write.
 * @param trace as in recordEvent
 * @param owners the events that the owners of resources get of the same call
 */
export async function insertEvent(
  tx: Transaction,
  facts: EventFacts,
  trace?: readonly DecisionRecord[],
  owners: readonly EventFacts[] = [],
): Promise<void> {
  const all = [facts, ...owners].map(toEventRows);
  const traceRow = toTraceRow(facts, first(all).event.accountId, trace);
  // Sent without waiting for one another. The connection runs them in this order, in which `store` writes rows that other processes may
  // write as well.
  await Promise.all([
    ...callersOf(all).map((caller) => storeCaller(tx, caller)),
    ...all.map(({ event }) => tx.event.create({ data: event })),
    traceRow && tx.decisionTrace.create({ data: traceRow }),
    storeUses(tx, mergeUses(usesOfFacts(facts))),
  ]);
}

const ROWS_AT_ONCE = 100;

/** Writes independent events in a running transaction, in their order. */
export async function insertEvents(tx: Transaction, all: readonly EventFacts[]): Promise<void> {
  for (let from = 0; from < all.length; from += ROWS_AT_ONCE) {
    const rows = all.slice(from, from + ROWS_AT_ONCE).map(toEventRows);
    for (const caller of callersOf(rows)) await storeCaller(tx, caller);
    await tx.event.createMany({ data: rows.map(({ event }) => event) });
    await letOthersIn();
  }
}

/**
 * Returns the callers of events, each once and sorted. On PostgreSQL a writer waits for a row that another writes, and two orders
 * could deadlock.
 */
function callersOf(rows: readonly EventRows[]): EventRows['caller'][] {
  const byId = new Map(rows.map(({ caller }) => [caller.id, caller]));
  return [...byId.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** Returns what a call adds to the table of last uses. The copy of an event for a resource's owner adds nothing. */
function usesOfFacts(facts: EventFacts): LastUse[] {
  const { call, service, outcome, trial, asked, decision = [] } = facts;
  if (facts.accountId !== undefined && facts.accountId !== call.caller.accountId) return [];
  return usesOf(call, { region: withoutNul(requestedRegion(call, service)), outcome, trial }, asked ?? decision);
}

function toTraceRow(facts: EventFacts, accountId: string, trace: readonly DecisionRecord[] | undefined): TraceRow | undefined {
  const id = facts.refusalId ?? facts.authorizationId;
  if (!trace || !id) return undefined;
  const last = trace.at(-1);
  return {
    id,
    accountId,
    action: last ? last.explanation.request.action : '',
    createdAt: facts.call.now,
    trace: JSON.stringify(trace),
  };
}

type Entry = { rows: EventRows; uses: readonly LastUse[]; trace: TraceRow | undefined };

function toEntry(facts: EventFacts, trace: readonly DecisionRecord[] | undefined): Entry {
  const rows = toEventRows(facts);
  return { rows, uses: usesOfFacts(facts), trace: toTraceRow(facts, rows.event.accountId, trace) };
}

type Pending = Entry & {
  done: () => void;
  failed: (error: unknown) => void;
};
type TraceRow = { id: string; accountId: string; action: string; createdAt: Date; trace: string };
type Batch = { pending: Pending[]; running: boolean };

const batches = new WeakMap<Database, Batch>();

/**
 * Writes an event of its own, for a read or a failed call. Resolves when it is stored. Events that come at about the same time
 * are written together, so many readers cost few commits.
 * @param trace the evaluation behind a denial, enforced or only recorded, stored under the event's authorization id
 */
export function recordEvent(database: Database, facts: EventFacts, trace?: readonly DecisionRecord[]): Promise<void> {
  const entry = toEntry(facts, trace);
  const batch = batches.get(database) ?? { pending: [], running: false };
  batches.set(database, batch);
  return new Promise((done, failed) => {
    batch.pending.push({ ...entry, done, failed });
    if (!batch.running) void drain(database, batch);
  });
}

/** An event to write soon. `trace` as in recordEvent. */
export type LaterEvent = { facts: EventFacts; trace?: readonly DecisionRecord[] | undefined };
type Later = { waiting: LaterEvent[]; timer: NodeJS.Timeout | undefined; writing: Promise<void> };

const later = new WeakMap<Database, Later>();

const WRITE_AFTER_MS = 100;
/** The most events that wait before callers have to wait as well. */
const MOST_WAITING = 5_000;

/**
 * Takes events of calls that are answered before their events are written, within a tenth of a second. A killed process loses the
 * waiting events. `flushLater` writes them at a regular end.
 * @returns a promise to wait for, if too many events wait
 */
export function recordLater(database: Database, events: readonly LaterEvent[]): Promise<void> | undefined {
  const own = laterOf(database);
  for (const event of events) own.waiting.push(event);
  if (own.waiting.length > MOST_WAITING) return flushLater(database);
  own.timer ??= setTimeout(() => void flushLater(database), WRITE_AFTER_MS).unref();
  return undefined;
}

/** Writes all waiting events. Events that fail go to the log. */
export function flushLater(database: Database): Promise<void> {
  const own = laterOf(database);
  clearTimeout(own.timer);
  own.timer = undefined;
  const events = own.waiting.splice(0);
  own.writing = own.writing.then(() => writeLater(database, events));
  return own.writing;
}

async function writeLater(database: Database, events: readonly LaterEvent[]): Promise<void> {
  for (let from = 0; from < events.length; from += MAX_BATCH) {
    const entries: Entry[] = [];
    for (const { facts, trace } of events.slice(from, from + MAX_BATCH)) {
      // One failing event must not stop the others.
      try {
        entries.push(toEntry(facts, trace));
      } catch (error) {
        log.error({ err: error, requestId: facts.call.requestId }, 'an event could not be recorded');
      }
      await giveWay();
    }
    await store(database, entries).catch((error: unknown) =>
      log.error({ err: error, events: entries.length }, 'events could not be recorded'),
    );
  }
}

function laterOf(database: Database): Later {
  const known = later.get(database);
  if (known) return known;
  const own: Later = { waiting: [], timer: undefined, writing: Promise.resolve() };
  later.set(database, own);
  return own;
}

const MAX_BATCH = 200;

async function drain(database: Database, batch: Batch): Promise<void> {
  batch.running = true;
  while (batch.pending.length > 0) {
    // Calls that are being answered right now get their events into the same commit.
    await new Promise(setImmediate);
    const current = batch.pending.splice(0, MAX_BATCH);
    try {
      await store(database, current);
      for (const entry of current) entry.done();
    } catch (error) {
      for (const entry of current) entry.failed(error);
    }
  }
  batch.running = false;
}

async function store(database: Database, entries: readonly Entry[]): Promise<void> {
  const events = entries.map(({ rows }) => rows.event);
  const callers = callersOf(entries.map(({ rows }) => rows));
  const uses = mergeUses(entries.flatMap((entry) => entry.uses));
  const traces = entries.flatMap((entry) => (entry.trace ? [entry.trace] : []));
  const stored = await database.insertAtOnce([
    { model: 'eventCaller', rows: callers, ifThere: 'keep' },
    { model: 'event', rows: events },
    { model: 'decisionTrace', rows: traces },
    insertionOfUses(uses),
  ]);
  if (stored) return;
  await transaction(database, async (tx) => {
    for (const caller of callers) await storeCaller(tx, caller);
    await tx.event.createMany({ data: events });
    if (traces.length > 0) await tx.decisionTrace.createMany({ data: traces });
    await storeUses(tx, uses);
  });
}
