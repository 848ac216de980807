import { roleSessionName } from '../../access-portal/role-session';
import { toCloudTrailEvent, toRecord } from '../../core/events/cloudtrail-record';
import { readWhole, type WholeEvent } from '../../core/events/event-rows';
import { isOneOf } from '../../core/text/lists';
import { plural } from '../../core/text/plural';
import { storedJson } from '../../core/text/stored-json';
import { giveWay } from '../../core/work/bulk';
import { permissionSetOfRole } from '../../identity-center/role-name';
import type { Check, Way } from '../format/checks';
import { replaceInText, replaceReferences } from '../format/references';
import { packOperations } from '../operations';
import { valuesAt } from '../run/pointers';
import { accountIdOf, PackError } from '../run/world';
import { type Circumstances, Undecided } from './circumstances';
import { hasCount, matches } from './matchers';
import { requireIdentity } from './principals';
import type { Result } from './result';

/** The entry points that checks know by another name: a try-out happens in the console, and a shell calls the API. */
const ENTRY_POINTS: Readonly<Record<string, string>> = { trial: 'console', shell: 'api' };

type EventCheck = Extract<Way, { kind: 'event' }>;

/** Looks for events of an attempt after its floor. Order is by event id, never by clock. */
export async function checkEvent(circumstances: Circumstances, check: EventCheck, stepId: string): Promise<Result> {
  const found = await eventsFor(circumstances, check, stepId, new Set());
  const count = check.distinct === undefined ? found.length : differing(found, [check.distinct].flat());
  const enough = hasCount(count, check.count ?? { min: 1 });
  if (enough) return { rows: [true] };
  return { rows: [false], seen: await seenOf(circumstances, check, stepId, count) };
}

/** Counts events, but those with the same values at all pointers once. */
function differing(events: readonly WholeEvent[], pointers: readonly string[]): number {
  const records = events.map((event) => toRecord(toCloudTrailEvent(event)));
  return new Set(records.map((record) => JSON.stringify(pointers.map((pointer) => valuesAt(record, pointer))))).size;
}

async function seenOf(circumstances: Circumstances, check: EventCheck, stepId: string, count: number): Promise<string> {
  const who = check.by === undefined ? '' : ` by ${nameOf(replaceInText(check.by, circumstances.lookUp))}`;
  if (count > 0) return `So far: ${plural(count, 'time')}${who}, but the task requires a different number.`;
  const { outcome: _, like: __, after: ___, before: ____, ...rest } = check;
  const near = await eventsFor(circumstances, rest, stepId, new Set());
  return near.length > 0 ? `So far: the call${who}, but not as the task requires.` : `So far: no such call${who}.`;
}

/** Returns an identity's name, which a task names anyway. */
function nameOf(identity: string): string {
  const [, name] = /^(?:user|role|sso-user)\/(.+)@/.exec(identity) ?? [];
  return name ?? identity.split('@')[0] ?? identity;
}

/** Returns the events that meet a check, oldest first. `asked`: the checks being evaluated, which detects circular references. */
async function eventsFor(
  circumstances: Circumstances,
  check: EventCheck,
  stepId: string,
  asked: ReadonlySet<string>,
): Promise<WholeEvent[]> {
  const { attempt, stepFloors } = circumstances;
  const floor = check.since === 'step' ? Math.max(stepFloors[stepId] ?? 0, attempt.eventFloor) : attempt.eventFloor;
  const other = async (id: string): Promise<WholeEvent[]> => {
    if (asked.has(id)) throw new PackError(`The checks ${[...asked].join(', ')} wait for one another.`);
    const { check: named, step } = eventCheckOf(circumstances, id);
    return eventsFor(circumstances, named, step, new Set([...asked, id]));
  };
  const names = namesOf(check.name);
  const like = Object.entries(replaceReferences(check.like ?? {}, circumstances.lookUp));
  const isBy = check.by === undefined ? () => true : byOf(circumstances, check.by);
  const outcomes = check.outcome === undefined ? null : [check.outcome].flat();
  let found: WholeEvent[] = [];
  for (const event of await allEvents(circumstances)) {
    if (event.id <= floor || !names.has(`${event.eventSource} ${event.eventName}`)) continue;
    if (outcomes && !isOneOf(outcomes, event.outcome)) continue;
    if (check.via !== undefined && (ENTRY_POINTS[event.via] ?? event.via) !== check.via) continue;
    if (!isBy(event)) continue;
    await giveWay();
    const record = like.length > 0 ? toRecord(toCloudTrailEvent(event)) : null;
    // Events are dated by their account's clock. Relative times in checks use the same clock.
    const situation = like.length > 0 ? await circumstances.systemCall(event.accountId) : circumstances;
    if (like.every(([pointer, matcher]) => matches(valuesAt(record, pointer), matcher, situation))) found.push(event);
  }
  if (check.after !== undefined) {
    const events = await other(typeof check.after === 'string' ? check.after : check.after.last);
    const start = typeof check.after === 'string' ? events[0] : events.at(-1);
    found = start ? found.filter(({ id }) => id > start.id) : [];
  }
  if (check.before !== undefined) {
    const [end] = await other(check.before);
    if (end) found = found.filter(({ id }) => id < end.id);
  }
  return found;
}

