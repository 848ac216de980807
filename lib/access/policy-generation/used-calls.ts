import { checksOf, dayOf, eventIdOf, type RecordedDecision } from '../../core/events/event-rows';
import { TRIAL } from '../../core/module/event-category';
import { giveWay, letOthersIn } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { isWithMfa } from '../recorded-call';
import type { AccessSubject } from '../subject';

/** The most events that are read, newest first. */
export const MOST_EVENTS = 100_000;
const ROWS_AT_ONCE = 500;
const MOST_EXAMPLES = 3;
const DAY_MS = 86_400_000;

type CallerRow = NonNullable<Awaited<ReturnType<Transaction['eventCaller']['findFirst']>>>;

/** An action on a resource in one set of circumstances that was allowed, with its uses. */
export type UsedCall = {
  action: string;
  resource: string;
  /** The last caller's identity, address and credentials. */
  caller: CallerRow;
  count: number;
  first: Date;
  last: Date;
  /** The ids of the latest events, newest first. */
  events: string[];
};

export type PrincipalUse = {
  calls: UsedCall[];
  /** The number of events read. `since` is the time of the oldest one, if there are more. */
  events: number;
  since?: Date;
  /** The denied calls, and the checks whether a missing object may be reported. `calls` includes neither. */
  denied: number;
  probes: UsedCall[];
  /** The ids that AWS generated for what the principal created. */
  made: ReadonlySet<string>;
};

type Window = { from: Date; to: Date };

/** Reads the calls of a user, or of all sessions of a role, in a window. Calls with equal circumstances count as one. */
export async function readUse(
  db: Transaction,
  { kind, caller, account }: AccessSubject,
  { from, to }: Window,
): Promise<PrincipalUse> {
  const tally = new Tally();
  const principal = whoIs(kind, caller);
  for (let day = Date.parse(dayOf(to)); day >= Date.parse(dayOf(from)) - DAY_MS && !tally.isFull; day -= DAY_MS) {
    const where = { accountId: account.id, day: dayOf(new Date(day)), ...principal, via: { not: TRIAL } };
    for (const one of await db.eventCaller.findMany({ where })) await tally.addCaller(db, one, { from, to });
    await letOthersIn();
  }
  return tally.use();
}

/** Returns the filter for a caller's ids. Session ids begin with the role's unique id, which is never reused. */
function whoIs(kind: AccessSubject['kind'], { principal }: AccessSubject['caller']) {
  if (kind === 'Role' && principal.type === 'AssumedRole')
    return { principalType: 'AssumedRole', principalId: { startsWith: `${principal.roleId}:` } };
  return { principalType: 'User', principalId: principal.type === 'User' ? principal.userId : '' };
}

type Row = Awaited<ReturnType<typeof readRows>>[number];

/** Reads the rows of one caller, newest first. */
function readRows(db: Transaction, callerId: string, before: number | undefined, { from, to }: Window) {
  return db.event.findMany({
    where: { callerId, ...(before === undefined ? {} : { id: { lt: before } }), time: { gte: from, lte: to } },
    orderBy: { id: 'desc' },
    take: ROWS_AT_ONCE,
    select: {
      id: true,
      accountId: true,
      time: true,
      eventSource: true,
      eventName: true,
      resources: true,
      outcome: true,
      decision: true,
    },
  });
}

type Tallied = Omit<UsedCall, 'events'> & { examples: { id: number; time: Date }[] };
type Alike = { checks: readonly RecordedDecision[]; same: readonly Row[]; newest: Row };

function toUsed({ examples, ...call }: Tallied): UsedCall {
  return { ...call, events: examples.map(eventIdOf) };
}

/** Counts rows with identical text before parsing any, because most rows repeat. */
class Tally {
  private readonly calls = new Map<string, Tallied>();
  private readonly probes = new Map<string, Tallied>();
  /** The parsed rows by text, shared by all callers. */
  private readonly read = new Map<string, readonly RecordedDecision[]>();
  private readonly made = new Set<string>();
  private events = 0;
  private denied = 0;
  private oldest: Date | undefined;
  isFull = false;

  async addCaller(db: Transaction, caller: CallerRow, window: Window): Promise<void> {
    for (let before: number | undefined; !this.isFull; ) {
      const rows = await readRows(db, caller.id, before, window);
      await this.addRows(caller, rows);
      await this.addMade(db, rows);
      before = rows.at(-1)?.id;
      if (rows.length < ROWS_AT_ONCE) return;
      await letOthersIn();
    }
  }

