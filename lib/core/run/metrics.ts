import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../../db/client';
import { databaseBytes } from '../../db/database-bytes';
import { keptFactsReads } from '../cache/kept-facts';
import { type CallRecord, observeCalls } from '../events/call-records';
import { loopDelay } from '../work/loop-delay';
import { storedBytesOfFullestAccount, storedBytesOfInstallation } from './stored-bytes';

/** The answer of `GET /_gatehouse/metrics`. */
export type Metrics = {
  contentType: string;
  /** Returns the counts since the process started, in Prometheus's text format. */
  text(): Promise<string>;
  /** Ends the counting. */
  stop(): void;
};

const BUCKETS_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

/**
 * Counts the calls of this process from now on. Labels hold names of services and operations and our own words, never names from
 * accounts. Their number is bounded, and readers of the metrics learn nothing about an account.
 */
export function startMetrics(database: Database): Metrics {
  const registry = new Registry();
  const registers = [registry];
  // Counts are added up here and passed on when metrics are read: prom-client looks a series up by its labels each time, which
  // costs the most.
  const totals = new Map<string, Total>();
  const countOf = (name: string, help: string, value: (total: Total) => number) =>
    new Counter({
      name,
      help,
      labelNames: ['via', 'service', 'operation', 'outcome'],
      registers,
      collect() {
        this.reset();
        for (const total of totals.values()) this.inc(total.labels, value(total));
      },
    });
  countOf('gatehouse_calls_total', 'Calls answered, by entry point, operation and outcome.', ({ calls }) => calls);
  countOf('gatehouse_call_seconds_total', 'The total duration of these calls.', ({ seconds }) => seconds);
  // Not by operation: writing thousands of lines would hold the process.
  const durations = new Histogram({
    name: 'gatehouse_call_duration_seconds',
    help: 'From when a call was read to when its answer was known.',
    labelNames: ['via', 'service'],
    buckets: BUCKETS_SECONDS,
    registers,
  });
  const decisions = new Counter({
    name: 'gatehouse_decisions_total',
    help: 'Decisions of the policy engine about calls.',
    labelNames: ['decision'],
    registers,
  });
  new Gauge({
    name: 'gatehouse_event_loop_delay_seconds',
    help: 'How late the process came to work that was due, in the last 10 to 20 seconds.',
    labelNames: ['quantile'],
    registers,
    collect() {
      const { p99Ms, maxMs } = loopDelay();
      this.set({ quantile: '0.99' }, p99Ms / 1000);
      this.set({ quantile: '1' }, maxMs / 1000);
    },
  });
  new Counter({
    name: 'gatehouse_cache_reads_total',
    help: 'Look-ups of what is kept in the process while a revision stands.',
    labelNames: ['cache', 'result'],
    registers,
    collect() {
      this.reset();
      for (const [cache, { hits, misses }] of keptFactsReads()) {
        this.inc({ cache, result: 'hit' }, hits);
        this.inc({ cache, result: 'miss' }, misses);
      }
    },
  });
  new Gauge({
    name: 'gatehouse_database_bytes',
    help: 'Size of the database; NaN while it does not answer.',
    registers,
    async collect() {
      this.set(await databaseBytes(database).catch(() => Number.NaN));
    },
  });
  const stored = (name: string, help: string, value: () => Promise<number>) =>
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        this.set(await value().catch(() => Number.NaN));
      },
    });
  const everything = () => storedBytesOfInstallation(database.reader);
  const fullest = () => storedBytesOfFullestAccount(database.reader);
  stored(
    'gatehouse_stored_bytes',
    'Bytes that all accounts store in resources and snapshots.',
    async () => (await everything()).bytes,
  );
  stored('gatehouse_stored_bytes_quota', 'The most bytes that all accounts may store.', async () => (await everything()).quota);
  stored('gatehouse_stored_bytes_fullest_account', 'Bytes of the account that stores most.', async () => (await fullest()).bytes);
  stored(
    'gatehouse_stored_bytes_quota_account',
    'The most bytes that one account may store.',
    async () => (await fullest()).quota,
  );

  const totalOf = ({ via, service = 'unknown', operation = 'unknown', outcome }: CallRecord) => {
    const key = `${via} ${service} ${operation} ${outcome}`;
    const known = totals.get(key);
    if (known) return known;
    const made: Total = { labels: { via, service, operation, outcome }, calls: 0, seconds: 0 };
    totals.set(key, made);
    return made;
  };
  const decided = {
    Allowed: decisions.labels('Allowed'),
    ExplicitDeny: decisions.labels('ExplicitDeny'),
    ImplicitDeny: decisions.labels('ImplicitDeny'),
  };
  const stop = observeCalls((record) => {
    const total = totalOf(record);
    const taken = record.durationMs / 1000;
    total.calls += 1;
    total.seconds += taken;
    durations.observe({ via: total.labels.via, service: total.labels.service }, taken);
    for (const decision of record.decisions) decided[decision].inc();
  });
  const text = async () => {
    const parts: string[] = [];
    for (const { name } of registry.getMetricsAsArray()) {
      // With every operation in use, writing all of them at once would hold the process for too long.
      await new Promise(setImmediate);
      parts.push(await registry.getSingleMetricAsString(name));
    }
    return `${parts.join('\n\n')}\n`;
  };
  return { contentType: registry.contentType, text, stop };
}

type Total = { labels: { via: string; service: string; operation: string; outcome: string }; calls: number; seconds: number };
