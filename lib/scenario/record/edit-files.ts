import { type Document, isMap, isPair, isSeq, parseDocument, type YAMLMap, YAMLSeq } from 'yaml';
import type { Check } from '../format/checks';
import { MOST_FILE_CHARACTERS } from '../format/limits';
import type { PackOperation } from '../format/schema';

// Edits of scenario files that keep all other text, comments included.

type Files = ReadonlyMap<string, string>;

const SCENARIO = 'scenario.yaml';
const TESTS = 'tests.yaml';
/**
 * Long lines stay unfolded. An unquoted text that begins with a star parses as an unknown alias, which the pack reader reports.
 */
const AS_WRITTEN = { lineWidth: 0, flowCollectionPadding: true, verifyAliasOrder: false } as const;
/** The length up to which a mapping is written on one line. */
const ONE_LINE = 150;

/** Thrown for a file that can't be parsed. The author sees where. */
export class UnreadableFile extends Error {}

/** Parses a file; null if it exceeds the limit of a pack, because parsing is synchronous. */
function documentOf(files: Files, name: string, start = ''): Document.Parsed | null {
  const source = files.get(name) ?? start;
  return source.length > MOST_FILE_CHARACTERS ? null : parseDocument(source, { version: '1.2', schema: 'core' });
}

function changed(files: Files, name: string, start: string, change: (document: Document.Parsed) => void): Files {
  const document = documentOf(files, name, start);
  if (!document) throw new UnreadableFile(`${name} is longer than ${MOST_FILE_CHARACTERS.toLocaleString('en')} characters.`);
  const [error] = document.errors;
  if (error) throw new UnreadableFile(`${name} cannot be read, so nothing was written into it: ${error.message}`);
  change(document);
  return new Map([...files, [name, document.toString(AS_WRITTEN)]]);
}

function nodeOf(document: Document, value: object) {
  const node = document.createNode(value, { aliasDuplicateObjects: false });
  if (isMap(node)) shorten(node, value);
  return node;
}

/** Writes a short value on one line, and the parts of a long one separately. */
function shorten(node: YAMLMap | YAMLSeq, value: unknown): void {
  if (JSON.stringify(value).length <= ONE_LINE) {
    node.flow = true;
    return;
  }
  for (const item of node.items) {
    const part: unknown = isPair(item) ? item.value : item;
    if (isMap(part) || isSeq(part)) shorten(part, part.toJSON());
  }
}

function listAt(document: Document, path: readonly (string | number)[]): YAMLSeq {
  const found = document.getIn(path);
  if (isSeq(found)) {
    if (found.items.length === 0) found.flow = false;
    return found;
  }
  const list = new YAMLSeq();
  document.setIn(path, list);
  return list;
}

/** Appends operations to a part of the scenario, or replaces it. */
export function withOperations(
  files: Files,
  part: 'setup' | 'solution',
  operations: readonly PackOperation[],
  how: 'append' | 'replace',
): Files {
  return changed(files, SCENARIO, '', (document) => {
    const list = listAt(document, [part]);
    if (how === 'replace') list.items = [];
    if (operations.length === 0 && list.items.length === 0) list.flow = true;
    for (const operation of operations) list.add(nodeOf(document, operation));
  });
}

/**
 * Adds a check to a step.
 * @throws UnreadableFile if the step does not exist
 */
export function withCheck(files: Files, stepId: string, check: Check): Files {
  return changed(files, SCENARIO, '', (document) => {
    const steps = document.get('steps');
    const at = isSeq(steps) ? steps.items.findIndex((step) => isMap(step) && step.get('id') === stepId) : -1;
    if (at < 0) throw new UnreadableFile(`There is no step ${stepId}.`);
    const { id, kind, role, points, say, look, ...body } = check;
    const ordered = { id, kind, role, points, ...body, say, look };
    const written = Object.fromEntries(Object.entries(ordered).filter(([, value]) => value !== undefined));
    listAt(document, ['steps', at, 'checks']).add(nodeOf(document, written));
  });
}

/** Marks a mutation of the solution as equivalent, with the reason. */
export function withEquivalent(files: Files, mutant: string, reason: string): Files {
  return changed(files, TESTS, '{}', (document) => {
    if (isMap(document.contents)) document.contents.flow = false;
    listAt(document, ['equivalent']).add(nodeOf(document, { mutant, reason }));
  });
}

/** Returns the ids and titles of steps as far as the file can be parsed. */
export function stepsIn(files: Files): { id: string; title: string }[] {
  const steps = documentOf(files, SCENARIO)?.get('steps');
  if (!isSeq(steps)) return [];
  return steps.items.flatMap((step) => {
    const id: unknown = isMap(step) ? step.get('id') : undefined;
    const title: unknown = isMap(step) ? step.get('title') : undefined;
    return typeof id === 'string' ? [{ id, title: typeof title === 'string' ? title : id }] : [];
  });
}

