import { BoundedMap } from '../../core/cache/bounded-map';
import { eventIdOf } from '../../core/events/event-rows';
import { TRIAL } from '../../core/module/event-category';
import { settings } from '../../core/settings';
import { afterLast, before } from '../../core/text/text-parts';
import { giveWay, grouped, letOthersIn, readByIds } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import type { ActivityFacts, DenialBurst, GuessBurst, KeyPlaces, SharedSessions, SignIn } from '../facts';
import { perDatabase } from '../per-database';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** The longest period any check looks back. */
const LONGEST_WINDOW_DAYS = 90;
/** The number of newest events examined, so that the first look takes a second or two. */
const MOST_EVENTS = 300_000;
/** The number of events read at once. One statement over this many takes some ten milliseconds. */
const SPAN = 2_000;
/** The number of recent denials or guesses kept per suspect. More would not change the finding and would cost memory. */
const MOST_RECENT = 500;
/** The history's facts about an account. Uses come from the table of last uses instead. */
export type HistoryFacts = Omit<ActivityFacts, 'since' | 'usedActions' | 'usedWrites' | 'usedServices'>;
/** The number of callers cached, several times as many as a span of events can have. */
const MOST_CALLERS = 20_000;
/** The sign-ins kept per user, with and without MFA separately. */
const MOST_SIGN_INS = 100;
/** The guessing or denied callers kept per account. The oldest are forgotten, so new names can't exhaust memory. */
const MOST_SUSPECTS = 1_000;
/** The addresses kept per key and day. */
const MOST_PLACES = 200;
/** The pairs of key and day kept. */
const MOST_KEY_DAYS = 10_000;
/** Thresholds: this many denials within an hour, or this many different denied actions within ten minutes. */
const DENIALS_PER_HOUR = 50;
const DENIED_ACTIONS = 15;
const DENIED_ACTIONS_MS = 10 * 60_000;
const GUESSES_PER_HOUR = 10;
const KEY_PLACES_MS = 10 * 60_000;
const KEY_PLACES_PER_DAY = 5;

type Caller = {
  id: string;
  accountId: string;
  day: string;
  principalType: string;
  principalId: string | null;
  principalArn: string | null;
  userName: string | null;
  accessKeyId: string | null;
  sourceIpAddress: string;
  via: string;
};

type Denials = { recent: { time: number; action: string }[]; burst: DenialBurst | null };
type Guesses = { recent: { time: number; sourceIp: string }[]; burst: GuessBurst | null };
type KeyDay = { callers: Caller[]; networks: Set<string> };

/** The state folded from an account's events so far. */
class AccountHistory {
  /** Increases when an event may change an answer. */
  version = 0;
  /** Sign-ins by user and by whether MFA was used. */
  readonly signIns = new Map<string, SignIn[]>();
  readonly rootDays = new Map<string, { calls: number; writes: number }>();
  readonly denials = new Map<string, Denials>();
  readonly guesses = new Map<string, Guesses>();
  readonly keyDays = new Map<string, KeyDay>();
  readonly keyPlaces = new Map<string, KeyPlaces>();
  /** The successful actions of each principal, such as `AIDA… iam:GetUser`. Only the first time changes the answers. */
  readonly done = new Set<string>();
  /** The last successful call to each service by any principal. */
  readonly services = new Map<string, number>();
}

/** Tasks that only root can do, so doing them does not count as everyday use. */
const ROOT_TASKS: ReadonlySet<string> = new Set([
  'ConsoleLogin',
  'ChangeRootPassword',
  'ChangeRootEmail',
  'PutAccountName',
  'PasswordRecoveryCompleted',
  'CloseAccount',
  'PutAccountEnforcement',
  'EnableMFADevice',
  'CreateVirtualMFADevice',
  'DeleteAccessKey',
  'UpdateAccessKey',
]);

