import { spend } from '../../budget/count';
import type { CompiledPolicy, CompiledStatement } from '../../evaluate/compile-policy';
import { matchPrincipal } from '../../evaluate/match-principal';
import { prepareRequest } from '../../evaluate/request';
import { identitySkip } from '../../evaluate/skip-reason';
import type { Principal, PrincipalClass } from '../../evaluate/types';
import { plainGlob } from '../../match/glob';
import { type ActionPattern, actionPattern } from '../../match/match-action';
import { resourcePattern } from '../../match/match-resource';
import type { PolicyElement } from '../../policy/types';
import type { ActionIndex } from '../actions/action-index';
import { matchingActions } from '../actions/action-index';
import { setHas } from '../actions/action-set';
import { exactCodes, lacksValue } from '../actions/resource-codes';
import { contextOfFacts, type KnownContext } from '../model/known-context';
import type { Steps } from '../steps';
import { ANY_TEXT, codesOf, literalCodes, type TextCodes } from '../text/codes';
import { covers, overlaps } from '../text/compare';
import { textClassesSteps } from '../text/text-classes';

/** A statement of the existing policy or of the one to check. */
export type Rule = { updated: boolean; statement: CompiledStatement; needsPrincipal: boolean };

export function rulesOf(existing: CompiledPolicy | null, updated: CompiledPolicy): Rule[] {
  const of = (policy: CompiledPolicy | null, isUpdated: boolean): Rule[] =>
    (policy?.statements ?? []).map((statement) => ({
      updated: isUpdated,
      statement,
      needsPrincipal: policy?.needsPrincipal ?? false,
    }));
  return [...of(existing, false), ...of(updated, true)];
}

/** A class of things that the same rules match, with an example. */
export type Atom<Example> = { matched: readonly boolean[]; example: Example };

/** Divides actions by the rules: the actions of an index, or else all texts. Returns null if there are too many classes. */
export function* actionAtoms(
  rules: readonly Rule[],
  within: readonly string[],
  index: ActionIndex | null,
  effort: number,
): Steps<Atom<string>[] | null> {
  return index === null ? yield* textActionAtoms(rules, within, effort) : indexedActionAtoms(rules, within, index);
}

function indexedActionAtoms(rules: readonly Rule[], within: readonly string[], index: ActionIndex): Atom<string>[] {
  const sets = rules.map(({ statement: { source } }) => matchingActions(index, source.action.entries, source.action.negated));
  const bounds = matchingActions(
    index,
    within.map((value) => ({ value })),
    false,
  );
  const atoms = new Map<string, Atom<string>>();
  index.actions.forEach(({ service, name }, position) => {
    spend(10 * sets.length);
    if (!setHas(bounds, position)) return;
    const matched = sets.map((set) => setHas(set, position));
    const key = matched.map(Number).join('');
    if (!atoms.has(key)) atoms.set(key, { matched, example: `${service}:${name}` });
  });
  return [...atoms.values()];
}

/** Divides actions by service, and once for all services without a name in a policy, because a policy can name hundreds of actions. */
function* textActionAtoms(rules: readonly Rule[], within: readonly string[], effort: number): Steps<Atom<string>[] | null> {
  const entries = rules.map(({ statement: { source } }) => valuesOf(source.action).map(actionPattern));
  const bounds = within.map((entry) => actionPattern(entry));
  const services = new Set([...entries.flat(), ...bounds].flatMap(({ service }) => service ?? []));
  const atoms: Atom<string>[] = [];
  for (const service of [...services, null]) {
    yield;
    const codesFor = (patterns: readonly ActionPattern[]) =>
      patterns
        .filter((pattern) => pattern.service === null || pattern.service === service)
        .flatMap(({ glob }) => {
          const codes = codesOf(glob);
          return codes === null ? [] : [codes];
        });
    const named = service === null ? [...services].map((one) => textOfService(one)) : [];
    const all = service === null ? textOfService('?*') : textOfService(service);
    const classes = yield* textClassesSteps([...entries.map(codesFor), codesFor(bounds), named], [all], effort);
    if (classes === null) return null;
    for (const { belongs, text } of classes) {
      if (!belongs.has(rules.length) || belongs.has(rules.length + 1)) continue;
      spend(10 * rules.length);
      atoms.push({ matched: rules.map(({ statement }, i) => belongs.has(i) !== statement.source.action.negated), example: text });
    }
  }
  return distinct(atoms);
}

function textOfService(service: string): TextCodes {
  return codesOf(plainGlob(`${service}:?*`)) ?? [];
}

function valuesOf({ entries }: PolicyElement): string[] {
  return entries.map(({ value }) => value.toLowerCase());
}

function distinct<Example>(atoms: readonly Atom<Example>[]): Atom<Example>[] {
  return [...new Map(atoms.map((atom) => [atom.matched.map(Number).join(''), atom])).values()];
}

const MOST_OPEN_ENTRIES = 6;

/** Returns the texts that a Resource entry matches. */
function resourceTexts(entry: string): TextCodes[] {
  const read = exactCodes(resourcePattern(entry, false), contextOfFacts({}));
  return read === null ? [] : [read.codes];
}

/** The texts a request can name: an ARN or `*`. */
const ANY_RESOURCE: readonly TextCodes[] = [...resourceTexts('arn:?*:?*:*:*:?*'), literalCodes('*')];

/** Returns the texts in question: those of the given Resource entries, or all that a request can name. */
export function boundsOf(within: readonly string[] | null): readonly TextCodes[] {
  return within === null ? ANY_RESOURCE : within.flatMap(resourceTexts);
}

