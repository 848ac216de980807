import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { serviceOfArn } from '@gatehouse/policy/arn';
import { matchGlob, plainGlob } from '@gatehouse/policy/match';
import { fromModules, type Module } from '../../core/module/module';
import { isJsonObject } from '../../core/text/json-object';
import { before } from '../../core/text/text-parts';
import { fileNamed, fileText, isDocument } from '../format/documents';
import type { PackOperation } from '../format/schema';
import type { WrittenContext } from '../format/shapes';
import type { Pack } from '../pack';

/** A possible question about a scenario: an action on a resource in a context. Texts contain references as in packs. */
export type AccessQuestion = { action: string; resource: string; context: WrittenContext; withMfa: boolean };

const MOST_ACTIONS = 24;
const MOST_QUESTIONS = 60;
const MOST_OF_A_PATTERN = 3;

/** Returns the usual actions to ask about first, by service. */
const usualActionsOf = (modules: readonly Module[]): ReadonlyMap<string, readonly string[]> =>
  new Map(
    modules.flatMap(({ resources = [] }) =>
      resources.flatMap(({ service, usualActions }) => (usualActions ? [[service, usualActions] as const] : [])),
    ),
  );
const ALWAYS = ['iam:ListUsers', 'iam:CreateUser', 's3:ListAllMyBuckets', 'ec2:RunInstances'];

type CatalogAction = NonNullable<ReturnType<ReturnType<typeof loadCatalog>['action']>>;
type Statement = Readonly<Record<string, unknown>>;

/** Returns the questions that a scenario's policies, resources and calls suggest, explicitly named actions first. */
export function questionsOf({ scenario, files }: Pack): AccessQuestion[] {
  const operations = [...scenario.solution, ...scenario.setup];
  const statements = statementsIn(operations, files);
  const { resources = {} } = scenario;
  const tried = Object.values(resources).flatMap(({ try: some = [] }) => some.map(({ action }) => action));
  const kept = Object.values(resources).map(serviceOfResource);
  const called = scenario.solution.filter(({ do: name }) => loadCatalog().action(name)).map(({ do: name }) => name);
  const actions = new Set([
    ...statements.flatMap((statement) => listed(statement.Action).filter((one) => !/[*?]/.test(one))),
    ...tried,
    ...kept.flatMap((service) => fromModules(usualActionsOf).get(service) ?? []),
    ...statements.flatMap((statement) => [...listed(statement.Action), ...listed(statement.NotAction)].flatMap(samplesOf)),
    ...called.filter((name) => !name.startsWith('iam:') || statements.length === 0),
    ...ALWAYS,
  ]);
  const persona = Object.values(scenario.personas).find(({ as, main }) => !main && as.startsWith('user/'));
  const somebody = persona?.as.replace(/^user\/(.+)@.+$/, '$1') ?? 'somebody';
  const places = [
    ...Object.entries(resources).map(([key, resource]) => ({
      service: serviceOfResource(resource),
      arn: `{{resource.${key}}}`,
      isBucket: resource.type === 's3:bucket',
    })),
    ...statements.flatMap(({ Resource, NotResource }) =>
      [...listed(Resource), ...listed(NotResource)].flatMap((pattern) => placesOf(pattern, somebody, resources)),
    ),
  ];
  const contexts = contextsOf(statements);
  const asksMfa = JSON.stringify(statements).includes('aws:MultiFactorAuth');
  const questions = new Map<string, AccessQuestion>();
  for (const name of [...actions].slice(0, MOST_ACTIONS)) {
    const action = loadCatalog().action(name);
    if (!action) continue;
    for (const resource of resourcesFor(action, places))
      for (const context of contexts)
        for (const withMfa of asksMfa ? [false, true] : [false]) {
          const question = { action: `${action.service}:${action.name}`, resource, context, withMfa };
          questions.set(JSON.stringify(question), question);
        }
  }
  return [...questions.values()].slice(0, MOST_QUESTIONS * (contexts.length > 1 || asksMfa ? 2 : 1));
}

function listed(value: unknown): string[] {
  return [value].flat().filter((one): one is string => typeof one === 'string');
}

/** Returns every statement of the policies that operations write. */
export function statementsIn(operations: readonly PackOperation[], files: Pack['files']): Statement[] {
  return operations
    .flatMap(({ input }) => documentsIn(input, files))
    .flatMap(({ Statement }) => [Statement].flat().filter(isJsonObject));
}

