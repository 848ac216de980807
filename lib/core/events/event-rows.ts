import { createHash } from 'node:crypto';
import type { Transaction } from '../../db/client';
import { prefixOfSource } from '../module/module';
import { storedJson } from '../text/stored-json';
import { readByIds } from '../work/bulk';

type EventRow = NonNullable<Awaited<ReturnType<Transaction['event']['findFirst']>>>;
type CallerRow = NonNullable<Awaited<ReturnType<Transaction['eventCaller']['findFirst']>>>;

/** The caller, origin and client, the same in all events of a caller's day. `userIdentity`: JSON, CloudTrail's element. */
export type EventCaller = Omit<CallerRow, 'id' | 'accountId' | 'day'>;
/** CloudTrail's type of a person who is signed in to an access portal. */
export const PORTAL_USER = 'IdentityCenterUser';
export type EventResource = { ARN: string; accountId: string };
/** The decision of a check, with the statements that decided it. */
export type RecordedDecision = {
  action: string;
  resource: string;
  decision: 'Allowed' | 'ExplicitDeny' | 'ImplicitDeny';
  deciding: { policyId: string; statementIndex: number }[];
};

type Packed = 'id' | 'callerId' | 'resources' | 'decision';
/** An event with all its facts, before it is packed into its row. */
export type WholeEvent = Omit<EventRow, Packed> &
  EventCaller & {
    /** The number of its row. */
    id: number;
    eventId: string;
    /** JSON: CloudTrail's additions to the answer, e.g. whether a sign-in used MFA. */
    additionalEventData: string | null;
    resources: readonly EventResource[];
    decision: readonly RecordedDecision[];
  };
/** An event that has no number from the database yet. */
export type NewEvent = Omit<WholeEvent, 'id' | 'eventId'>;

/** The rows of an event. This form takes a third of the space, which matters with ten million events. */
export type EventRows = { event: Omit<EventRow, 'id'>; caller: CallerRow };

export function packEvent(event: NewEvent): EventRows {
  const { principalType, principalArn, principalId, userName, accessKeyId } = event;
  const { sourceIpAddress, userAgent, awsRegion, via, userIdentity, ...own } = event;
  const { accountId } = event;
  const who = { principalType, principalArn, principalId, userName, accessKeyId };
  const facts = { accountId, day: dayOf(event.time), ...who, sourceIpAddress, userAgent, awsRegion, via, userIdentity };
  const id = createHash('sha256')
    .update(JSON.stringify(Object.values(facts)))
    .digest('base64url')
    .slice(0, 16);
  const { time, eventSource, eventName, readOnly, outcome, errorCode, errorMessage } = own;
  const { requestParameters, authorizationId } = own;
  return {
    caller: { id, ...facts },
    event: {
      accountId,
      callerId: id,
      time,
      eventSource,
      eventName,
      readOnly,
      outcome,
      requestId: packUuid(event.requestId),
      errorCode,
      errorMessage,
      resources: packResources(event),
      requestParameters,
      responseElements: packResponse(event),
      decision: packDecision(event),
      authorizationId,
    },
  };
}

/** Returns the UTC day of an event, e.g. `2026-11-26`. Its caller is stored under that day. */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/** Stores a caller, unless it is stored already. An event's caller belongs in the event's transaction. */
export async function storeCaller(tx: Transaction, { id, ...facts }: CallerRow): Promise<void> {
  await tx.eventCaller.upsert({ where: { id }, create: { id, ...facts }, update: {}, select: { id: true } });
}

/** Returns events in the order of their rows, each with its caller. */
export async function readWhole(db: Transaction, rows: readonly EventRow[]): Promise<WholeEvent[]> {
  const callers = await readByIds(
    rows.map(({ callerId }) => callerId),
    (ids) => db.eventCaller.findMany({ where: { id: { in: ids } } }),
  );
  const byId = new Map(callers.map((caller) => [caller.id, caller]));
  return rows.map((row) => unpackEvent(row, byId.get(row.callerId)));
}

/** The caller of events whose own row is gone. */
const NOBODY: EventCaller = {
  principalType: 'Unknown',
  principalArn: null,
  principalId: null,
  userName: null,
  accessKeyId: null,
  sourceIpAddress: '',
  userAgent: '',
  awsRegion: '',
  via: 'system',
  userIdentity: '{"type":"Unknown"}',
};