/** A Resource element, as far as its variables are known. */
export type ReadResources = {
  negated: boolean;
  certain: readonly TextCodes[];
  /** The entries that match an unknown part of their texts. Equal names stand for equal entries. */
  open: readonly { name: string; codes: TextCodes }[];
};

/** Reads a Resource element, or returns null for a statement without one. */
export function readResources({ resources, source }: CompiledStatement, known: KnownContext): ReadResources | null {
  if (resources === null) return null;
  const certain: TextCodes[] = [];
  const open: { name: string; codes: TextCodes }[] = [];
  resources.patterns.forEach((pattern, i) => {
    const written = source.resource?.entries[i]?.value ?? '';
    const lack = resources.needsValues ? lacksValue(pattern, known) : 'no';
    if (lack === 'yes') certain.push(ANY_TEXT);
    // Without a value the whole statement does not apply, and with one the entry matches.
    if (lack === 'maybe') open.push({ name: `${written} or no value`, codes: ANY_TEXT });
    if (lack !== 'no') return;
    const read = exactCodes(pattern, known);
    if (read?.certain === true) certain.push(read.codes);
    else if (read !== null) open.push({ name: written, codes: read.codes });
  });
  return { negated: resources.negated, certain, open };
}

/**
 * Divides resources by Resource elements, within given texts. An entry with an open variable may or may not match, and equal entries agree.
 * Returns null if there are too many classes.
 */
export function* resourceAtoms(
  read: readonly (ReadResources | null)[],
  bounds: readonly TextCodes[],
  effort: number,
): Steps<Atom<string>[] | null> {
  const [bound] = bounds;
  const relations = bound !== undefined && bounds.length === 1 ? new Relations(bound) : null;
  // Texts that match all or nothing divide nothing.
  if (relations !== null) {
    for (const [at, codes] of read.flatMap((one) => one?.certain ?? []).entries()) {
      relations.of(codes);
      if (at % RELATIONS_A_STEP === 0) yield;
    }
  }
  const apart = read.map((one) => (one?.certain ?? []).filter((codes) => (relations?.of(codes) ?? 'some') === 'some'));
  const always = read.map((one) => relations !== null && (one?.certain ?? []).some((codes) => relations.of(codes) === 'all'));
  const open = new Map<string, TextCodes>();
  for (const one of read)
    for (const { name, codes } of one?.open ?? []) if (relations?.of(codes) !== 'none') open.set(name, codes);
  const classes = yield* textClassesSteps([...apart, ...[...open.values()].map((codes) => [codes])], bounds, effort);
  if (classes === null) return null;
  const openNames = [...open.keys()];
  const atoms: Atom<string>[] = [];
  for (const { belongs, text } of classes) {
    yield;
    const possible = openNames.filter((_, i) => belongs.has(read.length + i));
    if (possible.length > MOST_OPEN_ENTRIES) return null;
    for (let chosen = 0; chosen < 1 << possible.length; chosen += 1) {
      spend(20 * read.length);
      const matching = new Set(possible.filter((_, i) => (chosen & (1 << i)) !== 0));
      const matched = read.map((one, i) => {
        if (one === null) return true;
        return (always[i] === true || belongs.has(i) || one.open.some(({ name }) => matching.has(name))) !== one.negated;
      });
      atoms.push({ matched, example: text });
    }
  }
  return distinct(atoms);
}

const RELATIONS_A_STEP = 50;

/** The relations of entries to one set of texts. */
class Relations {
  private readonly known = new Map<TextCodes, 'all' | 'some' | 'none'>();

  constructor(private readonly bound: TextCodes) {}

  of(codes: TextCodes): 'all' | 'some' | 'none' {
    const known = this.known.get(codes);
    if (known !== undefined) return known;
    const found = overlaps(codes, this.bound) ? (covers(codes, this.bound) ? 'all' : 'some') : 'none';
    this.known.set(codes, found);
    return found;
  }
}

export type CallerExample = { principal: Principal; hasBoundary: boolean };
/** The way each rule names the caller. */
export type CallerAtom = { classes: readonly PrincipalClass[]; example: CallerExample | null };

/** Divides callers by the rules. Policies without principals have one class. */
export function callerAtoms(rules: readonly Rule[], callers: readonly Principal[]): CallerAtom[] {
  if (rules.every(({ statement, needsPrincipal }) => statement.principal === null && !needsPrincipal)) {
    return [{ classes: rules.map(() => 'DIRECT' as const), example: null }];
  }
  const exempting = rules.some(({ statement: { principal, deny } }) => principal?.negated === true && deny);
  const atoms = new Map<string, CallerAtom>();
  for (const principal of callers) {
    const { caller } = prepareRequest({ principal, action: '', resource: '', context: {} }, false);
    for (const hasBoundary of exempting && identitySkip(principal) === null ? [false, true] : [false]) {
      const classOf = ({ statement, needsPrincipal }: Rule): PrincipalClass => {
        if (statement.principal === null) return needsPrincipal ? 'NONE' : 'DIRECT';
        return matchPrincipal(statement.principal, caller, statement.deny, hasBoundary).class;
      };
      const classes = rules.map(classOf);
      spend(30 * rules.length);
      const key = classes.join();
      if (!atoms.has(key)) atoms.set(key, { classes, example: { principal, hasBoundary } });
    }
  }
  return [...atoms.values()];
}
