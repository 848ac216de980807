import type { PreparedPolicy } from '../../evaluate/record';
import type { AuthorizationRequest, PolicyRef } from '../../evaluate/types';
import { parsePolicy } from '../../policy/parse-policy';
import type { Policy } from '../../policy/types';
import type { CatalogResourceType, PolicyCatalog } from '../../validate/catalog';
import type { ActionIndex } from '../actions/action-index';
import { checkNoNewAccessSteps } from '../check/policy-checks';
import type { Steps } from '../steps';
import { type GeneratedDocument, toDocuments } from './documents';
import { type GeneratedEntry, literalEntries, mergeResources, type WideCause } from './resource-patterns';
import { sidOf, withStars } from './statement-actions';
import { askOnce, type StatementJson, type TodaysStatement, todaysStatements } from './todays-statements';

/** A call that was allowed, in circumstances in which it was made: each that differs is one. */
export type RecordedCall = {
  request: AuthorizationRequest;
  count: number;
  first: Date;
  last: Date;
  /** Ids of some of its events, the newest first. */
  events: readonly string[];
};

export type GenerateOptions = {
  /** Every resource as it was used, nothing merged. */
  strict?: boolean;
  /** A star in place of all actions that a service has under a beginning. */
  compact?: boolean;
  /** Characters that a document may have. */
  quota: number;
};

/** How the resources of a statement were found: merged, one by one, or as today's statement has them. */
export type StatementForm = 'merged' | 'literal' | 'today';

export type GeneratedStatement = {
  json: StatementJson;
  /** The document that it begins in. */
  document: number;
  form: StatementForm;
  /** Why: the calls that it stands for. Of a Deny that is kept from today there are none. */
  calls: readonly RecordedCall[];
  /** The statements of today that allowed these calls, or that it is kept from. */
  from: readonly { policy: PolicyRef; index: number }[];
  /** Shown by `checkNoNewAccess`, or a part of a statement of today by the way it was made. */
  proof: 'checked' | 'part';
};

/** What of today's calls is not in the policy, and why. */
export type LeftOutCall = RecordedCall & { reason: 'noStatement' | 'denied' };

/** An entry that allows more than was used: so many actions on whatever else it stands for. */
export type Tolerance = { statement: number; entry: string; cause: WideCause; actions: number; seen: number };

export type GeneratedPolicy = {
  documents: readonly GeneratedDocument[];
  statements: readonly GeneratedStatement[];
  leftOut: readonly LeftOutCall[];
  tolerance: readonly Tolerance[];
};

/** More ARNs than this in a statement are not listed in place of a pattern that is too wide, unless listing was asked for. */
const MOST_LITERALS = 25;
/** A part of what a check may cost at most: what is not shown with it falls back to narrower text. */
const EFFORT = 0.2;

type Used = { call: RecordedCall; service: string; basis: TodaysStatement };
type Resources = { name: 'Resource' | 'NotResource'; entries: readonly GeneratedEntry[] };
/** An action under one condition, with the resources that it was used on. */
type Entry = Resources & { key: string; action: string; used: readonly Used[]; form: StatementForm };
type Draft = Resources & {
  service: string;
  actions: readonly string[];
  entries: readonly GeneratedEntry[];
  condition: string;
  members: readonly Entry[];
};

/**
 * The policy that allows what somebody did, and no more than their present policies allow: a document or several, with the calls behind each
 * statement. `lib/decisions/037-policy-from-activity.md` tells the rules.
 * @param today the identity policies that the principal has at present
 * @returns step by step, as there may be thousands of calls
 */
