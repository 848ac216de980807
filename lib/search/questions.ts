import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { askedText, REACH_QUESTIONS, type ReachLevel } from '@gatehouse/policy/analyze';
import { serviceOfArn } from '@gatehouse/policy/arn';
import { fromModules, type Module } from '../core/module/module';
import type { Match } from '../core/module/resource';
import { keysOf } from '../core/text/lists';
import { afterLast } from '../core/text/text-parts';

/** A question about access in a text, for the page that answers it. */
export type SearchQuestion =
  | { kind: 'whoCan'; label: string; action: string; resource?: string }
  | { kind: 'can'; label: string; principal: string; action: string; resource: string }
  | { kind: 'whatCan'; label: string; principal: string };

/** A resource that a text names. */
export type Named = Match & { Kind: string };

/** Returns the resources whose name, id or ARN contains a text, as far as the caller may list them. */
export type FindNamed = (needle: string) => Promise<readonly Named[]>;

/** Returns the ARN of a result. */
function arnOf({ Id, Detail = '' }: Match): string {
  return Id.startsWith('arn:') || !Detail.startsWith('arn:') ? Id : Detail;
}

/** The number of words of a question that are searched, each in all kinds of resources. */
const MOST_LOOKED_UP = 4;

/** The maximum number of words in a question. */
const MOST_WORDS = 16;

/**
 * Reads a text as questions about access: "who can read alias/payments", "why can't dana create a role", "what can erik do".
 * @param viewer the caller's ARN, for "I"
 * @returns the possible questions, likeliest first; empty if it is not a question or names no resource
 */
export async function readQuestions(text: string, viewer: string | undefined, find: FindNamed): Promise<SearchQuestion[]> {
  const words = text
    .trim()
    .replace(/[?!.,]+$/, '')
    .replaceAll('’', "'")
    .split(/\s+/);
  if (words.length < 2 || words.length > MOST_WORDS) return [];
  const lower = words.map((word) => word.toLowerCase());
  if (lower[0] === 'who') return whoQuestion(words, lower, find);
  const named = (name: string) => principalNamed(name, viewer, find);
  const what = /^(?:what (?:can|may) (\S+)(?: do)?|(?:the )?permissions of (\S+)|what (?:is|are) (\S+) allowed(?: to do)?)$/.exec(
    lower.join(' '),
  );
  if (what) {
    const principal = await named(what.slice(1).join(''));
    return principal ? [{ kind: 'whatCan', label: `What can ${principal.label} do?`, principal: principal.arn }] : [];
  }
  const start = lower[0] === 'why' ? 1 : 0;
  const [verb = '', name = ''] = lower.slice(start);
  if (!/^(?:can|could|may|cannot|can't|couldn't|is|was|am)$/.test(verb)) return [];
  const principal = await named(name);
  if (!principal) return [];
  const rest = words.slice(start + 2).filter((word) => !/^(?:not|allowed|denied|able|to)$/i.test(word));
  return (await readDeeds(rest, find)).map(({ action, resource = '*', label }) => ({
    kind: 'can',
    label: `Can ${principal.label} ${label}?`,
    principal: principal.arn,
    action,
    resource,
  }));
}

async function whoQuestion(words: string[], lower: string[], find: FindNamed): Promise<SearchQuestion[]> {
  const [, verb = ''] = lower;
  if (verb === 'has' && lower[2] === 'access' && lower[3] === 'to')
    return toWhoCan(await readDeeds(['read', ...words.slice(4)], find));
  if (!/^(?:can|could|may|is)$/.test(verb)) return [];
  return toWhoCan(
    await readDeeds(
      words.slice(2).filter((word) => !/^(?:allowed|able|to)$/i.test(word)),
      find,
    ),
  );
}

function toWhoCan(deeds: readonly Deed[]): SearchQuestion[] {
  return deeds.map(({ action, resource, label }) => ({
    kind: 'whoCan',
    label: `Who can ${label}`,
    action,
    ...(resource !== undefined && { resource }),
  }));
}

/** An action, on a resource if one is named. */
type Deed = { action: string; resource?: string; label: string };