/** Returns the network of an address: the first three numbers of IPv4, or the first four groups of IPv6. */
export function networkOf(address: string): string {
  if (address.includes('.') && !address.includes(':')) return address.split('.').slice(0, 3).join('.');
  const [head = ''] = address.split('::');
  return head.split(':').slice(0, 4).join(':');
}

/**
 * Folds the events of all accounts into the facts that checks need. A process reads each event once; later calls continue where
 * the last one ended.
 */
class History {
  private cursor: number | null = null;
  /** The request of the last event that was read. */
  private lastRequest: string | null = null;
  private since: Date | null = null;
  private readonly accounts = new Map<string, AccountHistory>();
  /** The callers of the current events. A caller row covers one day only, so most are never seen again. */
  private readonly callers = new BoundedMap<string, Caller>(MOST_CALLERS);
  private running: Promise<void> | null = null;

  constructor(private readonly db: Transaction) {}

  /** Reads the events since the last call. Concurrent callers wait for the running read, then for their own. */
  async catchUp(now: Date): Promise<void> {
    while (this.running) await this.running;
    this.running = this.fold(now).finally(() => {
      this.running = null;
    });
    await this.running;
  }

  versionOf(accountId: string): number {
    return this.accounts.get(accountId)?.version ?? 0;
  }

  /** Returns the time from which events are known; null if they reach as far back as any check looks. */
  knownSince(): Date | null {
    return this.since;
  }

  /** Returns the day of the last successful call to each service in the accounts, by prefix. */
  servicesOf(accountIds: Iterable<string>): Map<string, Date> {
    const last = new Map<string, number>();
    for (const accountId of accountIds) {
      for (const [service, time] of this.accounts.get(accountId)?.services ?? []) {
        last.set(service, Math.max(time, last.get(service) ?? 0));
      }
    }
    return new Map([...last].map(([service, time]) => [service, new Date(time - (time % DAY_MS))]));
  }

  activityOf(accountId: string): HistoryFacts {
    const account = this.accounts.get(accountId) ?? new AccountHistory();
    return {
      signIns: [...account.signIns.values()].flat().sort((a, b) => a.time.getTime() - b.time.getTime()),
      rootCalls: [...account.rootDays].map(([day, calls]) => ({ day, ...calls })),
      denials: [...account.denials.values()].flatMap(({ burst }) => burst ?? []),
      failedSignIns: [...account.guesses.values()].flatMap(({ burst }) => burst ?? []),
      keyPlaces: [...account.keyPlaces.values()],
      sharedSessions: [],
    };
  }

  private of(accountId: string): AccountHistory {
    const known = this.accounts.get(accountId) ?? new AccountHistory();
    this.accounts.set(accountId, known);
    return known;
  }

  private async fold(now: Date): Promise<void> {
    const last = (await this.db.event.findFirst({ orderBy: { id: 'desc' }, select: { id: true } }))?.id ?? 0;
    if (this.cursor !== null && !(await this.isSameHistory(this.cursor))) {
      this.cursor = null;
      this.accounts.clear();
      this.callers.clear();
    }
    const first = (await this.db.event.findFirst({ orderBy: { id: 'asc' }, select: { id: true } }))?.id ?? 0;
    // A caller whose clock is ahead must not make recent events disappear for the others.
    const from = new Date(Math.min(now.getTime(), Date.now()) - LONGEST_WINDOW_DAYS * DAY_MS);
    if (this.cursor === null) this.since = await this.findStart(first, last);
    let after = this.cursor ?? Math.max(first - 1, last - MOST_EVENTS);
    while (after < last) {
      const upTo = Math.min(after + SPAN, last);
      await this.foldSpan({ gt: after, lte: upTo }, from);
      after = upTo;
      await letOthersIn();
    }
    this.cursor = last;
    this.lastRequest = await this.requestOf(last);
  }

  /**
   * Returns whether the last event that was read is still there. Event ids start again after an installation was emptied, and may have passed the
   * cursor by then.
   */
  private async isSameHistory(cursor: number): Promise<boolean> {
    return (await this.requestOf(cursor)) === this.lastRequest;
  }

