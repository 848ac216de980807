import { readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { startGatehouse } from '../../scripts/test/test-server.mjs';
import { type Figure, load, median, signedText } from '../aws-api/testing/load';
import { openSqliteFile } from '../db/sqlite/sqlite-driver';
import {
  callInShell,
  clickAround,
  joinAndStart,
  NEXT_SCENARIO,
  openTeacher,
  SCENARIO,
  type Server,
  type Student,
  startAttempt,
  watchLab,
  writeByWire,
} from './testing/class-load';
import type { Timing } from './testing/light-browser';

const STUDENTS = 30;
const WORK_MS = 75_000;
const READY_LIMIT_MS = 40_000;
const STEPS_BACK = 10;
/** The number of calls of each student in the last part. */
const CALLS = 200;
const CONNECTIONS = 8;
/** The interval for polling whether an outcome was stored. */
const LOOK_MS = 20;
/** The load of a lesson: the calls of each student in a minute, and the duration. */
const LESSON = { callsPerMinute: 200, minutes: 90 };

/**
 * Measures a class of thirty on its own server, started like `CLASSROOM=on npm start`. All students join and start at once. Then they browse and also
 * write through the wire API. The load generator shares the machine, so its processor time is reported too.
 */
export async function run(): Promise<Figure[]> {
  const root = process.cwd();
  const dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-class-'));
  const started = await startGatehouse(root, dataDir, { CLASSROOM: 'on', HOST: '127.0.0.1', SIGN_UP: 'closed' });
  const server: Server = { origin: started.baseUrl, apiPort: Number(new URL(started.apiUrl).port), root };
  const stored = await openStored(dataDir);
  try {
    const lesson = await holdLesson(server, started, stored, dataDir);
    return lesson;
  } finally {
    stored.close();
    await started.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

type Started = Awaited<ReturnType<typeof startGatehouse>>;

async function holdLesson(server: Server, started: Started, stored: Stored, dataDir: string): Promise<Figure[]> {
  const process_ = watchProcess(started.pid);
  const ofTeacher: Timing[] = [];
  const teacher = await openTeacher(server, setUpPathOf(started.greeting), (timing) => ofTeacher.push(timing));
  const { classId, joinCode } = await teacher.createClass('Class of thirty');
  const first = await teacher.assign(classId, SCENARIO.packId);
  const names = Array.from({ length: STUDENTS }, (_, index) => `Student ${index + 1}`);
  await teacher.browser.open(`/class/${classId}`);
  const figures: Figure[] = [{ name: 'class: memory of the server before', value: process_.read().memory, unit: 'MB' }];

  // All students join at the same time, and no attempts are built in advance.
  const burst: Timing[] = [];
  const joining = performance.now();
  const delayOfJoining = delayOf(started.apiUrl);
  const arrivals: number[] = [];
  const students = await Promise.all(
    names.map(async (name) => {
      const student = await joinAndStart(server, joinCode, first, name, (timing) => burst.push(timing));
      arrivals.push((performance.now() - joining) / 1000);
      return student;
    }),
  );
  figures.push(
    {
      name: `class: ${STUDENTS} joined, started and in their accounts`,
      value: Math.max(...arrivals),
      unit: 's',
      target: 'under 60',
    },
    { name: 'class: the median of them', value: median(arrivals), unit: 's' },
    ...timesOf('while all join', burst, ['page', 'step', 'read'], 'under 1000'),
    ...timesOf('actions of joining and starting', burst, ['action']),
    ...timesOf('files of pages, first time', burst, ['asset']),
    await delayOfJoining(),
  );
  const assets = burst.filter(({ kind }) => kind === 'asset').length;
  figures.push({ name: 'class: files that were loaded', value: assets, unit: 'files' });

  // The teacher adds the next assignment while the class works. Its attempts are built in the background.
  const next = await teacher.assign(classId, NEXT_SCENARIO);
  figures.push(...(await workTogether(server, started, stored, teacher.browser, classId, students, process_)));

  figures.push(await startTogether(server, stored, students, next));

  const back: number[] = [];
  for (const { attemptId } of students.slice(0, STEPS_BACK)) {
    const began = performance.now();
    await teacher.backToStep(classId, attemptId, SCENARIO.stepId);
    back.push(performance.now() - began);
  }
  figures.push(
    { name: 'class: back to the beginning of a step, median', value: median(back), unit: 'ms' },
    { name: 'class: the longest', value: Math.max(...back), unit: 'ms', target: 'under 1000' },
    ...(await fillHistory(server, stored, students, dataDir)),
    { name: 'class: memory of the server, the most there was', value: process_.read().most, unit: 'MB', target: 'under 1000' },
  );
  for (const { browser } of students) browser.close();
  teacher.browser.close();
  process_.stop();
  return figures;
}

function setUpPathOf(greeting: string): string {
  const [path] = /\/class\/set-up\?token=\S+/.exec(greeting) ?? [];
  if (path === undefined) throw new Error('the start printed no link that sets up the operator');
  return path;
}

/** Runs the class: students browse, read their checks, use the shell and call the wire API, while the teacher's matrix is open. */
async function workTogether(
  server: Server,
  { apiUrl }: Started,
  stored: Stored,
  teacher: Awaited<ReturnType<typeof openTeacher>>['browser'],
  classId: string,
  students: readonly Student[],
  process_: ProcessWatch,
): Promise<Figure[]> {
  const since = performance.now();
  const stop = new AbortController();
  const timings: Timing[] = [];
  const calls: number[] = [];
  const inShell: number[] = [];
  const beside: number[] = [];
  const turned: number[] = [];
  const shown: number[] = [];
  const matrix: number[] = [];
  const waiting = new Map<string, { outcome: string; since: number; isStored: boolean }>();
  listen(students, timings);
  const seeStored = ({ attemptId, outcome }: StoredOutcome) => {
    const open = waiting.get(attemptId);
    if (!open || open.isStored || open.outcome !== outcome) return;
    open.isStored = true;
    turned.push(performance.now() - open.since);
  };
  const delay = delayOf(apiUrl);
  const { cpu } = process_.read();
  const own = process.cpuUsage();
  const work = students.flatMap((student, index) => [
    clickAround(student, index, stop.signal),
    watchLab(student, index, stop.signal, (outcome) => {
      const open = waiting.get(student.attemptId);
      if (open?.outcome !== outcome) return;
      waiting.delete(student.attemptId);
      shown.push(performance.now() - open.since);
    }),
    callInShell(student, server.apiPort, index, stop.signal, (shellMs, wireMs) => {
      inShell.push(shellMs);
      beside.push(wireMs);
    }),
    writeByWire(student, server.apiPort, index, stop.signal, (outcome, ms) => {
      calls.push(ms);
      waiting.set(student.attemptId, { outcome, since: performance.now(), isStored: false });
    }),
  ]);
  const watchMatrix = async () => {
    while (!stop.signal.aborted) {
      const began = performance.now();
      await teacher.read(`/api/class/${classId}/matrix`);
      matrix.push(performance.now() - began);
      await setTimeout(2_000, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  };
  const looking = stored.watch(stop.signal, seeStored);
  globalThis.setTimeout(() => stop.abort(), WORK_MS);
  await Promise.all([...work, watchMatrix(), looking]);
  const seconds = (performance.now() - since) / 1000;
  const { user, system } = process.cpuUsage(own);
  return [
    ...timesOf('while all click: pages by their address', timings, ['page'], 'p95 under 500'),
    ...timesOf('while all click: pages by a link', timings, ['step'], 'p95 under 500'),
    ...timesOf('while all click: reads of pages', timings, ['read'], 'p95 under 500'),
    { name: 'class: requests to the console in a second', value: timings.length / seconds, unit: 'requests' },
    ...percentiles('a write by the wire API', calls),
    ...percentiles('a call in the shell', inShell),
    ...percentiles('the same call by the wire API', beside),
    {
      name: 'class: a call in the shell takes more than by the wire API, median',
      value: median(inShell) - median(beside),
      unit: 'ms',
      target: 'under 20',
    },
    ...percentiles('from a write until its check has turned', turned, 'p95 under 1500'),
    ...percentiles('from a write until the student’s page shows it', shown, 'p95 under 2000'),
    ...percentiles('matrix', matrix, 'under 200'),
    await delay(),
    { name: 'class: processors that the server took', value: (process_.read().cpu - cpu) / seconds, unit: 'of them' },
    { name: 'class: processors that sending took beside it', value: (user + system) / 1e6 / seconds, unit: 'of them' },
  ];
}

/** Collects the timings of the students' requests in this list from now on. */
function listen(students: readonly Student[], timings: Timing[]): void {
  for (const { browser } of students) browser.listen((timing) => timings.push(timing));
}

/** Starts an assignment for all students, with attempts built in advance. */
async function startTogether(
  server: Server,
  stored: Stored,
  students: readonly Student[],
  assignmentId: string,
): Promise<Figure> {
  const since = performance.now();
  while (stored.ready(assignmentId) < students.length && performance.now() - since < READY_LIMIT_MS) await setTimeout(250);
  const ready = stored.ready(assignmentId);
  const began = performance.now();
  await Promise.all(students.map(({ browser }) => startAttempt(server, browser, assignmentId)));
  const value = (performance.now() - began) / 1000;
  return { name: `class: ${students.length} start, ${ready} attempts built ahead`, value, unit: 's', target: 'under 3' };
}

/** Makes many calls as fast as possible, to measure the disk space per call. */
async function fillHistory(server: Server, stored: Stored, students: readonly Student[], dataDir: string): Promise<Figure[]> {
  const requests = await Promise.all(students.map(({ keys }) => signedText(keys, 'GetUser', { UserName: 'user-1' })));
  const [before, eventsBefore] = [sizeOf(dataDir), stored.events()];
  const { perSecond, p50, p99 } = await load(server.apiPort, requests, CALLS, CONNECTIONS);
  const events = stored.events() - eventsBefore;
  const bytes = sizeOf(dataDir) - before;
  const ofLesson = STUDENTS * LESSON.callsPerMinute * LESSON.minutes;
  return [
    { name: 'class: reads by the wire API in a second, alone', value: perSecond, unit: 'calls' },
    { name: 'class: such a read, median', value: p50, unit: 'ms' },
    { name: 'class: such a read, p99', value: p99, unit: 'ms' },
    { name: 'class: on disk until then', value: before / 1e6, unit: 'MB' },
    { name: 'class: a call leaves on disk', value: bytes / Math.max(events, 1), unit: 'bytes' },
    {
      name: `class: on disk after ${LESSON.minutes} minutes of ${LESSON.callsPerMinute} calls a minute each, by that`,
      value: (before + (bytes / Math.max(events, 1)) * ofLesson) / 1e6,
      unit: 'MB',
      target: 'under 300',
    },
  ];
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => statSync(join(folder, name), { throwIfNoEntry: false }))
    .reduce((sum, stat) => sum + (stat?.isFile() ? stat.size : 0), 0);
}

type StoredOutcome = { id: number; attemptId: string; outcome: string };
type Stored = Awaited<ReturnType<typeof openStored>>;

/** Opens the server's database for reading. */
async function openStored(dataDir: string) {
  const file = readdirSync(dataDir).find((name) => name.endsWith('.db'));
  if (file === undefined) throw new Error('the server has no database');
  const database = await openSqliteFile(join(dataDir, file));
  const newest = database.prepare('SELECT max(id) AS id FROM CheckResult');
  const outcomes = database.prepare('SELECT id, attemptId, outcome FROM CheckResult WHERE id > ? AND checkId = ? ORDER BY id');
  const ready = database.prepare('SELECT count(*) AS count FROM Attempt WHERE assignmentId = ? AND memberId IS NULL');
  const events = database.prepare('SELECT count(*) AS count FROM Event');
  return {
    ready: (assignmentId: string) => Number(ready.get([assignmentId])?.count),
    events: () => Number(events.get([])?.count),
    watch: async (stop: AbortSignal, seen: (outcome: StoredOutcome) => void) => {
      let last = Number(newest.get([])?.id ?? 0);
      while (!stop.aborted) {
        for (const row of outcomes.all([last, SCENARIO.checkId]) as StoredOutcome[]) {
          last = row.id;
          seen(row);
        }
        await setTimeout(LOOK_MS);
      }
    },
    close: () => database.close(),
  };
}

type ProcessWatch = ReturnType<typeof watchProcess>;

/** Watches a process: its memory in MB, and its processor time in seconds if the system reports it. */
function watchProcess(pid: number) {
  let most = 0;
  const read = () => {
    try {
      const memory = (Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024) / 1e6;
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      most = Math.max(most, memory);
      return { memory, most, cpu: (Number(fields[11]) + Number(fields[12])) / 100 };
    } catch {
      return { memory: Number.NaN, most: Number.NaN, cpu: Number.NaN };
    }
  };
  const timer = setInterval(read, 500);
  return { read, stop: () => clearInterval(timer) };
}

/** Returns a function that gives the server's longest event-loop delay since this call, as its health endpoint reports it. */
function delayOf(apiUrl: string): () => Promise<Figure> {
  let longest = 0;
  const look = async () => {
    const health = (await (await fetch(`${apiUrl}/_gatehouse/health`)).json()) as { eventLoopDelay: { maxMs: number } };
    longest = Math.max(longest, health.eventLoopDelay.maxMs);
  };
  const timer = setInterval(() => void look().catch(() => undefined), 5_000);
  return async () => {
    clearInterval(timer);
    await look();
    return { name: 'class: the longest that the server was held meanwhile', value: longest, unit: 'ms' };
  };
}

function timesOf(what: string, timings: readonly Timing[], kinds: readonly Timing['kind'][], target?: string): Figure[] {
  const chosen = timings.filter(({ kind }) => kinds.includes(kind));
  return percentiles(
    what,
    chosen.map(({ ms }) => ms),
    target,
  );
}

function percentiles(what: string, values: readonly number[], target?: string): Figure[] {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
  return [
    { name: `class: ${what}, median of ${sorted.length}`, value: at(0.5), unit: 'ms' },
    { name: `class: ${what}, 95th percentile`, value: at(0.95), unit: 'ms', ...(target && { target }) },
    { name: `class: ${what}, the longest`, value: at(1), unit: 'ms' },
  ];
}