export function* generatePolicySteps(
  calls: readonly RecordedCall[],
  today: readonly PreparedPolicy[],
  catalog: PolicyCatalog,
  index: ActionIndex,
  options: GenerateOptions,
): Steps<GeneratedPolicy> {
  const statements = yield* todaysStatements(today);
  const { used, leftOut } = yield* basesOf(calls, statements);
  const actions = new Set(used.map(({ call }) => call.request.action));
  const kept = keptDenies(statements, actions);
  const proofs = new Proofs(statements, kept, index);
  const drafts = yield* settle(used, catalog, proofs, options);
  const made: Omit<GeneratedStatement, 'document'>[] = [];
  for (const draft of drafts) made.push(yield* finish(draft, catalog, proofs, options));
  for (const deny of kept) made.push({ json: deny.json, form: 'today', calls: [], from: [deny], proof: 'part' });
  const named = withNames(made, catalog);
  const { documents, places } = toDocuments(
    named.map(({ json }) => json),
    options.quota,
  );
  return {
    documents: used.length === 0 ? [] : documents,
    statements: used.length === 0 ? [] : named.map((statement, i) => ({ ...statement, document: places[i] ?? 0 })),
    leftOut,
    tolerance: drafts.flatMap((draft, statement) =>
      draft.entries.flatMap(({ text, seen, wide }) =>
        wide === null ? [] : [{ statement, entry: text, cause: wide, actions: draft.actions.length, seen }],
      ),
    ),
  };
}

/** For each call the statement of today that allows it: one without a condition if there is one. */
function* basesOf(
  calls: readonly RecordedCall[],
  statements: readonly TodaysStatement[],
): Steps<{ used: Used[]; leftOut: LeftOutCall[] }> {
  const allows = statements
    .filter(({ effect }) => effect === 'Allow')
    .toSorted((a, b) => Number(a.condition !== '') - Number(b.condition !== ''));
  const flatDenies = statements.filter(({ effect, condition }) => effect === 'Deny' && condition === '');
  const used: Used[] = [];
  const leftOut: LeftOutCall[] = [];
  for (const call of calls) {
    yield;
    const request = askOnce(call.request);
    // A condition may ask for what events do not hold: the call was allowed, so it was met.
    const basis = allows.find((one) => one.applies(request)) ?? allows.find((one) => one.appliesBare(request));
    if (flatDenies.some((one) => one.applies(request))) leftOut.push({ ...call, reason: 'denied' });
    else if (basis === undefined) leftOut.push({ ...call, reason: 'noStatement' });
    else used.push({ call, service: request.service, basis });
  }
  return { used, leftOut };
}

/** What today's policies deny of the actions that were used stays denied. */
function keptDenies(statements: readonly TodaysStatement[], actions: ReadonlySet<string>): TodaysStatement[] {
  const kept = new Map<string, TodaysStatement>();
  for (const statement of statements) {
    if (statement.effect !== 'Deny' || ![...actions].some((action) => statement.covers(action))) continue;
    const { Sid: _, ...rest } = statement.json;
    const key = JSON.stringify(rest);
    if (!kept.has(key)) kept.set(key, statement);
  }
  return [...kept.values()];
}

/** The statements once each is shown to be no wider than today: what cannot be shown is written more narrowly, and all are grouped anew. */
function* settle(used: readonly Used[], catalog: PolicyCatalog, proofs: Proofs, options: GenerateOptions): Steps<Draft[]> {
  const byKey = groupBy(used, ({ call, basis }) => `${call.request.action}\n${basis.condition}`);
  const forms = new Map<string, StatementForm>([...byKey.keys()].map((key) => [key, options.strict ? 'literal' : 'merged']));
  for (;;) {
    const entries: Entry[] = [];
    for (const [key, some] of byKey) {
      yield;
      entries.push(...entriesOf(key, some, forms.get(key) ?? 'today', catalog));
    }
    const drafts = groupEntries(entries);
    let narrowed = false;
    for (const draft of drafts) {
      if (yield* proofs.isProven(jsonOf(draft), draft.actions)) continue;
      for (const { key, form, entries: own, used: some } of draft.members) {
        if (form === 'today') continue;
        narrowed = true;
        forms.set(key, narrower(form, own, some, options));
      }
    }
    if (!narrowed) return drafts;
  }
}

