import { readWhole, type WholeEvent } from '../../core/events/event-rows';
import { TRIAL } from '../../core/module/event-category';
import { prefixOfSource } from '../../core/module/module';
import { type AnyOperation, isWrite } from '../../core/operation';
import { storedJson } from '../../core/text/stored-json';
import { giveWay } from '../../core/work/bulk';
import type { Database } from '../../db/client';
import type { AttemptState } from '../attempt';
import { RECORDED_AS } from '../checks/event';
import { NEVER_IN_PACKS } from '../format/check-operations';
import { isDocument } from '../format/documents';
import { packOperations } from '../operations';
import type { Pack } from '../pack';
import { withThoseMade } from '../run/extent';
import { answersOfEvent } from './answers';
import { asCalled } from './members';
import type { RecordedCall, RecordedOperation, Recording, Unrecorded } from './recorded';
import { unusedKey } from './references';
import { type AccountKeys, accountKeysOf, whoCalled, whoSwitched } from './who';
import { OperationWriter } from './write-operations';

/** The number of events recorded, more than a pack accepts. */
const MOST_EVENTS = 2_000;

/**
 * Returns what was done in an attempt's accounts as operations that do the same in another attempt, with references for
 * attempt-specific values. Events contain no secrets, so `{{password}}` and other references replace them.
 * @param options `saveIds`: also save generated ids that nothing uses, for operations recorded later
 */
export async function recordOperations(
  pack: Pack,
  attempt: AttemptState,
  database: Pick<Database, 'reader'>,
  options: { saveIds?: boolean } = {},
): Promise<Recording> {
  const { reader: db } = database;
  // An account that was invited keeps its own history.
  const accountIds = await withThoseMade(db, attempt.accountIds);
  const rows = await db.event.findMany({
    where: { accountId: { in: accountIds }, id: { gt: attempt.eventFloor } },
    orderBy: { id: 'asc' },
    take: MOST_EVENTS + 1,
  });
  const events = await readWhole(db, rows.slice(0, MOST_EVENTS));
  const unrecorded: Unrecorded[] = [];
  const keys = accountKeysOf(attempt);
  const created = await addCreated(db, accountIds, keys);
  const writer = new OperationWriter({ pack, attempt, database, created, saveIds: options.saveIds ?? false });
  for (const event of events) {
    await giveWay();
    if (event.eventSource === 'signin.amazonaws.com' && event.eventName === 'SwitchRole') {
      const by = whoSwitched(event, keys);
      if (by !== undefined) writer.switched(event, by);
    }
    const call = callIn(event, keys);
    if (call === null) continue;
    if ('why' in call) unrecorded.push({ eventId: event.id, what: nameOf(event), why: call.why });
    else {
      const why = await writer.add(call);
      if (why !== null) unrecorded.push({ eventId: event.id, what: nameOf(event), why });
    }
  }
  if (rows.length > MOST_EVENTS)
    unrecorded.push({
      eventId: rows.at(-1)?.id ?? 0,
      what: 'All after that',
      why: `A trial evaluates at most ${MOST_EVENTS} calls.`,
    });
  return { operations: writer.done, unrecorded };
}

/** Operations by the action in the history, where the names differ. */
const CALLED = new Map(
  Object.entries(RECORDED_AS).flatMap(([name, actions]) => actions.map((action) => [`${name.split(':')[0]}:${action}`, name])),
);

/** Returns the operation of an event, such as `iam:CreateUser`. */
function nameOf({ eventSource, eventName }: WholeEvent): string {
  const name = `${prefixOfSource(eventSource)}:${eventName}`;
  return CALLED.get(name) ?? name;
}

/** Adds accounts that were created meanwhile, by their names. */
async function addCreated(
  db: Database['reader'],
  accountIds: readonly string[],
  keys: Map<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const created = new Map<string, string>();
  const unknown = accountIds.filter((id) => !keys.has(id));
  if (unknown.length === 0) return created;
  for (const { id, name } of await db.account.findMany({ where: { id: { in: unknown } }, select: { id: true, name: true } })) {
    const key = unusedKey(name, new Set(keys.values()));
    keys.set(id, key);
    created.set(id, key);
  }
  return created;
}

/** Returns the recorded call of an event; null for automatic events and duplicates. */
function callIn(event: WholeEvent, keys: AccountKeys): RecordedCall | { why: string } | null {
  const { principalType, via, eventSource, eventName } = event;
  if (principalType === 'AWSAccount' || principalType === 'Service' || via === 'system') return null;
  if (eventSource === 'signin.amazonaws.com')
    return eventName === 'ConsoleLogin'
      ? { why: 'Signing in is no operation of a scenario: a check of events can ask for it.' }
      : null;
  const name = nameOf(event);
  const operation = packOperations().get(name);
  if (via === TRIAL && operation) return { why: 'It was only tried, and in a pack it would really be done.' };
  const never = NEVER_IN_PACKS[name];
  if (never !== undefined) return { why: `It is not for packs. ${never}` };
  if (event.requestParameters === '{"omitted":true}') return { why: 'Its input is too long for the history.' };
  const who = whoCalled(event, keys);
  if (who.kind === 'nobody') return { why: who.why };
  const parameters = storedJson<Record<string, unknown>>(event.requestParameters ?? '{}');
  return {
    event,
    who,
    do: name,
    input: operation ? inputOf(operation, parameters) : triedInput(parameters),
    kind: kindOf(event, operation),
    notes: [],
    said: event.outcome === 'Success' ? answersOfEvent(event, spellingOf(operation)) : [],
  };
}

/** Services whose member names begin with a lower-case letter in the SDK too. */
const SMALL_MEMBERS: ReadonlySet<string> = new Set(['access-analyzer']);

function spellingOf(operation: AnyOperation | undefined): (member: string) => string {
  return operation && SMALL_MEMBERS.has(operation.service)
    ? (member) => member
    : (member) => member.charAt(0).toUpperCase() + member.slice(1);
}

function kindOf({ outcome, readOnly }: WholeEvent, operation: AnyOperation | undefined): RecordedOperation['kind'] {
  if (outcome === 'Denied') return 'denied';
  if (outcome === 'Failed') return 'failed';
  return readOnly || (operation !== undefined && !isWrite(operation)) ? 'read' : 'change';
}

function inputOf(operation: AnyOperation, parameters: object): Record<string, unknown> {
  return withDocuments(asCalled(parameters, operation.input)) as Record<string, unknown>;
}

/** Replaces policy texts with documents as packs write them. */
function withDocuments(value: unknown): unknown {
  if (typeof value === 'string') return documentIn(value) ?? value;
  if (Array.isArray(value)) return value.map(withDocuments);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withDocuments(member)]));
}

function documentIn(text: string): object | null {
  if (!/^\s*\{/.test(text) || !text.includes('"Statement"')) return null;
  try {
    const parsed: unknown = JSON.parse(text);
    return isDocument(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

/** Returns the input of a trial: its resource and context. */
function triedInput({ resource, resourceAccount, context }: Record<string, unknown>): Record<string, unknown> {
  const entries: { key: string; values: string[] }[] = Array.isArray(context) ? context : [];
  const said = Object.fromEntries(entries.map(({ key, values }) => [key, values.length === 1 ? values[0] : values]));
  return {
    ...(resource !== undefined && resource !== '*' && { Resource: resource }),
    ...(resourceAccount !== undefined && { ResourceAccount: resourceAccount }),
    ...(entries.length > 0 && { Context: said }),
  };
}