  private async requestOf(id: number): Promise<string | null> {
    return (await this.db.event.findFirst({ where: { id }, select: { requestId: true } }))?.requestId ?? null;
  }

  /** Returns the time from which events are known; null if they cover the longest window or the whole history. */
  private async findStart(first: number, last: number): Promise<Date | null> {
    if (isWhole(first, last, settings().retention)) return null;
    const start = { id: { gt: Math.max(first - 1, last - MOST_EVENTS) } };
    return (await this.db.event.findFirst({ where: start, orderBy: { id: 'asc' }, select: { time: true } }))?.time ?? null;
  }

  private async foldSpan(id: { gt: number; lte: number }, from: Date): Promise<void> {
    const { event } = this.db;
    const counted = await event.groupBy({
      by: ['callerId', 'eventSource', 'eventName', 'readOnly', 'outcome'],
      where: { id, time: { gte: from } },
      _count: { _all: true },
      _max: { time: true },
    });
    await letOthersIn();
    const singled = await event.findMany({
      where: {
        id,
        time: { gte: from },
        OR: [{ eventName: 'ConsoleLogin' }, { outcome: 'Denied' }, { authorizationId: { not: null } }],
      },
      orderBy: { id: 'asc' },
      select: {
        id: true,
        time: true,
        callerId: true,
        accountId: true,
        eventSource: true,
        eventName: true,
        outcome: true,
        responseElements: true,
      },
    });
    const added = await this.learn([...counted, ...singled].map(({ callerId }) => callerId));
    for (const caller of added) this.noteCaller(caller);
    for (const row of counted) {
      const time = row._max.time;
      const caller = this.callers.get(row.callerId);
      if (caller && time) this.count(caller, row, row._count._all, time.getTime());
      await giveWay();
    }
    for (const row of singled) {
      const caller = this.callers.get(row.callerId);
      if (!caller) continue;
      if (row.eventName === 'ConsoleLogin') this.noteSignIn(caller, row);
      else this.noteDenial(caller, row);
      await giveWay();
    }
    await this.comparePlaces(added);
  }

  /** Reads the callers that are not cached. */
  private async learn(ids: readonly string[]): Promise<Caller[]> {
    const rows = await readByIds(
      ids.filter((id) => this.callers.get(id) === undefined),
      (some) =>
        this.db.eventCaller.findMany({
          where: { id: { in: some } },
          select: {
            id: true,
            accountId: true,
            day: true,
            principalType: true,
            principalId: true,
            principalArn: true,
            userName: true,
            accessKeyId: true,
            sourceIpAddress: true,
            via: true,
          },
        }),
    );
    for (const row of rows) this.callers.set(row.id, row);
    return rows;
  }

  /** Records the first call of a caller on a day from an address: the last use of keys, roles and root moved. */
  private noteCaller(caller: Caller): void {
    const account = this.of(caller.accountId);
    account.version += 1;
    if (!caller.accessKeyId?.startsWith('AKIA')) return;
    const key = `${caller.accessKeyId} ${caller.day}`;
    const day = account.keyDays.get(key) ?? { callers: [], networks: new Set() };
    if (day.callers.length >= MOST_PLACES || day.callers.some(({ id }) => id === caller.id)) return;
    day.callers.push(caller);
    day.networks.add(networkOf(caller.sourceIpAddress));
    account.keyDays.set(key, day);
    makeRoom(account.keyDays, MOST_KEY_DAYS);
  }

