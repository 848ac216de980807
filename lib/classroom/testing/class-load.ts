import { setTimeout } from 'node:timers/promises';
import { type LoadKeys, signedText } from '../../aws-api/testing/load';
import { sendRaw } from '../../aws-api/testing/socket';
import type { ConsoleResult } from '../../console/result';
import { codeOf, stepOf } from '../../iam/mfa/totp';
import { builtActions, type LightBrowser, openBrowser, type Timing } from './light-browser';

/** The students' scenario with the check that their calls change, and another scenario for the second start. */
export const SCENARIO = { packId: 'groups-and-job-functions', persona: 'admin', checkId: 'm1', stepId: 'sort' };
export const NEXT_SCENARIO = 'explicit-deny-wins';

const PASSWORD = 'a password of a bench';
const PAGES = [
  '/home',
  '/iam/users',
  '/iam/users/user-1',
  '/iam/groups',
  '/iam/groups/EC2-Admin',
  '/iam/policies',
  '/access/events',
];
/** The reads that the scripts of the pages make after loading. */
const READS: Readonly<Record<string, readonly string[]>> = {
  '/home': [readOf('GetPosture', { Reach: 'account' })],
  '/access/events': [readOf('SearchEvents', { ReadOnly: false }), readOf('CountEvents', { ReadOnly: false })],
};
const EVERYWHERE = [readOf('ListUnavailableActions', {})];

function readOf(operation: string, input: object): string {
  return `/api/console/console/${operation}?input=${encodeURIComponent(JSON.stringify(input))}`;
}

export type Server = { origin: string; apiPort: number; root: string };

/** A student: a browser, the attempt at the first scenario, and keys for the wire API. */
export type Student = { name: string; browser: LightBrowser; attemptId: string; base: string; keys: LoadKeys };

export type Teacher = {
  browser: LightBrowser;
  createClass(name: string): Promise<{ classId: string; joinCode: string }>;
  assign(classId: string, packId: string): Promise<string>;
  backToStep(classId: string, attemptId: string, stepId: string): Promise<void>;
};

const ASSIGNMENTS = 'app/(learn)/class/actions.ts';
const LAB = 'app/(learn)/lab/actions.ts';

/** Sets up the operator with the link of a first start. The operator also teaches. */
export async function openTeacher({ origin, root }: Server, setUpPath: string, note: (timing: Timing) => void): Promise<Teacher> {
  const action = builtActions(root);
  const browser = openBrowser(origin, note);
  const html = await browser.open(setUpPath);
  const [, seed = ''] = /<code[^>]*>([A-Z2-7]{32,})</.exec(html) ?? [];
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
  const signIn = (name: string) => action('app/(learn)/class/sign-in-actions.ts', name);
  const step = stepOf(new Date());
  const asked = {
    token: hidden('token'),
    sealedSeed: hidden('sealedSeed'),
    name: 'Teacher',
    password: PASSWORD,
    confirm: PASSWORD,
  };
  const setUp = { ...asked, code: codeOf(seed, step) };
  await browser.act(setUpPath, signIn('setUpPerson'), [{}, new Map(Object.entries(setUp))]);
  const named = new Map(Object.entries({ name: 'Teacher', password: PASSWORD }));
  const first = await browser.act<{ step?: string; error?: string }>('/class/sign-in', signIn('signInToClasses'), [{}, named]);
  if (first.data?.step === undefined) throw new Error(`the teacher cannot sign in: ${first.data?.error}`);
  const second = new Map(Object.entries({ step: first.data.step, code: codeOf(seed, step + 1) }));
  const done = await browser.act<{ error?: string }>('/class/sign-in', signIn('signInToClasses'), [first.data, second]);
  if (done.redirect === undefined) throw new Error(`the teacher cannot sign in: ${done.data?.error}`);
  const act = async <Output>(page: string, name: string, input: object): Promise<Output> =>
    succeeded(await browser.act<ConsoleResult<Output>>(page, action(ASSIGNMENTS, name), [input]));
  return {
    browser,
    createClass: (name) => act('/class/create', 'createClass', { name }),
    assign: async (classId, packId) =>
      (await act<{ assignmentId: string }>(`/class/${classId}/assignments`, 'addAssignment', { classId, packId })).assignmentId,
    backToStep: (classId, attemptId, stepId) => act(`/class/${classId}`, 'goBackToStep', { attemptId, stepId }),
  };
}

function succeeded<Output>({ data: result }: { data?: ConsoleResult<Output> }): Output {
  if (!result?.ok) throw new Error(`an action failed: ${result?.error.message}`);
  return result.data;
}

/** Joins the class by its code, starts the assignment, and reads the first page with its lab. */
export async function joinAndStart(
  server: Server,
  joinCode: string,
  assignmentId: string,
  name: string,
  note: (timing: Timing) => void,
): Promise<Student> {
  const action = builtActions(server.root);
  const browser = openBrowser(server.origin, note);
  await browser.open('/join');
  const join = action('app/(learn)/join/actions.ts', 'joinClass');
  const found = await browser.act<object>('/join', join, [{}, new Map([['code', joinCode]])]);
  const joined = await browser.act<{ error?: string }>('/join', join, [
    found.data,
    new Map(Object.entries({ code: joinCode, name })),
  ]);
  if (joined.redirect === undefined) throw new Error(`${name} cannot join: ${joined.data?.error}`);
  await browser.follow(joined.redirect);
  const { href, base, attemptId } = await startAttempt(server, browser, assignmentId);
  await browser.read(`/api/lab/${attemptId}`);
  const credentials = await browser.act<ConsoleResult<{ accessKey: { id: string; secret: string } | null }>>(
    href,
    action(LAB, 'readPersonaCredentials'),
    [{ attemptId, persona: SCENARIO.persona }],
  );
  const { accessKey } = succeeded(credentials);
  if (!accessKey) throw new Error('the persona has no access key');
  return { name, browser, attemptId, base, keys: { accessKeyId: accessKey.id, secretAccessKey: accessKey.secret } };
}