  private async addRows(caller: CallerRow, rows: readonly Row[]): Promise<void> {
    const alike = new Map<string, Row[]>();
    for (const row of rows.slice(0, MOST_EVENTS - this.events)) {
      this.events++;
      if (this.oldest === undefined || row.time < this.oldest) this.oldest = row.time;
      if (row.outcome === 'Denied') this.denied++;
      if (row.outcome === 'Denied' || row.decision === null) continue;
      const key = `${row.eventSource} ${row.eventName} ${row.resources} ${row.decision}`;
      const known = alike.get(key);
      if (known) known.push(row);
      else alike.set(key, [row]);
    }
    this.isFull = this.events >= MOST_EVENTS;
    const circumstances = `${isWithMfa(caller)} ${caller.awsRegion} ${caller.sourceIpAddress}`;
    for (const [key, same] of alike) {
      const [newest] = same;
      if (!newest) continue;
      const checks = this.read.get(key) ?? checksOf(newest);
      this.read.set(key, checks);
      this.add(caller, circumstances, { checks, same, newest });
      await giveWay();
    }
  }

  /** Reads what the calls of some rows created. Most calls create nothing, so their answers are not read. */
  private async addMade(db: Transaction, rows: readonly Row[]): Promise<void> {
    const ids = rows.flatMap(({ id, eventName, outcome }) => (CREATES.test(eventName) && outcome === 'Success' ? [id] : []));
    if (ids.length === 0) return;
    const select = { accountId: true, requestParameters: true, responseElements: true } as const;
    for (const created of await db.event.findMany({ where: { id: { in: ids } }, select })) {
      for (const id of generatedIn(created)) this.made.add(id);
      await giveWay();
    }
  }

  private add(caller: CallerRow, circumstances: string, { checks, same, newest }: Alike): void {
    const isProbed = checks.some(({ action }) => READS_OBJECT.test(action));
    for (const { action, resource, decision } of checks) {
      if (decision !== 'Allowed') continue;
      const into = isProbed && action === 's3:ListBucket' ? this.probes : this.calls;
      const key = `${circumstances} ${action} ${resource}`;
      const known = into.get(key);
      const first = same.at(-1)?.time ?? newest.time;
      const examples = same.slice(0, MOST_EXAMPLES);
      if (known === undefined) {
        into.set(key, { action, resource, caller, count: same.length, first, last: newest.time, examples });
        continue;
      }
      known.count += same.length;
      if (first < known.first) known.first = first;
      if (newest.time > known.last) known.last = newest.time;
      known.examples = [...known.examples, ...examples].sort((a, b) => b.id - a.id).slice(0, MOST_EXAMPLES);
    }
  }

  use(): PrincipalUse {
    return {
      calls: [...this.calls.values()].map(toUsed),
      events: this.events,
      ...(this.isFull && this.oldest && { since: this.oldest }),
      denied: this.denied,
      probes: [...this.probes.values()].map(toUsed),
      made: this.made,
    };
  }
}

/** The names of calls whose answer has what AWS generated for the new resource. */
const CREATES = /^(?:Create|Run|Import|Allocate|Request)[A-Z]/;
/** An id, whole or as the last part of an ARN. Shorter texts are states and kinds, and words without a digit or hyphen are fixed names. */
const GENERATED = /(?:^|[/:])((?=[^/:]*[\d-])[A-Za-z0-9-]{6,})$/;

type Created = { accountId: string; requestParameters: string | null; responseElements: string | null };

/** Returns the ids in an answer that the caller did not send. */
function generatedIn({ accountId, requestParameters, responseElements }: Created): string[] {
  if (responseElements === null) return [];
  const given = new Set([accountId, ...(requestParameters === null ? [] : textsIn(JSON.parse(requestParameters)))]);
  return textsIn(JSON.parse(responseElements)).flatMap((text) => {
    const id = GENERATED.exec(text)?.[1];
    return id === undefined || given.has(id) ? [] : [id];
  });
}

/** Returns the texts in a JSON value. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** The object calls that also check whether a missing object may be reported. */
const READS_OBJECT = /^s3:\w*Object/i;