/**
 * An unreachable goal for steps without checks, so that an unfinished scenario can be previewed. It is never written to a file.
 */
const STAND_IN = { kind: 'event', name: 'sts:GetSessionToken', count: { min: 1000 }, say: 'Nothing is checked yet.' };

/** Adds the stand-in goal to every step without checks. */
export function withStandIns(files: Files): Files {
  const document = documentOf(files, SCENARIO);
  const steps = document?.get('steps');
  if (!document || document.errors.length > 0 || !isSeq(steps)) return files;
  let count = 0;
  for (const step of steps.items) {
    if (!isMap(step)) continue;
    const checks = step.get('checks', true);
    const own = isSeq(checks) ? checks.items : [];
    if (own.some((check) => isMap(check) && check.get('role') !== 'guard')) continue;
    count += 1;
    const stand = document.createNode({ id: `not-written-yet-${count}`, ...STAND_IN });
    if (isSeq(checks)) checks.add(stand);
    else step.set('checks', document.createNode([stand.toJSON()]));
  }
  return count === 0 ? files : new Map([...files, [SCENARIO, document.toString(AS_WRITTEN)]]);
}

export type NewScenario = {
  id: string;
  title: string;
  story: string;
  /** The task of the first step. */
  task: string;
  language: string;
  /** The accounts by key and name. */
  accounts: readonly { key: string; name: string }[];
  personas: readonly { name: string; account: string; about: string; isAdministrator: boolean }[];
};

/** Returns the files of a new scenario: accounts, personas and one step without checks. */
export function newScenarioFiles(asked: NewScenario): Files {
  const accounts = Object.fromEntries(
    asked.accounts.map(({ key, name }) => [key, { name, alias: `${key}-{{code}}`, root: 'none' }]),
  );
  const personas = Object.fromEntries(
    asked.personas.map(({ name, account, about, isAdministrator }, at) => [
      keyOfPersona(asked, at),
      { as: `user/${name}@${account}`, about, signIn: isAdministrator ? 'both' : 'password', ...(at === 0 && { main: true }) },
    ]),
  );
  const setup = asked.personas.flatMap(({ name, account, isAdministrator }): PackOperation[] => [
    { as: `root@${account}`, do: 'iam:CreateUser', input: { UserName: name } },
    { as: `root@${account}`, do: 'iam:CreateLoginProfile', input: { UserName: name, Password: '{{password}}' } },
    ...(isAdministrator
      ? [
          {
            as: `root@${account}`,
            do: 'iam:AttachUserPolicy',
            input: { UserName: name, PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
          },
        ]
      : []),
  ]);
  const head = {
    format: 1,
    id: asked.id,
    version: '1.0.0',
    language: asked.language,
    title: asked.title,
    level: 2,
    minutes: 30,
    topics: ['POL'],
    story: asked.story,
  };
  const document = parseDocument('{}', { version: '1.2', schema: 'core' });
  if (isMap(document.contents)) document.contents.flow = false;
  const step = { id: 'first', title: 'Your task', do: asked.task, hints: [], checks: [] };
  const whole = { ...head, accounts, personas, setup, steps: [step], solution: [], debrief: '' };
  for (const [key, value] of Object.entries(whole)) {
    const node = document.createNode(value, { aliasDuplicateObjects: false });
    if (key === 'steps' && isSeq(node)) for (const item of node.items) if (isMap(item)) shortenParts(item);
    if (isSeq(node) && key !== 'steps') {
      if (key === 'topics' || node.items.length === 0) node.flow = true;
      else for (const item of node.items) if (isMap(item)) shorten(item, item.toJSON());
    }
    if (isMap(node)) for (const { value: part } of node.items) if (isMap(part)) shorten(part, part.toJSON());
    document.set(key, node);
  }
  return new Map([[SCENARIO, document.toString(AS_WRITTEN)]]);
}

function shortenParts(node: YAMLMap): void {
  for (const { value } of node.items) if ((isMap(value) || isSeq(value)) && value.items.length === 0) value.flow = true;
}

/** Returns the key of a persona: the user's name, or its position if the name is taken or not a valid key. */
function keyOfPersona({ personas }: NewScenario, at: number): string {
  const names = personas.map((persona) => persona.name.toLowerCase());
  const name = names[at];
  const isFirst = name !== undefined && names.indexOf(name) === at;
  return isFirst && /^[a-z][a-z0-9-]{0,39}$/.test(name) ? name : `persona-${at + 1}`;
}