const VERBS_OF: Readonly<Record<ReachLevel, readonly string[]>> = {
  read: ['read', 'see', 'get', 'open', 'decrypt', 'view', 'list', 'download', 'receive'],
  write: ['write', 'put', 'upload', 'change', 'modify', 'send', 'publish', 'encrypt', 'invoke', 'run', 'call', 'use'],
  permissions: ['share', 'give', 'grant', 'expose'],
};
const LEVEL_OF: ReadonlyMap<string, ReachLevel> = new Map(
  keysOf(VERBS_OF).flatMap((level) => VERBS_OF[level].map((verb) => [verb, level] as const)),
);

/** Returns the actions for a verb and service that are not the usual ones of their access level. */
const verbActionsOf = (modules: readonly Module[]): ReadonlyMap<string, string> =>
  new Map(
    kindsIn(modules).flatMap(({ service, verbs = {} }) =>
      Object.entries(verbs).map(([verb, action]) => [`${service} ${verb}`, action] as const),
    ),
  );

const kindsIn = (modules: readonly Module[]) => modules.flatMap(({ resources = [] }) => resources);

const SMALL_WORDS = new Set(['a', 'an', 'the', 'any', 'new', 'my', 'our', 'from', 'in', 'of', 'to', 'with', 'on', 'by', 'out']);
/** Returns the nouns in questions by the kind in search results. */
const nounsOf = (modules: readonly Module[]): ReadonlyMap<string, string> =>
  new Map(
    ['User', 'Role', 'Group', 'Policy', ...kindsIn(modules).flatMap(({ listed }) => listed?.label ?? [])].map(
      (label) => [label, afterLast(label, ' ').toLowerCase()] as const,
    ),
  );

async function readDeeds(words: readonly string[], find: FindNamed): Promise<Deed[]> {
  const explicit = words.find((word) => /^[a-z][\w-]*:[A-Za-z][\w*]*$/i.test(word) && !word.startsWith('arn:'));
  const [firstWord = '', ...others] = words;
  const verb = firstWord.toLowerCase();
  const things = others.filter((word) => !SMALL_WORDS.has(word.toLowerCase()));
  const object = await objectAmong(explicit ? words.filter((word) => word !== explicit) : things, find);
  if (explicit) {
    const resource = object && askedText(arnOf(object), explicit);
    return [{ action: explicit, label: resource ? `${explicit} on ${object.Name}` : explicit, ...(resource && { resource }) }];
  }
  if (object) {
    const action = actionOn(object, verb);
    return action === undefined
      ? []
      : [{ action, resource: askedText(arnOf(object), action), label: `${verb} ${object.Name} (${action})` }];
  }
  const action = actionCalled(verb, things);
  return action === undefined ? [] : [{ action, label: `${words.join(' ')} (${action})` }];
}

/** Returns the first resource whose name is exactly one of the words. */
async function objectAmong(words: readonly string[], find: FindNamed): Promise<Named | undefined> {
  const names = words.map((word) => word.toLowerCase());
  const nouns = [...fromModules(nounsOf).values()];
  const likely = names.filter((name) => name.length >= 2 && !nouns.includes(singular(name)));
  for (const wanted of likely.slice(0, MOST_LOOKED_UP)) {
    const found = await find(wanted);
    const exact = found.find(({ Name, Id, Detail = '' }) =>
      [Name, Id, ...Detail.split(', ')].some((text) => text.toLowerCase() === wanted),
    );
    if (exact) return exact;
  }
  return undefined;
}

function actionOn(object: Named, verb: string): string | undefined {
  const { Kind } = object;
  const service = serviceOfArn(arnOf(object));
  if (Kind === 'Role' && /^(?:assume|become|use|take|switch)$/.test(verb)) return 'sts:AssumeRole';
  const noun = fromModules(nounsOf).get(Kind);
  const named = fromModules(verbActionsOf).get(`${service} ${verb}`);
  if (named !== undefined) return named;
  const level = LEVEL_OF.get(verb);
  const plainest = level && REACH_QUESTIONS[service]?.[level][0];
  return plainest ?? (noun === undefined ? undefined : actionCalled(verb, [noun]));
}

/** The services that a short question least likely means. */
const LEAST_LIKELY = ['secretsmanager', 'account', 'cloudtrail', 'ce', 'budgets', 'access-analyzer'];