  private count(
    caller: Caller,
    row: { eventSource: string; eventName: string; readOnly: boolean; outcome: string },
    times: number,
    time: number,
  ): void {
    const account = this.of(caller.accountId);
    const wrote = !row.readOnly && row.outcome === 'Success';
    // Calls that Gatehouse makes in root's name don't count as root use.
    if (caller.principalType === 'Root' && caller.via !== 'system') {
      const day = account.rootDays.get(caller.day) ?? { calls: 0, writes: 0 };
      const writes = wrote && !ROOT_TASKS.has(row.eventName) ? times : 0;
      account.rootDays.set(caller.day, { calls: day.calls + times, writes: day.writes + writes });
      if (writes > 0) account.version += 1;
    }
    // A trial changes nothing, so it does not count as use.
    if (row.outcome === 'Denied' || caller.via === 'system' || caller.via === TRIAL) return;
    const service = before(row.eventSource, '.');
    if (row.outcome === 'Success') account.services.set(service, Math.max(time, account.services.get(service) ?? 0));
    // A role session counts for its role.
    const done = `${caller.principalId?.split(':', 1)[0]} ${service}:${row.eventName}`;
    if (account.done.has(done)) return;
    account.done.add(done);
    account.version += 1;
  }

  private noteSignIn(caller: Caller, row: { id: number; time: Date; outcome: string; responseElements: string | null }): void {
    const account = this.of(caller.accountId);
    account.version += 1;
    if (row.outcome === 'Success') {
      const mfa = row.responseElements === null ? undefined : /"MFAUsed":"(Yes|No)"/.exec(row.responseElements)?.[1];
      const { principalId = '' } = caller;
      const userId = caller.principalType === 'Root' ? null : principalId;
      const own = account.signIns.get(`${userId} ${mfa}`) ?? [];
      account.signIns.set(`${userId} ${mfa}`, own);
      if (own.length >= MOST_SIGN_INS) own.shift();
      own.push({
        userId,
        time: row.time,
        sourceIp: caller.sourceIpAddress,
        mfa: mfa === undefined ? null : mfa === 'Yes',
        eventId: eventIdOf(row),
      });
      return;
    }
    const identity = caller.principalType === 'Root' ? 'root' : (caller.userName ?? 'unknown users');
    for (const guessed of [identity, `from ${caller.sourceIpAddress}`]) {
      const guesses = account.guesses.get(guessed) ?? { recent: [], burst: null };
      account.guesses.set(guessed, guesses);
      makeRoom(account.guesses, MOST_SUSPECTS);
      guesses.recent.push({ time: row.time.getTime(), sourceIp: caller.sourceIpAddress });
      guesses.recent = within(guesses.recent, row.time, HOUR_MS);
      if (guesses.recent.length < GUESSES_PER_HOUR) continue;
      const sourceIps = [...new Set(guesses.recent.map(({ sourceIp }) => sourceIp))];
      guesses.burst = { identity: guessed, sourceIps, count: guesses.recent.length, time: row.time };
    }
  }

  private noteDenial(caller: Caller, row: { time: Date; eventSource: string; eventName: string }): void {
    const [principalId] = caller.principalId?.split(':') ?? [];
    if (!principalId) return;
    const account = this.of(caller.accountId);
    const denials = account.denials.get(principalId) ?? { recent: [], burst: null };
    account.denials.set(principalId, denials);
    makeRoom(account.denials, MOST_SUSPECTS);
    denials.recent.push({ time: row.time.getTime(), action: `${row.eventSource.split('.', 1)[0]}:${row.eventName}` });
    denials.recent = within(denials.recent, row.time, HOUR_MS);
    const actions = new Set(within(denials.recent, row.time, DENIED_ACTIONS_MS).map(({ action }) => action));
    if (denials.recent.length < DENIALS_PER_HOUR && actions.size < DENIED_ACTIONS) return;
    account.version += 1;
    const all = [...new Set(denials.recent.map(({ action }) => action))];
    const { principalArn, userName } = caller;
    const arn = principalArn ?? '';
    const name = userName ?? (arn === '' ? principalId : afterLast(arn, '/'));
    denials.burst = { principalId, arn, name, count: denials.recent.length, actions: all, time: row.time };
  }

