import type { CompiledPolicy, CompiledStatement } from '../../evaluate/compile-policy';
import { matchPrincipal } from '../../evaluate/match-principal';
import { STRENGTH } from '../../evaluate/record';
import { prepareRequest } from '../../evaluate/request';
import { identitySkip } from '../../evaluate/skip-reason';
import type { Principal, PrincipalClass, RequestContext } from '../../evaluate/types';
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
import { textClassesSteps } from '../text/text-classes';

/** A statement of the policy that was, or of the one to check. */
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

/** Things that the same rules match, and one of them as an example. */
export type Atom<Example> = { matched: readonly boolean[]; example: Example };

/** The actions told apart by the rules: of an index if there is one, else all texts. Null when there are too many. */
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
    if (!setHas(bounds, position)) return;
    const matched = sets.map((set) => setHas(set, position));
    const key = matched.map(Number).join('');
    if (!atoms.has(key)) atoms.set(key, { matched, example: `${service}:${name}` });
  });
  return [...atoms.values()];
}

/** Service by service, and once for all the services that nobody names: a policy may well name hundreds of actions. */
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

/** The texts that an entry of a Resource element stands for. */
function resourceTexts(entry: string): TextCodes[] {
  const read = exactCodes(resourcePattern(entry, false), contextOfFacts({}));
  return read === null ? [] : [read.codes];
}

/** Requests name an ARN, or `*`. */
const ANY_RESOURCE: readonly TextCodes[] = [...resourceTexts('arn:?*:?*:*:*:?*'), literalCodes('*')];

/**
 * The resources told apart by the rules. An entry with an open variable matches some of the texts it could match: both are considered,
 * the same way for all rules that have the same entry. `given` are values for such variables. Null when there are too many.
 */
export function* resourceAtoms(
  rules: readonly Rule[],
  within: readonly string[] | null,
  given: RequestContext | null,
  effort: number,
): Steps<Atom<string>[] | null> {
  const known = contextOfFacts({ knownContext: given ?? {} });
  const open = new Map<string, TextCodes>();
  const read = rules.map(({ statement }) => readResources(statement, known, open));
  const bounds = within === null ? ANY_RESOURCE : within.flatMap(resourceTexts);
  const classes = yield* textClassesSteps(
    [...read.map(({ certain }) => certain), ...[...open.values()].map((codes) => [codes])],
    bounds,
    effort,
  );
  if (classes === null) return null;
  const openNames = [...open.keys()];
  const atoms: Atom<string>[] = [];
  for (const { belongs, text } of classes) {
    const possible = openNames.filter((_, i) => belongs.has(rules.length + i));
    if (possible.length > MOST_OPEN_ENTRIES) return null;
    for (let chosen = 0; chosen < 1 << possible.length; chosen += 1) {
      const matching = new Set(possible.filter((_, i) => (chosen & (1 << i)) !== 0));
      const matched = rules.map(({ statement: { resources } }, i) => {
        if (resources === null) return true;
        return (belongs.has(i) || (read[i]?.open.some((name) => matching.has(name)) ?? false)) !== resources.negated;
      });
      atoms.push({ matched, example: text });
    }
  }
  return distinct(atoms);
}

type ReadResources = { certain: readonly TextCodes[]; open: readonly string[] };

function readResources(
  { resources, source }: CompiledStatement,
  known: KnownContext,
  open: Map<string, TextCodes>,
): ReadResources {
  const certain: TextCodes[] = [];
  const names: string[] = [];
  resources?.patterns.forEach((pattern, i) => {
    const lack = resources.needsValues ? lacksValue(pattern, known) : 'no';
    if (lack === 'yes') certain.push(ANY_TEXT);
    if (lack === 'maybe') {
      // Without a value it keeps the whole statement from applying, with one what it stands for.
      const name = `${source.resource?.entries[i]?.value} or no value`;
      open.set(name, ANY_TEXT);
      names.push(name);
    }
    if (lack !== 'no') return;
    const read = exactCodes(pattern, known);
    if (read?.certain === true) certain.push(read.codes);
    else if (read !== null) {
      const name = source.resource?.entries[i]?.value ?? '';
      open.set(name, read.codes);
      names.push(name);
    }
  });
  return { certain, open: names };
}

export type CallerExample = { principal: Principal; hasBoundary: boolean };
/** How strongly each rule names the caller. */
export type CallerAtom = { strengths: readonly number[]; example: CallerExample | null };

/** The callers told apart by the rules; a policy without principals has one atom for everybody it hangs on. */
export function callerAtoms(rules: readonly Rule[], callers: readonly Principal[]): CallerAtom[] {
  if (rules.every(({ statement, needsPrincipal }) => statement.principal === null && !needsPrincipal)) {
    return [{ strengths: rules.map(() => STRENGTH.DIRECT), example: null }];
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
      const strengths = rules.map((rule) => STRENGTH[classOf(rule)]);
      const key = strengths.join();
      if (!atoms.has(key)) atoms.set(key, { strengths, example: { principal, hasBoundary } });
    }
  }
  return [...atoms.values()];
}
