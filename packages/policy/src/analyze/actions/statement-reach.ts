import { spend } from '../../budget/count';
import type { CompiledPolicy, CompiledResources, CompiledStatement } from '../../evaluate/compile-policy';
import { hasVariables } from '../../match/template';
import type { KnownContext, Trit } from '../model/known-context';
import { type Steps, takeAll } from '../steps';
import { codesOf, type TextCodes } from '../text/codes';
import type { ActionIndex } from './action-index';
import { matchingActions } from './action-index';
import { type ActionSet, addPosition, compress, type DenseSet, EMPTY_SET, forEachPosition, unite } from './action-set';
import { type AccountPart, accountPart, lacksValue, type ResourceCodes, resourceCodes } from './resource-codes';
import { COVERS_ANY, COVERS_OWN, FormatTexts, OVERLAPS_ANY, OVERLAPS_OWN, TypeAnswers } from './type-answers';

/**
 * The actions that match a statement's Action and Resource: `must` on every resource in question, `may` on some. For an Allow, `must` is
 * about the account's own resources and `may` about anybody's. For a Deny it is the reverse, so that results are certain.
 */
export type Reach = { must: ActionSet; may: ActionSet };

export type ReachScope = { partition: string; accountId: string | null; known: KnownContext };

/** The effect of a policy that is the same for every principal, and the statements that must be evaluated for each. */
export type PolicyReach = {
  allow: Reach;
  deny: Reach;
  open: readonly CompiledStatement[];
};

const REMEMBERED_ENTRIES = 5_000;
const REMEMBERED_VARIANTS = 500;
/** The number of pairs of an action and a resource per step. */
const ASKED_IN_A_STEP = 200;

const remembered = new WeakMap<ActionIndex, Map<string, Reaches>>();

/** Returns the reaches over an index, shared by all questions about the same partition. */
export function reachesOf(index: ActionIndex, { partition, accountId }: ReachScope): Reaches {
  const byScope = remembered.get(index) ?? new Map<string, Reaches>();
  remembered.set(index, byScope);
  const key = accountId === null ? `${partition} without account` : partition;
  const known = byScope.get(key) ?? new Reaches(index, partition);
  byScope.set(key, known);
  return known;
}

/** Computes and caches reaches over one index. Policies must not change after they are compiled. */
export class Reaches {
  private readonly policies = new WeakMap<CompiledPolicy, PolicyReach>();
  private readonly statements = new WeakMap<CompiledStatement, Map<string, Reach>>();
  private readonly actions = new WeakMap<CompiledStatement, ActionSet>();
  /** The account of the principals that a policy was last prepared for. */
  private readonly prepared = new WeakMap<CompiledPolicy, string | null>();
  private readonly answers = new Map<string, TypeAnswers>();

  readonly formats: FormatTexts;

  constructor(
    private readonly index: ActionIndex,
    partition: string,
  ) {
    this.formats = new FormatTexts(index.types, partition);
  }

  ofPolicy(compiled: CompiledPolicy, scope: ReachScope): PolicyReach {
    const known = this.policies.get(compiled);
    if (known !== undefined) return known;
    const open: CompiledStatement[] = [];
    const fixed = { allow: new ReachUnion(this.index.words), deny: new ReachUnion(this.index.words) };
    for (const statement of compiled.statements) {
      if (!isAlikeForAll(statement, compiled)) open.push(statement);
      else fixed[statement.deny ? 'deny' : 'allow'].add(this.ofStatement(statement, scope));
    }
    const reach = { allow: fixed.allow.reach(), deny: fixed.deny.reach(), open };
    this.policies.set(compiled, reach);
    return reach;
  }

  /** Computes the result of `ofPolicy` in steps and caches it, because the first result for a policy with many resources takes long. */
  *prepare(compiled: CompiledPolicy, scope: ReachScope): Steps<void> {
    if (this.prepared.get(compiled) === scope.accountId) return;
    for (const statement of compiled.statements) {
      yield* this.stepsOfStatement(statement, scope);
      yield;
    }
    this.ofPolicy(compiled, scope);
    this.prepared.set(compiled, scope.accountId);
  }

  ofStatement(statement: CompiledStatement, scope: ReachScope): Reach {
    return takeAll(this.stepsOfStatement(statement, scope));
  }

