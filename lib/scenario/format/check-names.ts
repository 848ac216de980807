import { nearest } from '@gatehouse/catalog/nearest';
import { isJsonObject } from '../../core/text/json-object';
import { groupAccountsOf, identitiesOf } from './access-checks';
import { Check, type Way } from './checks';
import { canCall, parseIdentity } from './identities';
import type { Path } from './problems';
import type { YamlFile } from './read-yaml';
import { type Known, referenceProblem, referencesIn, textsIn } from './references';
import { Operation, type PackOperation } from './schema';
import { beforeStart } from './times';

/**
 * The names that a pack declares. They are read from the text, so that name problems are reported together with schema problems.
 */
export type Declared = Omit<Known, 'each' | 'password'> & { personas: ReadonlySet<string>; checks: ReadonlyMap<string, string> };

type Mapping = Readonly<Record<string, unknown>>;

export function declaredIn({ value }: YamlFile): Declared {
  const accounts = asMapping(value.accounts);
  const setup = operationsOf(value.setup);
  return {
    account: new Set(Object.keys(accounts)),
    alias: new Set(Object.keys(accounts).filter((key) => typeof asMapping(accounts[key]).alias === 'string')),
    resource: new Set(Object.keys(asMapping(value.resources))),
    ref: new Set(setup.flatMap(({ operation }) => Object.keys(operation.save ?? {}))),
    personas: new Set(Object.keys(asMapping(value.personas))),
    checks: new Map(namedChecks(value)),
  };
}

/** Checks every reference, account, identity and id of scenario.yaml against the declarations. */
export function checkNames(file: YamlFile, declared: Declared): void {
  const { value } = file;
  const none = { ...declared, ref: new Set<string>() };
  const plain = { each: false, password: false };
  checkOperations(file, value.setup, ['setup'], none);
  const { setup: _, solution, steps, accounts, personas, resources, ...others } = value;
  checkTexts(file, accounts, ['accounts'], { ...none, resource: new Set(), ...plain });
  // A resource in an account that setup creates is created right after it.
  checkTexts(file, resources, ['resources'], { ...declared, ...plain });
  for (const part of [personas, steps])
    checkTexts(file, part, [part === steps ? 'steps' : 'personas'], { ...declared, ...plain });
  checkTexts(file, others, [], { ...declared, ...plain });
  checkOperations(file, solution, ['solution'], declared);
  for (const [key, resource] of Object.entries(asMapping(resources)))
    checkAccount(file, asMapping(resource).account, ['resources', key, 'account'], declared);
  for (const [at, usage] of asList(value.usage).entries())
    checkAccount(file, asMapping(usage).account, ['usage', at, 'account'], declared);
  for (const [key, persona] of Object.entries(asMapping(personas))) {
    const { as } = asMapping(persona);
    if (typeof as === 'string') checkIdentity(file, as, ['personas', key, 'as'], declared, 'calls');
  }
  checkChecks(file, declared);
}

/** Checks operations that run in order. Each may use what earlier ones saved. */
export function checkOperations(file: YamlFile, list: unknown, path: Path, declared: Declared): void {
  const ref = new Set(declared.ref);
  let earliest = Number.POSITIVE_INFINITY;
  const items = asList(list);
  for (const { operation, at } of operationsOf(list)) {
    if (file.isFull()) return;
    const here = [...path, at];
    const known = { ...declared, ref, each: operation.each !== undefined, password: true };
    checkTexts(file, items[at], here, known);
    checkTexts(file, operation.each ?? [], [...here, 'each'], { ...known, each: false, password: false });
    checkIdentity(file, operation.as, [...here, 'as'], known, 'calls');
    if (operation.save && operation.each)
      file.note([...here, 'save'], 'An operation with each saves nothing: write one operation for each that is saved.');
    if (operation.at !== undefined) {
      const ago = beforeStart(operation.at);
      if (ago > earliest) file.note([...here, 'at'], `${operation.at} is earlier than the operation before.`);
      earliest = ago;
    }
    if (operation.at !== undefined && path[0] !== 'setup') file.note([...here, 'at'], 'Only operations of setup have a time.');
    for (const key of Object.keys(operation.save ?? {})) ref.add(key);
  }
}