function narrower(
  form: StatementForm,
  entries: readonly GeneratedEntry[],
  used: readonly Used[],
  { strict }: GenerateOptions,
): StatementForm {
  if (form === 'literal') return 'today';
  const distinct = new Set(used.map(({ call }) => call.request.resource)).size;
  const isSame = entries.length === distinct && !entries.some(isMerged);
  return isSame || (distinct > MOST_LITERALS && !strict) ? 'today' : 'literal';
}

/** Whether an entry is more than the name of a resource, by what merging made of it. */
function isMerged({ text, wide }: GeneratedEntry): boolean {
  return (wide !== null && wide !== 'asked' && wide !== 'random') || text.includes('${aws:username}');
}

function entriesOf(key: string, used: readonly Used[], form: StatementForm, catalog: PolicyCatalog): Entry[] {
  const [first] = used;
  if (!first) return [];
  const { action } = first.call.request;
  if (form === 'today') {
    const byBasis = groupBy(used, ({ basis }) => basis);
    return [...byBasis].map(([basis, own]) => ({ key, action, used: own, form, ...todaysResources(basis, own) }));
  }
  const types = typesOf(action, catalog);
  const resources = used.map(({ call }) => call.request.resource);
  const entries = form === 'literal' ? literalEntries(resources, types) : mergeResources(resources, types, onlyUserName(used));
  return [{ key, action, used, form, name: 'Resource', entries }];
}

function todaysResources(basis: TodaysStatement, used: readonly Used[]): Resources {
  const name = basis.json.NotResource === undefined ? 'Resource' : 'NotResource';
  const seen = new Set(used.map(({ call }) => call.request.resource)).size;
  const texts = [basis.json[name] ?? '*'].flat().filter((text) => typeof text === 'string');
  const isWide = (text: string) => name === 'NotResource' || /[*?]/.test(text);
  return { name, entries: texts.map((text) => ({ text, seen, wide: isWide(text) ? ('today' as const) : null })) };
}

function typesOf(action: string, catalog: PolicyCatalog): CatalogResourceType[] {
  const known = catalog.action(action);
  if (!known) return [];
  const names = new Set(known.resourceTypes.map(({ name }) => name));
  return catalog.resourceTypesOf(known.service).filter(({ name }) => names.has(name));
}

/** The name of the user who made all of the calls. */
function onlyUserName(used: readonly Used[]): string | undefined {
  const names = new Set(
    used.map(({ call: { request } }) => (request.principal.type === 'User' ? request.principal.userName : '')),
  );
  const [name] = names;
  return names.size === 1 && name !== '' ? name : undefined;
}