  /** Finds keys that were used from several networks on one day: within ten minutes, or from very many. */
  private async comparePlaces(added: readonly Caller[]): Promise<void> {
    for (const { accountId, accessKeyId, day } of added) {
      const account = this.of(accountId);
      const places = account.keyDays.get(`${accessKeyId} ${day}`);
      if (!places || !accessKeyId || places.networks.size < 2) continue;
      const time = await this.closeTogether(places.callers);
      const many = places.networks.size > KEY_PLACES_PER_DAY;
      if (time === null && !many) continue;
      account.version += 1;
      const when = time ?? new Date(`${day}T00:00:00Z`);
      account.keyPlaces.set(accessKeyId, { keyId: accessKeyId, networks: [...places.networks].sort(), time: when });
    }
  }

  private async closeTogether(callers: readonly Caller[]): Promise<Date | null> {
    const events = await this.db.event.findMany({
      where: { callerId: { in: callers.map(({ id }) => id) } },
      orderBy: { id: 'desc' },
      take: 500,
      select: { callerId: true, time: true },
    });
    const networks = new Map(callers.map(({ id, sourceIpAddress }) => [id, networkOf(sourceIpAddress)]));
    const ordered = events.toSorted((a, b) => b.time.getTime() - a.time.getTime());
    for (const [index, { callerId, time }] of ordered.entries()) {
      const before = ordered[index + 1];
      if (!before || networks.get(before.callerId) === networks.get(callerId)) continue;
      if (time.getTime() - before.time.getTime() <= KEY_PLACES_MS) return time;
    }
    return null;
  }
}

/**
 * Returns whether the events between two ids are all events of the longest window: none were deleted, or only older ones.
 * @param kept the retention limits, in days and in number of events
 */
export function isWhole(first: number, last: number, kept: { days: number; events: number }): boolean {
  if (last - first >= MOST_EVENTS) return false;
  return first <= 1 || (kept.days >= LONGEST_WINDOW_DAYS && last - first + 1 < kept.events);
}

/** Removes the oldest entry if the map exceeds its limit. */
function makeRoom(noted: Map<string, unknown>, most: number): void {
  const [oldest] = noted.size > most ? noted.keys() : [];
  if (oldest !== undefined) noted.delete(oldest);
}

function within<T extends { time: number }>(recent: T[], now: Date, ms: number): T[] {
  return recent.slice(-MOST_RECENT).filter(({ time }) => now.getTime() - time <= ms);
}

const ofDatabase = perDatabase('history', (reader) => new History(reader));

export type KnownHistory = Pick<History, 'versionOf' | 'activityOf' | 'knownSince' | 'servicesOf'>;

/**
 * Returns the history of a database up to now.
 * @param reader the database's reading connection
 */
export async function historyOf(reader: Transaction, now: Date): Promise<KnownHistory> {
  const known = ofDatabase(reader);
  await known.catchUp(now);
  return known;
}

type Session = { userId: string | null; createdAt: Date; usedAt: Date; sourceIp: string; userAgent: string };

/** Returns users with concurrent sessions on different networks and browsers, and how often. */
export function sharedSessionsOf(sessions: readonly Session[]): SharedSessions[] {
  const shared: SharedSessions[] = [];
  for (const [userId, own] of grouped(sessions, (session) => session.userId)) {
    if (userId === null) continue;
    const pairs = own.flatMap((one, index) =>
      own
        .slice(index + 1)
        .filter((other) => areApart(one, other))
        .map((other) => [one, other] as const),
    );
    if (pairs.length === 0) continue;
    shared.push({
      userId,
      times: pairs.map(([one, other]) => new Date(Math.max(one.createdAt.getTime(), other.createdAt.getTime()))),
      networks: [...new Set(pairs.flatMap((pair) => pair.map(({ sourceIp }) => networkOf(sourceIp))))].sort(),
      userAgents: [...new Set(pairs.flatMap((pair) => pair.map(({ userAgent }) => userAgent)))].sort(),
    });
  }
  return shared;
}

function areApart(one: Session, other: Session): boolean {
  const overlap = one.createdAt <= other.usedAt && other.createdAt <= one.usedAt;
  return overlap && networkOf(one.sourceIp) !== networkOf(other.sourceIp) && one.userAgent !== other.userAgent;
}