function checkTexts(file: YamlFile, value: unknown, path: Path, known: Known): void {
  for (const { text, path: at } of textsIn(value, path))
    for (const name of new Set(referencesIn(text))) {
      if (file.isFull()) return;
      const problem = referenceProblem(name, known);
      if (problem !== undefined) file.note(at, problem);
    }
}

function checkAccount(file: YamlFile, account: unknown, path: Path, declared: Pick<Declared, 'account' | 'ref'>): void {
  if (typeof account !== 'string' || account.includes('{{')) return;
  if (declared.account.has(account) || declared.ref.has(account)) return;
  const near = nearest(account, [...declared.account, ...declared.ref]);
  const remedy = near === undefined ? 'declare it under accounts, or save its id in setup.' : `did you mean ${near}?`;
  file.note(path, `There is no account ${account}; ${remedy}`);
}

function checkIdentity(
  file: YamlFile,
  text: string,
  path: Path,
  declared: Pick<Declared, 'account' | 'ref'>,
  use: 'calls' | 'asked',
): void {
  const identity = parseIdentity(text);
  if (!identity) return;
  if (use === 'calls' && !canCall(identity))
    file.note(
      path,
      `${text} is only asked about in checks; operations are made as root@, user/, sso-user/, session/ or access@.`,
    );
  if ('account' in identity) checkAccount(file, identity.account, path, declared);
  if ('reference' in identity && !identity.reference.includes('{{') && !declared.ref.has(identity.reference)) {
    const near = nearest(identity.reference, declared.ref);
    file.note(
      path,
      `Nothing was saved as ${identity.reference}${near === undefined ? '; save it in setup.' : `; did you mean ${near}?`}`,
    );
  }
}

function checkChecks(file: YamlFile, declared: Declared): void {
  const seen = new Set<string>();
  for (const { check, path } of checksOf(file.value)) {
    if (file.isFull()) return;
    if (seen.has(check.id)) file.note([...path, 'id'], `Another check is called ${check.id}.`);
    seen.add(check.id);
    if (check.role === 'guard' && check.points !== undefined && check.points > 0)
      file.note([...path, 'points'], 'A guard earns nothing; leave the points out.');
    checkBody(file, check, path, declared);
    if (check.kind === 'anyOf') for (const [at, way] of check.of.entries()) checkBody(file, way, [...path, 'of', at], declared);
    if (check.kind === 'prediction')
      for (const [at, question] of check.questions.entries()) checkQuestion(file, question, [...path, 'questions', at], declared);
  }
}