/** Actions of a service with the same resources under the same condition are one statement. */
function groupEntries(entries: readonly Entry[]): Draft[] {
  const groups = groupBy(entries, ({ action, name, entries: own, used }) => {
    const texts = own.map(({ text }) => text).sort();
    return JSON.stringify([serviceOf(action), name, used[0]?.basis.condition, texts]);
  });
  const drafts = [...groups.values()].flatMap((members): Draft[] => {
    const [first] = members;
    if (!first) return [];
    const actions = [...new Set(members.map(({ action }) => action))].sort();
    const condition = first.used[0]?.basis.condition ?? '';
    const texts = first.entries.toSorted((a, b) => (a.text < b.text ? -1 : 1));
    return [{ service: serviceOf(first.action), actions, name: first.name, entries: texts, condition, members }];
  });
  return drafts.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

function serviceOf(action: string): string {
  return action.slice(0, action.indexOf(':')).toLowerCase();
}

function orderOf({ service, actions, entries }: Draft): string {
  return `${service} ${actions[0]} ${entries[0]?.text}`;
}

function jsonOf({ actions, name, entries, condition }: Draft, written: readonly string[] = actions): StatementJson {
  return {
    Effect: 'Allow',
    Action: scalarIfOne(written),
    [name]: scalarIfOne(entries.map(({ text }) => text)),
    ...(condition === '' ? {} : { Condition: JSON.parse(condition) }),
  };
}

function scalarIfOne(values: readonly string[]): string | readonly string[] {
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : values;
}

function* finish(
  draft: Draft,
  catalog: PolicyCatalog,
  proofs: Proofs,
  { compact }: GenerateOptions,
): Steps<Omit<GeneratedStatement, 'document'>> {
  const { actions, service, members } = draft;
  const used = members.flatMap((member) => member.used);
  const plain = jsonOf(draft);
  const starred = compact ? withStars(service, actions, catalog) : actions;
  const json = jsonOf(draft, starred);
  const isShorter = starred.length < actions.length && (yield* proofs.isProven(json, starred));
  const forms = new Set(members.map(({ form }) => form));
  return {
    json: isShorter ? json : plain,
    form: forms.has('today') ? 'today' : draft.entries.some(isMerged) ? 'merged' : 'literal',
    calls: used.map(({ call }) => call),
    from: [...new Set(used.map(({ basis }) => basis))].map(({ policy, index }) => ({ policy, index })),
    proof: (yield* proofs.isProven(plain, actions)) ? 'checked' : 'part',
  };
}

/** Sids, each once in all documents together. */
function withNames<S extends Omit<GeneratedStatement, 'document'>>(made: readonly S[], catalog: PolicyCatalog): S[] {
  const taken = new Set<string>();
  return made.map((statement) => {
    const { Sid, ...rest } = statement.json;
    const actions = [...new Set(statement.calls.map(({ request }) => request.action))];
    const base =
      actions[0] === undefined ? (typeof Sid === 'string' ? Sid : 'KeptDeny') : sidOf(serviceOf(actions[0]), actions, catalog);
    let name = base;
    for (let number = 2; taken.has(name); number++) name = `${base}${number}`;
    taken.add(name);
    return { ...statement, json: { Sid: name, ...rest } };
  });
}

/** Whether a statement, with the Denies that are kept, gives nothing that today's policies do not. Each is checked once. */
class Proofs {
  readonly #known = new Map<string, boolean>();
  /** Statements of today as one policy: few combinations bear on many statements. */
  readonly #policies = new Map<string, Policy | null>();

  constructor(
    private readonly today: readonly TodaysStatement[],
    private readonly kept: readonly TodaysStatement[],
    private readonly index: ActionIndex,
  ) {}

  #existing(statements: readonly TodaysStatement[]): Policy | null {
    const key = statements.map((one) => this.today.indexOf(one)).join(' ');
    const known = this.#policies.get(key);
    if (known !== undefined) return known;
    const policy = policyOf(statements.map(({ json }) => json));
    this.#policies.set(key, policy);
    return policy;
  }

  *isProven(statement: StatementJson, actions: readonly string[]): Steps<boolean> {
    const key = JSON.stringify(statement);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    // What names none of the actions bears on neither side; a star is read as what it begins with.
    const bears = (one: TodaysStatement) => actions.some((action) => action.endsWith('*') || one.covers(action));
    const existing = this.#existing(this.today.filter(bears));
    yield;
    const updated = policyOf([statement, ...this.kept.filter(bears).map(({ json }) => json)]);
    const isProven =
      existing !== null &&
      updated !== null &&
      (yield* checkNoNewAccessSteps(existing, updated, { index: this.index, effort: EFFORT })).result === 'PASS';
    this.#known.set(key, isProven);
    return isProven;
  }
}

function policyOf(statements: readonly StatementJson[]): Policy | null {
  const Statement = statements.map(({ Sid: _, ...rest }) => rest);
  const read = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement }), 'identity', { author: 'aws' });
  return read.ok ? read.policy : null;
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