function unpackEvent({ callerId: _, ...row }: EventRow, caller: CallerRow | undefined): WholeEvent {
  const { id: _id, accountId: _account, day: _day, ...who } = caller ?? { ...NOBODY, id: '', accountId: '', day: '' };
  const resources = unpackResources(row);
  const response = unpackResponse(row.responseElements);
  const event = { ...row, ...who, ...response, requestId: unpackUuid(row.requestId), eventId: eventIdOf(row), resources };
  return { ...event, decision: unpackDecision(row.decision, event) };
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PACKED_UUID = /^[\w-]{22}$/;

function packUuid(text: string): string {
  return UUID.test(text) ? Buffer.from(text.replaceAll('-', ''), 'hex').toString('base64url') : text;
}

function unpackUuid(text: string): string {
  return PACKED_UUID.test(text) ? toUuid(Buffer.from(text, 'base64url').toString('hex')) : text;
}

function toUuid(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function packResources({ resources, accountId }: Pick<NewEvent, 'resources' | 'accountId'>): string | null {
  const [first, second] = resources;
  if (!first) return null;
  const isOwn = second === undefined && first.accountId === accountId && first.ARN.startsWith('arn:');
  return isOwn ? first.ARN : JSON.stringify(resources);
}

function unpackResources({ resources, accountId }: Pick<EventRow, 'resources' | 'accountId'>): EventResource[] {
  if (resources === null) return [];
  return resources.startsWith('arn:') ? [{ ARN: resources, accountId }] : storedJson<EventResource[]>(resources);
}

/** Returns the checks of an event, from its row alone. */
export function checksOf(
  row: Pick<EventRow, 'accountId' | 'eventSource' | 'eventName' | 'resources' | 'decision'>,
): RecordedDecision[] {
  return unpackDecision(row.decision, { ...row, resources: unpackResources(row) });
}

type Response = Pick<NewEvent, 'responseElements' | 'additionalEventData'>;

/** Packs both texts into a list if the event has both, which is rare. The answer alone is always an object. */
function packResponse({ responseElements, additionalEventData }: Response): string | null {
  return additionalEventData === null ? responseElements : `[${responseElements ?? 'null'},${additionalEventData}]`;
}

function unpackResponse(text: string | null): Response {
  if (!text?.startsWith('[')) return { responseElements: text, additionalEventData: null };
  const [answer, additional] = storedJson<[unknown, unknown]>(text);
  return { responseElements: answer === null ? null : JSON.stringify(answer), additionalEventData: JSON.stringify(additional) };
}

type Asked = Pick<NewEvent, 'eventSource' | 'eventName' | 'resources'>;

/** Returns the action and resource of an event that was a single check, as most are. */
function askedBy({ eventSource, eventName, resources }: Asked): { action: string; resource: string } {
  return { action: `${prefixOfSource(eventSource)}:${eventName}`, resource: resources[0]?.ARN ?? '*' };
}

/**
 * Packs a decision, e.g. `0 arn:aws:iam::aws:policy/ReadOnlyAccess@v1`: the first statement of that policy allowed the event's
 * action.
 */
function packDecision(event: Asked & Pick<NewEvent, 'decision'>): string | null {
  const [check, ...others] = event.decision;
  if (!check) return null;
  const { action, resource } = askedBy(event);
  const [statement, ...more] = check.deciding;
  const isPlain = others.length === 0 && check.action === action && check.resource === resource && check.decision === 'Allowed';
  if (!isPlain || more.length > 0) return JSON.stringify(event.decision);
  return statement ? `${statement.statementIndex} ${statement.policyId}` : '';
}

function unpackDecision(decision: string | null, event: Asked): RecordedDecision[] {
  if (decision === null) return [];
  if (decision.startsWith('[')) return storedJson<RecordedDecision[]>(decision);
  const at = decision.indexOf(' ');
  const deciding = at < 0 ? [] : [{ statementIndex: Number(decision.slice(0, at)), policyId: decision.slice(at + 1) }];
  return [{ ...askedBy(event), decision: 'Allowed', deciding }];
}

/**
 * Returns CloudTrail's eventID: a UUID of version 7, which begins with its time. It is computed from the row's number and time,
 * so no event stores it and no index is needed.
 */
export function eventIdOf({ id, time }: { id: number; time: Date }): string {
  const start = time.getTime().toString(16).padStart(12, '0');
  const noise = noiseOf(start);
  // The number is masked, so that ids of consecutive events look random.
  const number = (id ^ noise.readInt32BE(0)) >>> 0;
  const check = createHash('sha256').update(`${start}:${id}`).digest('hex');
  const variant = (8 + (Number.parseInt(check.slice(3, 4), 16) % 4)).toString(16);
  const end = number.toString(16).padStart(8, '0') + check.slice(7, 11);
  return toUuid(`${start}7${check.slice(0, 3)}${variant}${check.slice(4, 7)}${end}`);
}

function noiseOf(start: string): Buffer {
  return createHash('sha256').update(start).digest();
}

/** Finds the row of an eventID, or returns null. */
export async function findByEventId(db: Transaction, eventId: string): Promise<EventRow | null> {
  if (!UUID.test(eventId)) return null;
  const hex = eventId.replaceAll('-', '');
  const id = Number.parseInt(hex.slice(20, 28), 16) ^ noiseOf(hex.slice(0, 12)).readInt32BE(0);
  const row = await db.event.findUnique({ where: { id } });
  return row && eventIdOf(row) === eventId ? row : null;
}