function eventCheckOf({ pack }: Circumstances, id: string): { check: Extract<Check, { kind: 'event' }>; step: string } {
  for (const step of pack.scenario.steps)
    for (const check of step.checks) if (check.id === id && check.kind === 'event') return { check, step: step.id };
  throw new PackError(`There is no check of events ${id}.`);
}

/** Read operations that the history records under other action names. */
export const RECORDED_AS: Readonly<Record<string, readonly string[]>> = { 'iam:GetAuthorizationDetails': ['TroubleshootAccess'] };

/** Returns the names under which the history records an operation, such as `ec2.amazonaws.com StopInstances`. */
function namesOf(name: EventCheck['name']): ReadonlySet<string> {
  const names = [name].flat().flatMap((asked) => {
    const [service = '', action = ''] = asked.split(':');
    const source = service === 'gatehouse' ? service : `${service}.amazonaws.com`;
    const operation = packOperations().get(asked);
    const others = [...(operation ? [operation.name] : []), ...(RECORDED_AS[asked] ?? [])];
    return [action, ...others].map((each) => `${source} ${each}`);
  });
  return new Set(names);
}

function byOf(circumstances: Circumstances, by: string): (event: WholeEvent) => boolean {
  const identity = requireIdentity(circumstances, by);
  const { world, lookUp, pack } = circumstances;
  switch (identity.kind) {
    case 'user': {
      const accountId = accountIdOf(world, identity.account);
      return (event) => event.principalType === 'User' && event.userName === identity.name && callerAccount(event) === accountId;
    }
    case 'root': {
      const accountId = accountIdOf(world, identity.account);
      return (event) => event.principalType === 'Root' && callerAccount(event) === accountId;
    }
    case 'any-user': {
      const accountId = accountIdOf(world, identity.account);
      const personas = new Set(Object.values(pack.scenario.personas).map(({ as }) => replaceInText(as, lookUp)));
      const isPersona = (name: string | null) => personas.has(`user/${name}@${identity.account}`);
      return (event) => event.principalType === 'User' && callerAccount(event) === accountId && !isPersona(event.userName);
    }
    case 'role':
    case 'access': {
      const accountId = accountIdOf(world, identity.account);
      const name = identity.kind === 'role' ? identity.name : 'OrganizationAccountAccessRole';
      const start = `arn:aws:sts::${accountId}:assumed-role/${name}/`;
      return (event) => event.principalArn?.startsWith(start) ?? false;
    }
    case 'person': {
      const accountId = accountIdOf(world, identity.account);
      const start = `arn:aws:sts::${accountId}:assumed-role/`;
      const end = `/${roleSessionName(identity.userName)}`;
      return ({ principalArn }) => {
        if (!principalArn?.startsWith(start) || !principalArn.endsWith(end)) return false;
        return permissionSetOfRole(principalArn.slice(start.length, -end.length)) === identity.permissionSet;
      };
    }
    case 'session': {
      const saved = world.references[`ref.${identity.reference}`];
      const key = typeof saved === 'object' && saved !== null ? Reflect.get(saved, 'AccessKeyId') : saved;
      return (event) => event.accessKeyId !== null && event.accessKeyId === key;
    }
    case 'anonymous':
      return (event) => event.principalType === 'Anonymous';
    default:
      throw new PackError(`No event is by ${by}.`);
  }
}

function callerAccount({ principalArn, accountId }: WholeEvent): string {
  return principalArn?.split(':')[4] ?? accountId;
}

/** Returns the source identity of a session. Sessions of roles assumed from it keep it. */
function sourceIdentityOf({ userIdentity }: WholeEvent): string | undefined {
  const { sessionContext } = storedJson<{ sessionContext?: { sourceIdentity?: string } }>(userIdentity);
  return sessionContext?.sourceIdentity;
}

const MOST_EVENTS = 5_000;

/** Returns the attempt's events of all names that checks ask for, read once. */
function allEvents(circumstances: Circumstances): Promise<readonly WholeEvent[]> {
  return circumstances.once('events', async () => {
    const { pack, attempt, database, others } = circumstances;
    const checks = pack.scenario.steps.flatMap((step) => step.checks);
    const parts: (Check | Way)[] = checks.flatMap((check): (Check | Way)[] => (check.kind === 'anyOf' ? check.of : [check]));
    const names = parts.flatMap((part) => (part.kind === 'event' ? [...namesOf(part.name)] : []));
    const eventNames = [...new Set(names.map((name) => name.split(' ').slice(1, 2).join()))];
    const { accountIds } = await circumstances.extent();
    const rows = await database.reader.event.findMany({
      where: { accountId: { in: accountIds }, eventName: { in: eventNames }, id: { gt: attempt.eventFloor } },
      orderBy: { id: 'asc' },
      take: MOST_EVENTS + 1,
    });
    if (rows.length > MOST_EVENTS) throw new Undecided(`There are more than ${MOST_EVENTS} events to look through.`);
    const events = await readWhole(database.reader, rows);
    const isOthers = (source: string | undefined) => source !== undefined && others.has(source);
    return others.size === 0 ? events : events.filter((event) => !isOthers(sourceIdentityOf(event)));
  });
}
