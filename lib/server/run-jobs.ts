import { observeCalls } from '../core/events/call-records';
import { log } from '../core/log';
import type { Job, JobRun, WakingCall } from '../core/module/job';
import { MOVES_CLOCK } from '../core/time/by-time';
import type { Database } from '../db/client';

/**
 * Starts background jobs.
 * @param runInOneProcess of the database, absent where one process uses it
 * @returns a function that stops them. It waits for the runs in progress
 */
export function startJobs(
  jobs: readonly Job[],
  { runInOneProcess }: Pick<Database, 'runInOneProcess'> = {},
): () => Promise<void> {
  const stops = jobs.map((job) => startJob(job, job.inOneProcess && runInOneProcess));
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}

function startJob(job: Job, runInOneProcess: Database['runInOneProcess']): () => Promise<void> {
  const { everyMs, afterCalls, settleMs = 0, rest = 0, longestRestMs = Number.POSITIVE_INFINITY } = job;
  const stopping = new AbortController();
  let accounts = new Set<string>();
  let everything = false;
  let isDue = false;
  let restMs = 0;
  let timer: NodeJS.Timeout | undefined;
  let interval: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  const run = async () => {
    const given: JobRun = { now: new Date(), stopped: stopping.signal, accounts, everything, again: wake };
    [accounts, everything] = [new Set<string>(), false];
    const since = performance.now();
    const work = async () => {
      await job.run(given);
    };
    try {
      const isRun = runInOneProcess ? await runInOneProcess(job.name, work) : await work().then(() => true);
      // Another process is at it, which may have begun before these causes.
      if (!isRun) {
        for (const id of given.accounts) accounts.add(id);
        everything ||= given.everything;
        wake();
      }
    } catch (err) {
      if (!stopping.signal.aborted || !job.mayBeCutShort) log.error({ err }, job.failure);
      for (const id of given.accounts) accounts.add(id);
    }
    restMs = Math.min(longestRestMs, rest * (performance.now() - since));
    if (given.everything) waitForTime();
  };
  const begin = () => {
    timer = undefined;
    isDue = false;
    running = run().finally(() => {
      running = undefined;
      if (isDue) wake();
    });
  };
  // A cause during a run is for the next run.
  const wake = () => {
    isDue = true;
    if (timer || running || stopping.signal.aborted) return;
    timer = setTimeout(begin, Math.max(settleMs, restMs)).unref();
  };
  const wakeForEverything = () => {
    everything = true;
    wake();
  };
  const waitForTime = () => {
    clearTimeout(interval);
    if (everyMs !== undefined && !stopping.signal.aborted) interval = setTimeout(wakeForEverything, everyMs).unref();
  };
  const observe = (call: WakingCall) => {
    if (!afterCalls?.(call)) return;
    if (call.accountId !== undefined) accounts.add(call.accountId);
    if (call.operation === MOVES_CLOCK) wakeForEverything();
    else wake();
  };
  const stopObserving = afterCalls && observeCalls(observe);
  waitForTime();
  if (job.atStart) wakeForEverything();
  return async () => {
    stopping.abort();
    stopObserving?.();
    clearTimeout(interval);
    clearTimeout(timer);
    if (!job.mayBeCutShort) await running;
  };
}
