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

/** An allowed call in one set of circumstances. Different circumstances are different calls. */
export type RecordedCall = {
  request: AuthorizationRequest;
  count: number;
  first: Date;
  last: Date;
  /** The ids of some of its events, newest first. */
  events: readonly string[];
};

export type GenerateOptions = {
  /** Keeps every resource as it was used, without merging. */
  strict?: boolean;
  /** Writes a wildcard for all actions of a service with a common beginning. */
  compact?: boolean;
  /** The most characters of a document. */
  quota: number;
  /** The ids that AWS generated for what the principal created. They become `?`, since they differ when it is created again. */
  made?: ReadonlySet<string>;
};

/** How a statement's resources were found: merged, one by one, or quoted from the current statement. */
export type StatementForm = 'merged' | 'literal' | 'today';

export type GeneratedStatement = {
  json: StatementJson;
  /** The index of the document in which it begins. */
  document: number;
  form: StatementForm;
  /** The calls behind the statement. A Deny that was kept has none. */
  calls: readonly RecordedCall[];
  /** The current statements that allowed these calls, or that a Deny was copied from. */
  from: readonly { policy: PolicyRef; index: number }[];
  /** `checked` was proven by `checkNoNewAccess`. `part` quotes a current statement. */
  proof: 'checked' | 'part';
};

/** A call that the policy does not allow, and the reason. */
export type LeftOutCall = RecordedCall & { reason: 'noStatement' | 'denied' };

/** An entry that allows more than was used, with the number of its actions. */
export type Tolerance = { statement: number; entry: string; cause: WideCause; actions: number; seen: number };

export type GeneratedPolicy = {
  documents: readonly GeneratedDocument[];
  statements: readonly GeneratedStatement[];
  leftOut: readonly LeftOutCall[];
  tolerance: readonly Tolerance[];
};

/** The most ARNs that are listed in place of a pattern that is too wide, unless listing was requested. */
const MOST_LITERALS = 25;
/** The effort of a check, as a part of 1. Unproven patterns fall back to narrower text. */
const EFFORT = 0.2;

type Used = { call: RecordedCall; service: string; basis: TodaysStatement };
type Resources = { name: 'Resource' | 'NotResource'; entries: readonly GeneratedEntry[] };
/** An action under one condition, with its used resources. */
type Entry = Resources & { key: string; action: string; used: readonly Used[]; form: StatementForm };
type Draft = Resources & {
  service: string;
  actions: readonly string[];
  entries: readonly GeneratedEntry[];
  condition: string;
  members: readonly Entry[];
};

/**
 * Generates a policy that allows a principal's calls and nothing beyond its current policies, in one or more documents with the calls
 * behind each statement. `lib/decisions/037-policy-from-activity.md` has the rules. It runs in steps, because there can be thousands of
 * calls.
 * @param today the principal's current identity policies
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

/** Returns the current statement that allows each call, preferably without a condition. */
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
    // A condition can test a value that events don't contain. The call was allowed, so the condition held.
    const basis = allows.find((one) => one.applies(request)) ?? allows.find((one) => one.appliesBare(request));
    if (flatDenies.some((one) => one.applies(request))) leftOut.push({ ...call, reason: 'denied' });
    else if (basis === undefined) leftOut.push({ ...call, reason: 'noStatement' });
    else used.push({ call, service: request.service, basis });
  }
  return { used, leftOut };
}

/** Returns the current Deny statements about used actions, which are kept. */
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

/** Proves that each statement is no wider than the current policies. Unproven statements are narrowed and everything is grouped again. */
function* settle(used: readonly Used[], catalog: PolicyCatalog, proofs: Proofs, options: GenerateOptions): Steps<Draft[]> {
  const byKey = groupBy(used, ({ call, basis }) => `${call.request.action}\n${basis.condition}`);
  const forms = new Map<string, StatementForm>([...byKey.keys()].map((key) => [key, options.strict ? 'literal' : 'merged']));
  for (;;) {
    const entries: Entry[] = [];
    for (const [key, some] of byKey) {
      yield;
      entries.push(...entriesOf(key, some, forms.get(key) ?? 'today', { catalog, made: options.made ?? new Set() }));
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

/** Tests whether an entry was merged from several names. */
function isMerged({ text, wide }: GeneratedEntry): boolean {
  return (wide !== null && wide !== 'asked' && wide !== 'random') || text.includes('${aws:username}');
}

type EntryFacts = { catalog: PolicyCatalog; made: ReadonlySet<string> };

function entriesOf(key: string, used: readonly Used[], form: StatementForm, { catalog, made }: EntryFacts): Entry[] {
  const [first] = used;
  if (!first) return [];
  const { action } = first.call.request;
  if (form === 'today') {
    const byBasis = groupBy(used, ({ basis }) => basis);
    return [...byBasis].map(([basis, own]) => ({ key, action, used: own, form, ...todaysResources(basis, own) }));
  }
  const types = typesOf(action, catalog);
  const resources = used.map(({ call }) => call.request.resource);
  const facts = { userName: onlyUserName(used), made };
  const entries = form === 'literal' ? literalEntries(resources, types, facts) : mergeResources(resources, types, facts);
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

/** Returns the name of the user who made all of the calls. */
function onlyUserName(used: readonly Used[]): string | undefined {
  const names = new Set(
    used.map(({ call: { request } }) => (request.principal.type === 'User' ? request.principal.userName : '')),
  );
  const [name] = names;
  return names.size === 1 && name !== '' ? name : undefined;
}

/** Groups a service's actions with the same resources and condition into one statement. */
function groupEntries(entries: readonly Entry[]): Draft[] {
  const groups = groupBy(entries, ({ action, name, entries: own, used }) => {
    const texts = own.map(({ text }) => text).sort();
    return JSON.stringify([serviceOf(action), name, used[0]?.basis.condition, texts]);
  });
  const drafts = [...groups.values()].flatMap((members): Draft[] => {
    const [first] = members;
    if (!first) return [];
    const actions = [...new Set(members.map(({ action }) => action))].sort();
    const [
      {
        basis: { condition = '' },
      } = { basis: {} },
    ] = first.used;
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

/** Assigns Sids that are unique over all documents. */
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

/** Proofs that a statement, with the kept Deny statements, grants nothing beyond the current policies. Each is checked once. */
class Proofs {
  readonly #known = new Map<string, boolean>();
  /** Current statements as one policy. Few combinations serve many statements. */
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
    // A statement that names none of the actions does not matter. A wildcard counts as its beginning.
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