  private *stepsOfStatement(statement: CompiledStatement, scope: ReachScope): Steps<Reach> {
    const actions = this.actionsOf(statement);
    const { resources } = statement;
    if (resources === null) return { must: actions, may: actions };
    const key = variantOf(resources, scope);
    let variants = this.statements.get(statement);
    if (variants === undefined || variants.size >= REMEMBERED_VARIANTS) {
      variants = new Map();
      this.statements.set(statement, variants);
    }
    const known = variants.get(key);
    if (known !== undefined) return known;
    yield;
    const reach = yield* this.workOut(actions, resources, statement.deny, scope);
    variants.set(key, reach);
    return reach;
  }

  /** Names the inputs that the reach of a statement depends on. Scopes with the same name share it. */
  variantOf({ resources }: CompiledStatement, scope: ReachScope): string {
    return resources === null ? '' : variantOf(resources, scope);
  }

  actionsOf(statement: CompiledStatement): ActionSet {
    const known = this.actions.get(statement);
    if (known !== undefined) return known;
    const { action } = statement.source;
    const actions = matchingActions(this.index, action.entries, action.negated);
    this.actions.set(statement, actions);
    return actions;
  }

  private *workOut(actions: ActionSet, resources: CompiledResources, deny: boolean, scope: ReachScope): Steps<Reach> {
    if (resources.patterns.some(isEverything)) {
      const reached = resources.negated ? EMPTY_SET : actions;
      return { must: reached, may: reached };
    }
    const reach = this.resourceReach(resources, deny, scope);
    yield;
    spend(4 * this.index.words);
    const must: DenseSet = new Uint32Array(this.index.words);
    const may: DenseSet = new Uint32Array(this.index.words);
    let asked = 0;
    for (const position of positionsOf(actions)) {
      const target = targetAt(this.index, position);
      if (reach.must(target)) addPosition(must, position);
      if (reach.may(target)) addPosition(may, position);
      asked += resources.patterns.length;
      if (asked < ASKED_IN_A_STEP) continue;
      asked = 0;
      yield;
    }
    return { must: compress(must), may: compress(may) };
  }

  resourceReach(resources: CompiledResources, deny: boolean, scope: ReachScope): ResourceReach {
    return new ResourceReach(this.entriesOf(resources, scope), resources.negated, deny, lackOf(resources, scope));
  }

  private entriesOf({ patterns }: CompiledResources, { known, accountId }: ReachScope): Entry[] {
    const entries: Entry[] = [];
    patterns.forEach((pattern, position) => {
      spend(100);
      const codes = resourceCodes(pattern, known);
      spend(30 * (codes?.codes.length ?? 0));
      if (codes !== null) entries.push({ position, codes, answers: this.answersOf(codes, accountId) });
    });
    return entries;
  }

  private answersOf(entry: ResourceCodes, accountId: string | null): TypeAnswers {
    const key = `${entry.certain ? '' : '~'}${accountKey([entry.account], accountId)} ${entry.codes.join()}`;
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    if (this.answers.size >= REMEMBERED_ENTRIES) this.answers.clear();
    const answers = new TypeAnswers(this.formats, entry, accountId);
    this.answers.set(key, answers);
    return answers;
  }
}

/** An entry with its position in the document. */
type Entry = { position: number; codes: ResourceCodes; answers: TypeAnswers };

/** Some resources of an action by resource type: the account's own, and anybody's. */
export type ActionTarget = { own: readonly number[]; any: readonly number[] };

export function targetAt(index: ActionIndex, position: number): ActionTarget {
  return { own: index.ownTypesOf[position] ?? [], any: index.anyTypesOf[position] ?? [] };
}

/** The combined result of a Resource or NotResource element's entries for an action's resource types. */
export class ResourceReach {
  private readonly byType = new Map<number, number>();

  constructor(
    private readonly entries: readonly Entry[],
    readonly negated: boolean,
    private readonly deny: boolean,
    /** True if an entry's required variable has no value, so that the statement applies to nothing. */
    private readonly lack: Trit,
  ) {}

  must(target: ActionTarget): boolean {
    return this.deny ? this.coversAny(target) : this.coversOwn(target);
  }

  may(target: ActionTarget): boolean {
    return this.deny ? this.mayOwn(target) : this.mayAny(target);
  }

  coversAny({ any }: ActionTarget): boolean {
    if (this.lack !== 'no') return false;
    return any.every((type) => (this.negated ? !this.says(type, OVERLAPS_ANY) : this.says(type, COVERS_ANY)));
  }

