import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { noteCall } from '../core/events/call-records';
import { type Job, type JobRun, mayChange } from '../core/module/job';
import { MOVES_CLOCK } from '../core/time/by-time';
import { startJobs } from './run-jobs';

let stop: () => Promise<void> = async () => {};
afterEach(() => stop());

type Seen = { accounts: string[]; everything: boolean };

/** Starts a job that records its runs. A run lasts until `work` ends. */
function started(facts: Partial<Job>, work: (run: JobRun, number: number) => Promise<unknown> = async () => {}): Seen[] {
  const seen: Seen[] = [];
  const run = (cause: JobRun) => {
    seen.push({ accounts: [...cause.accounts].sort(), everything: cause.everything });
    return work(cause, seen.length);
  };
  stop = startJobs([{ name: 'toy', failure: 'the toy failed', run, ...facts }]);
  return seen;
}

const call = (accountId: string | undefined, operation = 'CreateUser') =>
  noteCall(() => ({
    requestId: 'r',
    via: 'api',
    operation,
    outcome: 'Success',
    durationMs: 1,
    ...(accountId !== undefined && { accountId }),
    sourceIp: '127.0.0.1',
    decisions: [],
  }));

describe('a job', () => {
  it('without a trigger never runs', async () => {
    const seen = started({});
    call('1');
    await sleep(30);
    expect(seen).toEqual([]);
  });

  it('runs at the start and after each interval, never twice at once', async () => {
    let under = 0;
    let most = 0;
    const seen = started({ atStart: true, everyMs: 5 }, async () => {
      under += 1;
      most = Math.max(most, under);
      await sleep(20);
      under -= 1;
    });
    await expect.poll(() => seen.length).toBeGreaterThan(3);
    expect(seen[0]).toEqual({ accounts: [], everything: true });
    expect(most).toBe(1);
  });

  it('runs once after several calls, with their accounts, and ignores unwanted calls', async () => {
    const seen = started({ afterCalls: ({ operation }) => operation !== 'GetUser', settleMs: 30 });
    call('3', 'GetUser');
    call('2');
    call('1');
    call('1');
    call(undefined);
    await expect.poll(() => seen).toEqual([{ accounts: ['1', '2'], everything: false }]);
    await sleep(60);
    expect(seen).toHaveLength(1);
  });

  it('processes everything after a clock was moved', async () => {
    const seen = started({ afterCalls: () => true });
    call('1', MOVES_CLOCK);
    await expect.poll(() => seen).toEqual([{ accounts: ['1'], everything: true }]);
  });

  it('runs again for calls made during a run', async () => {
    const seen = started({ afterCalls: () => true }, async (_, number) => {
      if (number === 1) call('2');
    });
    call('1');
    await expect.poll(() => seen.map(({ accounts }) => accounts)).toEqual([['1'], ['2']]);
  });

  it('repeats the unfinished accounts after a failure', async () => {
    const seen = started({ afterCalls: () => true }, async ({ accounts }, number) => {
      if (number > 1) return;
      accounts.delete('1');
      throw new Error('a disk');
    });
    call('1');
    call('2');
    await expect.poll(() => seen).toHaveLength(1);
    call('3');
    await expect
      .poll(() => seen.map(({ accounts }) => accounts))
      .toEqual([
        ['1', '2'],
        ['2', '3'],
      ]);
  });

  it('runs again if the run requests it', async () => {
    const seen = started({ atStart: true }, async ({ again }, number) => number < 3 && again());
    await expect.poll(() => seen).toHaveLength(3);
    await sleep(30);
    expect(seen).toHaveLength(3);
  });

  it('rests in proportion to its last run, up to the longest rest', async () => {
    const at: number[] = [];
    const work = async ({ again }: JobRun, number: number) => {
      at.push(performance.now());
      await sleep(40);
      if (number < 2) again();
    };
    started({ atStart: true, rest: 5 }, work);
    await expect.poll(() => at).toHaveLength(2);
    await stop();
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThan(190);
    at.length = 0;
    started({ atStart: true, rest: 1_000_000, longestRestMs: 10 }, work);
    await expect.poll(() => at).toHaveLength(2);
  });

  it('receives the stop signal, and finishes its current work', async () => {
    let ended = false;
    const seen = started({ atStart: true, everyMs: 1 }, async ({ stopped }) => {
      while (!stopped.aborted) await sleep(5);
      await sleep(30);
      ended = true;
    });
    await expect.poll(() => seen).toHaveLength(1);
    await stop();
    expect(ended).toBe(true);
    call('1');
    await sleep(30);
    expect(seen).toHaveLength(1);
  });

  it('is not awaited at a stop if its work may be cut short', async () => {
    let release: (value: unknown) => void = () => {};
    const seen = started({ atStart: true, mayBeCutShort: true }, () => new Promise((resolve) => (release = resolve)));
    await expect.poll(() => seen).toHaveLength(1);
    await stop();
    release(undefined);
  });

  it('that runs in one process keeps its triggers while another process runs it', async () => {
    let isHeld = true;
    const seen: Seen[] = [];
    const run = async ({ accounts, everything }: JobRun) => void seen.push({ accounts: [...accounts], everything });
    const job: Job = { name: 'toy', failure: 'the toy failed', inOneProcess: true, afterCalls: mayChange, settleMs: 5, run };
    const asked: string[] = [];
    stop = startJobs([job], {
      runInOneProcess: async (name, work) => {
        asked.push(name);
        if (isHeld) return false;
        await work();
        return true;
      },
    });
    call('1');
    await expect.poll(() => asked.length).toBeGreaterThan(1);
    expect(seen).toEqual([]);
    // A clock that moves while the job waits still counts.
    call('2', MOVES_CLOCK);
    await expect.poll(() => asked.length).toBeGreaterThan(3);
    isHeld = false;
    await expect.poll(() => seen).toEqual([{ accounts: ['1', '2'], everything: true }]);
    expect(new Set(asked)).toEqual(new Set(['toy']));
  });
});

describe('a call that may change something', () => {
  it('succeeded and is not read-only', () => {
    expect(mayChange({ outcome: 'Success' })).toBe(true);
    expect(mayChange({ outcome: 'Success', readOnly: true })).toBe(false);
    expect(mayChange({ outcome: 'Denied' })).toBe(false);
    expect(mayChange({ outcome: 'Failed' })).toBe(false);
  });
});