/** Returns the services that a short question may mean, likeliest first. */
function preferredServices(modules: readonly Module[]): readonly string[] {
  const own = kindsIn(modules).map(({ service }) => service);
  const likely = ['iam', 'organizations', 'sts', ...own].filter((service) => !LEAST_LIKELY.includes(service));
  return [...new Set([...likely, ...LEAST_LIKELY])];
}

const VERBS: Readonly<Record<string, readonly string[]>> = {
  create: ['create', 'put', 'run'],
  make: ['create', 'put'],
  add: ['create', 'put', 'add', 'attach'],
  delete: ['delete', 'terminate', 'schedule'],
  remove: ['delete', 'remove', 'detach'],
  see: ['get', 'list', 'describe'],
  view: ['get', 'list', 'describe'],
  read: ['get', 'describe', 'list'],
  show: ['get', 'list', 'describe'],
  get: ['get', 'describe'],
  list: ['list', 'describe'],
  change: ['update', 'put', 'modify', 'set', 'change'],
  edit: ['update', 'put', 'modify'],
  update: ['update', 'put', 'modify', 'set'],
  set: ['set', 'put', 'update'],
  launch: ['run', 'start', 'create'],
  start: ['start', 'run'],
  stop: ['stop'],
  terminate: ['terminate', 'delete'],
  assume: ['assume'],
  pass: ['pass'],
  leave: ['leave'],
  close: ['close'],
  invite: ['invite'],
  move: ['move'],
  attach: ['attach', 'put'],
  detach: ['detach'],
  enable: ['enable'],
  disable: ['disable', 'deactivate'],
  upload: ['upload', 'put'],
  download: ['get'],
  decrypt: ['decrypt'],
  encrypt: ['encrypt'],
  send: ['send'],
  publish: ['publish'],
  invoke: ['invoke'],
  reset: ['update', 'reset', 'change'],
};

type NamedAction = { id: string; verb: string; nouns: ReadonlySet<string> };

function namedActionsOf(modules: readonly Module[]): readonly NamedAction[] {
  return preferredServices(modules).flatMap((service) =>
    loadCatalog()
      .actionsOf(service)
      .map(({ name }) => {
        const [verb = '', ...nouns] = (name.match(/[A-Z]+(?![a-z])|[A-Z][a-z0-9]*/g) ?? [name]).map((part) => part.toLowerCase());
        return { id: `${service}:${name}`, verb, nouns: new Set(nouns.map(singular)) };
      }),
  );
}

/** Returns the action whose name consists of a verb and nouns: `iam:CreateAccessKey` for "create access keys". */
function actionCalled(verb: string, words: readonly string[]): string | undefined {
  const verbs = VERBS[verb] ?? [verb];
  const nouns = new Set(words.map((word) => singular(word.toLowerCase())).filter((word) => !SMALL_WORDS.has(word)));
  if (nouns.size === 0) return undefined;
  let best: { id: string; cost: number } | undefined;
  for (const [index, action] of fromModules(namedActionsOf).entries()) {
    const at = verbs.indexOf(action.verb);
    if (at < 0 || [...nouns].some((noun) => !action.nouns.has(noun))) continue;
    const cost = (action.nouns.size - nouns.size) * 1_000_000 + at * 10_000 + index;
    if (best === undefined || cost < best.cost) best = { id: action.id, cost };
  }
  return best?.id;
}

function singular(word: string): string {
  if (/(?:ss|us|is)$/.test(word)) return word;
  return word.replace(/ies$/, 'y').replace(/s$/, '');
}

type Asked = { arn: string; label: string };

async function principalNamed(name: string, viewer: string | undefined, find: FindNamed): Promise<Asked | undefined> {
  if (name === 'i' || name === 'me') return viewer === undefined ? undefined : { arn: viewer, label: 'I' };
  if (name.length < 2) return undefined;
  const found = await find(name);
  const one = found.find(
    ({ Name, Id, Kind }) => /^(?:User|Role|Group)$/.test(Kind) && [Name, Id].some((text) => text.toLowerCase() === name),
  );
  return one && { arn: arnOf(one), label: one.Name };
}