function checkBody(file: YamlFile, check: Check | Way, path: Path, declared: Declared): void {
  const identity = (text: string, at: Path) => checkIdentity(file, text, [...path, ...at], declared, 'asked');
  const identities = (some: string | readonly string[], at: Path) => {
    if (typeof some === 'string') identity(some, at);
    else for (const [index, one] of some.entries()) identity(one, [...at, index]);
  };
  const eventCheck = (id: string, at: Path) => {
    if (declared.checks.get(id) === 'event') return;
    const near = nearest(
      id,
      [...declared.checks].filter(([, kind]) => kind === 'event').map(([other]) => other),
    );
    file.note([...path, ...at], `There is no check of events ${id}${near === undefined ? '.' : `; did you mean ${near}?`}`);
  };
  const savedAs = (reference: string, at: Path) => {
    if (!declared.ref.has(reference)) file.note([...path, ...at], `Nothing was saved as ${reference}; save it in setup.`);
  };
  switch (check.kind) {
    case 'state':
      checkAccount(file, check.account, [...path, 'account'], declared);
      return;
    case 'decision':
      for (const [at, ask] of check.ask.entries()) {
        identities(ask.principal, ['ask', at, 'principal']);
        checkAccount(file, ask.resourceAccount, [...path, 'ask', at, 'resourceAccount'], declared);
      }
      return;
    case 'event':
      if (check.by !== undefined) identity(check.by, ['by']);
      if (check.before !== undefined) eventCheck(check.before, ['before']);
      if (typeof check.after === 'string') eventCheck(check.after, ['after']);
      else if (check.after) eventCheck(check.after.last, ['after', 'last']);
      return;
    case 'minimal':
      if (check.principal !== undefined) identity(check.principal, ['principal']);
      return;
    case 'noEscalation':
      identities(check.principals ?? [], ['principals']);
      identities(check.but ?? [], ['but']);
      return;
    case 'atMost':
    case 'atLeast':
    case 'equalAccess':
      for (const { text, at } of identitiesOf(check)) identity(text, at);
      for (const { key, at } of groupAccountsOf(check)) checkAccount(file, key, [...path, ...at], declared);
      return;
    case 'noOtherWayIn':
      identity(check.to, ['to']);
      return;
    case 'unchangedElsewhere':
      identities(check.but, ['but']);
      return;
    case 'nothingLeft':
      for (const [index, text] of check.of.entries()) {
        const [, key] = /^key\/(.+)$/.exec(text) ?? [];
        if (key === undefined) identity(text, ['of', index]);
        else savedAs(key, ['of', index]);
      }
      return;
    case 'sameEffect':
      savedAs(check.at, ['at']);
      return;
    case 'bill':
      checkAccount(file, check.account, [...path, 'account'], declared);
      return;
    default:
  }
}

type Question = Extract<Check, { kind: 'prediction' }>['questions'][number];

function checkQuestion(
  file: YamlFile,
  { answer, answerFrom, options, multiple }: Question,
  path: Path,
  declared: Declared,
): void {
  if (answerFrom && 'decision' in answerFrom) {
    const { principal } = answerFrom.decision;
    for (const one of typeof principal === 'string' ? [principal] : principal)
      checkIdentity(file, one, [...path, 'answerFrom', 'decision', 'principal'], declared, 'asked');
  }
  if (answerFrom && 'trace' in answerFrom && !declared.ref.has(answerFrom.trace))
    file.note([...path, 'answerFrom', 'trace'], `Nothing was saved as ${answerFrom.trace}.`);
  if (answerFrom && 'read' in answerFrom)
    checkAccount(file, answerFrom.read.account, [...path, 'answerFrom', 'read', 'account'], declared);
  const keys = options && (Array.isArray(options) ? options : Object.keys(options));
  const answers = answer === undefined ? [] : typeof answer === 'string' ? [answer] : answer;
  if (answers.length > 1 && !multiple && keys) file.note([...path, 'answer'], 'Several answers need multiple: true.');
  for (const one of answers) {
    if (!keys || keys.includes(one)) continue;
    const near = nearest(one, keys);
    file.note([...path, 'answer'], `${one} is none of the options${near === undefined ? '.' : `; did you mean ${near}?`}`);
  }
}

/** Returns the id and kind of everything in a check's position. */
function namedChecks(value: Mapping): (readonly [id: string, kind: string])[] {
  const items = asList(value.steps).flatMap((step) => asList(asMapping(step).checks).map(asMapping));
  return items.map(({ id, kind }) => [String(id), String(kind)] as const);
}

/** Returns the valid operations of a list with their positions. */
export function operationsOf(list: unknown): { operation: PackOperation; at: number }[] {
  return asList(list).flatMap((item, at) => {
    const read = Operation.safeParse(item);
    return read.success ? [{ operation: read.data, at }] : [];
  });
}

/** Returns the valid checks with their paths. */
export function checksOf(value: Mapping): { check: Check; path: Path }[] {
  return asList(value.steps).flatMap((step, at) =>
    asList(asMapping(step).checks).flatMap((item, index) => {
      const read = Check.safeParse(item);
      return read.success ? [{ check: read.data, path: ['steps', at, 'checks', index] }] : [];
    }),
  );
}

function asMapping(value: unknown): Mapping {
  return isJsonObject(value) ? value : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