function documentsIn(value: unknown, files: Pack['files']): { Statement: unknown }[] {
  const file = fileNamed(value);
  if (file !== undefined) {
    try {
      const parsed: unknown = JSON.parse(fileText({ files }, file));
      return isDocument(parsed) ? [parsed] : [];
    } catch {
      return [];
    }
  }
  if (isDocument(value)) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap((one) => documentsIn(one, files)) : [];
}

/** Returns a few actions of each access level that a pattern matches. */
function samplesOf(pattern: string): string[] {
  const [service = '', name = ''] = pattern.split(':');
  if (!/[*?]/.test(name) || /[*?]/.test(service)) return [];
  const glob = plainGlob(name.toLowerCase());
  const found = loadCatalog()
    .actionsOf(service)
    .filter((action) => matchGlob(glob, action.name.toLowerCase()))
    .sort((a, b) => a.name.length - b.name.length);
  const levels = new Map<string, CatalogAction>();
  for (const action of found) if (!levels.has(action.accessLevel)) levels.set(action.accessLevel, action);
  return [...levels.values()].slice(0, MOST_OF_A_PATTERN).map((action) => `${action.service}:${action.name}`);
}

type ResourcePlace = { service: string; arn: string; isBucket?: boolean };
type PackResources = NonNullable<Pack['scenario']['resources']>;

/** Returns the service of a resource of a pack, by its type or else by its ARN. It is empty if neither says it. */
function serviceOfResource({ type, arn = '' }: { type?: string; arn?: string }): string {
  return type === undefined ? serviceOfArn(arn) : before(type, ':');
}

/** Returns resources that a pattern matches, with variables replaced by a principal. */
function placesOf(pattern: string, somebody: string, resources: PackResources): ResourcePlace[] {
  const [, key = ''] = /^\{\{resource\.([a-z0-9-]+)\}\}./.exec(pattern) ?? [];
  const service = pattern.startsWith('arn:') ? serviceOfArn(pattern) : serviceOfResource({ type: resources[key]?.type });
  if (/\$\{(?!aws:username\})/.test(pattern)) return [];
  return service === '' ? [] : [{ service, arn: pattern.replaceAll('${aws:username}', somebody).replaceAll(/[*?]/g, 'a') }];
}

function resourcesFor(action: CatalogAction, places: readonly ResourcePlace[]): string[] {
  if (action.resourceTypes.length === 0) return ['*'];
  const ofObjects = action.resourceTypes.some(({ name }) => name === 'object');
  const kinds = new Set(action.resourceTypes.map(({ name }) => name));
  const own = places.filter(({ service }) => service === action.service);
  const arns = own.flatMap(({ arn, isBucket }) => {
    if (isBucket) return ofObjects ? [`${arn}/a`] : kinds.has('bucket') ? [arn] : [];
    if (action.service === 's3') return arn.includes('/') === ofObjects ? [arn] : [];
    const kind = arn.split(':')[5]?.split('/')[0];
    return action.service !== 'iam' || (kind !== undefined && kinds.has(kind)) ? [arn] : [];
  });
  return arns.length > 0 ? [...new Set(arns)].slice(0, 4) : ['*'];
}

const MOST_CONTEXTS = 4;

/** Returns the empty context, and one for each condition of the policies. */
function contextsOf(statements: readonly Statement[]): WrittenContext[] {
  const contexts = new Map<string, WrittenContext>([['{}', {}]]);
  for (const { Condition } of statements)
    for (const [operator, keys] of isJsonObject(Condition) ? Object.entries(Condition) : []) {
      if (!/^(?:For\w+:)?(?:String|Arn)(?:Not)?(?:Equals|Like)/.test(operator)) continue;
      for (const [key, value] of isJsonObject(keys) ? Object.entries(keys) : []) {
        const [first] = listed(value);
        if (first === undefined || /[*?]|\$\{/.test(first) || key.startsWith('aws:Principal')) continue;
        const context = { [key]: operator.startsWith('For') ? [first] : first };
        contexts.set(JSON.stringify(context), context);
        if (key.toLowerCase() === 'aws:requestedregion') contexts.set('elsewhere', { [key]: 'ap-southeast-2' });
      }
    }
  return [...contexts.values()].slice(0, MOST_CONTEXTS);
}