/** Starts an assignment as the button does, and opens its page. */
export async function startAttempt({ root }: Server, browser: LightBrowser, assignmentId: string) {
  const open = builtActions(root)(LAB, 'openAttempt');
  const { href } = succeeded(await browser.act<ConsoleResult<{ href: string }>>('/lab', open, [{ assignmentId }]));
  const html = await browser.open(href);
  const [attemptId] = /attempt-[0-9a-f]{8}-[0-9a-f-]{27}/.exec(html) ?? [];
  if (attemptId === undefined) throw new Error(`${href} shows no attempt`);
  return { href, base: href.replace(/\/home$/, ''), attemptId };
}

/** The pauses between a student's page requests, reads of the checks, writes, and commands in the shell. */
export const PACE = { clickMs: 4_000, pollMs: 1_000, writeMs: 5_000, shellMs: 3_000 };

/** Opens pages until stopped: two of three by a link, the others by their address. */
export async function clickAround({ browser, base }: Student, seed: number, stop: AbortSignal): Promise<void> {
  await pause(PACE.clickMs * ((seed * 7) % 10) * 0.1, stop);
  for (let turn = seed; !stop.aborted; turn++) {
    const page = PAGES[turn % PAGES.length] ?? '/home';
    if (turn % 3 === 0) await browser.open(base + page);
    else await browser.follow(base + page);
    await Promise.all([...(READS[page] ?? EVERYWHERE)].map((path) => browser.read(base + path)));
    await pause(PACE.clickMs * (0.5 + (((turn * 13 + seed * 5) % 10) + 1) / 10), stop);
  }
}

/**
 * Polls the state of the checks as the lab does.
 * @param seen is called with the outcome of the check after each changed answer
 */
export async function watchLab(
  { browser, attemptId }: Student,
  seed: number,
  stop: AbortSignal,
  seen: (outcome: string | null) => void,
): Promise<void> {
  await pause(PACE.pollMs * ((seed * 3) % 10) * 0.1, stop);
  while (!stop.aborted) {
    const { status, text } = await browser.read(`/api/lab/${attemptId}`);
    if (status === 200) seen(outcomeOf(text));
    await pause(PACE.pollMs, stop);
  }
}

function outcomeOf(text: string): string | null {
  type Shown = { steps: { checks: { id: string; outcome: string | null }[] }[] };
  const { data } = JSON.parse(text) as { data: Shown };
  return data.steps.flatMap(({ checks }) => checks).find(({ id }) => id === SCENARIO.checkId)?.outcome ?? null;
}

/**
 * Adds user-1 to the group and removes it again through the wire API, as the persona.
 * @param written is called after each call with the check's expected outcome
 */
export async function writeByWire(
  { keys }: Student,
  apiPort: number,
  seed: number,
  stop: AbortSignal,
  written: (outcome: 'pass' | 'fail', ms: number) => void,
): Promise<void> {
  await pause(PACE.writeMs * ((seed * 9) % 10) * 0.1, stop);
  for (let isIn = false; !stop.aborted; isIn = !isIn) {
    const text = await signedText(keys, isIn ? 'RemoveUserFromGroup' : 'AddUserToGroup', {
      GroupName: 'S3-Support',
      UserName: 'user-1',
    });
    const began = performance.now();
    const { status, body } = await sendRaw(apiPort, text);
    if (status !== 200) throw new Error(`a call was answered ${status}: ${body}`);
    written(isIn ? 'fail' : 'pass', performance.now() - began);
    await pause(PACE.writeMs, stop);
  }
}

/**
 * Makes a call in the shell, and the same call through the wire API beside it.
 * @param called is called with the milliseconds of both
 */
export async function callInShell(
  { browser, base, keys }: Student,
  apiPort: number,
  seed: number,
  stop: AbortSignal,
  called: (shellMs: number, wireMs: number) => void,
): Promise<void> {
  const input = { UserName: 'user-1' };
  const call = { service: 'iam', operation: 'GetUser', input, region: 'us-east-1', userAgent: 'aws-cli/2.36.7' } as const;
  await pause(PACE.shellMs * ((seed * 11) % 10) * 0.1, stop);
  while (!stop.aborted) {
    const began = performance.now();
    const answer = await browser.callInShell(base, { ...call, credentials: 'session' });
    if (answer.ok !== true) throw new Error(`a call of the shell was answered ${JSON.stringify(answer)}`);
    const between = performance.now();
    const { status, body } = await sendRaw(apiPort, await signedText(keys, 'GetUser', input));
    if (status !== 200) throw new Error(`a call was answered ${status}: ${body}`);
    called(between - began, performance.now() - between);
    await pause(PACE.shellMs, stop);
  }
}

async function pause(ms: number, stop: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal: stop }).catch(() => undefined);
}