  mayOwn({ own }: ActionTarget): boolean {
    return own.some((type) => (this.negated ? !this.says(type, COVERS_OWN) : this.says(type, OVERLAPS_OWN)));
  }

  private coversOwn({ own }: ActionTarget): boolean {
    if (this.lack !== 'no') return false;
    return own.every((type) => (this.negated ? !this.says(type, OVERLAPS_OWN) : this.says(type, COVERS_OWN)));
  }

  private mayAny({ any }: ActionTarget): boolean {
    if (this.lack === 'yes') return false;
    return any.some((type) => (this.negated ? !this.says(type, COVERS_ANY) : this.says(type, OVERLAPS_ANY)));
  }

  private says(type: number, what: number): boolean {
    let answer = this.byType.get(type);
    if (answer === undefined) {
      answer = 0;
      spend(4 * this.entries.length);
      for (const entry of this.entries) answer |= entry.answers.of(type);
      this.byType.set(type, answer);
    }
    return (answer & what) !== 0;
  }

  /** Returns the texts of the entries, with open variables only on request. */
  texts(withOpen: boolean): readonly TextCodes[] {
    spend(this.entries.length);
    return this.entries.flatMap(({ codes: { codes, certain } }) => (certain || withOpen ? [codes] : []));
  }

  /** Returns the positions of the entries that match a resource of these types. */
  concerned({ any }: ActionTarget): ReadonlySet<number> {
    spend(4 * this.entries.length);
    const found = this.entries.filter(({ answers }) => any.some((type) => (answers.of(type) & OVERLAPS_ANY) !== 0));
    return new Set(found.map(({ position }) => position));
  }
}

function lackOf({ patterns, needsValues }: CompiledResources, { known }: ReachScope): Trit {
  if (!needsValues) return 'no';
  const lacks = patterns.map((pattern) => lacksValue(pattern, known));
  return (['yes', 'maybe'] as const).find((lack) => lacks.includes(lack)) ?? 'no';
}

function positionsOf(actions: ActionSet): number[] {
  const positions: number[] = [];
  forEachPosition(actions, (position) => void positions.push(position));
  return positions;
}

class ReachUnion {
  private readonly must: DenseSet;
  private readonly may: DenseSet;

  constructor(words: number) {
    this.must = new Uint32Array(words);
    this.may = new Uint32Array(words);
  }

  add(reach: Reach): void {
    unite(this.must, reach.must);
    unite(this.may, reach.may);
  }

  reach(): Reach {
    return { must: compress(this.must), may: compress(this.may) };
  }
}

function isEverything({ pattern }: CompiledResources['patterns'][number]): boolean {
  return pattern.kind === 'fixed' && pattern.glob.kind === 'all';
}

/** Tests whether a statement has the same effect for all principals and accounts. */
function isAlikeForAll({ conditions, principal, resources }: CompiledStatement, { needsPrincipal }: CompiledPolicy): boolean {
  if (conditions.length > 0 || principal !== null || needsPrincipal) return false;
  return (resources?.patterns ?? []).every((entry) => {
    if (hasVariables(entry.template) || entry.pattern.kind === 'open') return false;
    const codes = codesOf(entry.pattern.glob);
    return codes === null || accountPart(codes).kind === 'any';
  });
}

/** Names the inputs of a Resource element's reach besides the index: the account if entries name one, and known variables. */
function variantOf({ patterns }: CompiledResources, { known, accountId }: ReachScope): string {
  if (patterns.length === 1 && patterns.every(isEverything)) return '';
  const entries = patterns.map((pattern) => resourceCodes(pattern, known));
  for (const entry of entries) spend(50 + 10 * (entry?.codes.length ?? 0));
  const accounts = entries.flatMap((entry) => (entry === null ? [] : [entry.account]));
  const key = accountKey(accounts, accountId);
  if (!patterns.some(({ pattern }) => pattern.kind === 'open')) return key;
  return `${key} ${entries.map((entry) => (entry === null ? '!' : `${entry.certain}${entry.codes.join()}`)).join(';')}`;
}

/** Returns an empty key if the entries match all accounts alike, or `other` if they name accounts but not this one. */
function accountKey(parts: readonly AccountPart[], accountId: string | null): string {
  if (accountId === null) return '';
  if (parts.some(({ kind }) => kind === 'mixed')) return accountId;
  let key = '';
  for (const part of parts) {
    if (part.kind !== 'fixed') continue;
    if (part.accountId === accountId) return accountId;
    key = 'other';
  }
  return key;
}
