import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  snippetCompletion,
  startCompletion,
} from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';
import type { Catalog } from '@gatehouse/catalog/types';
import { BASE_OPERATORS } from '@gatehouse/policy/evaluate';
import { KIND_RULES, type PolicyKind, TRUST_ACTIONS } from '@gatehouse/policy/parse';
import { plural } from '@/lib/core/text/plural';
import type { BrowserCatalog } from './browser-catalog';
import { type CompletionPlace, completionPlace } from './completion-place';
import { prefixesOf, resourceTypesFor } from './resource-types';

/** Completes a policy document of a kind at the cursor, using the catalog. */
export function policyCompletion(kind: PolicyKind, browser: BrowserCatalog | undefined) {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const place = completionPlace(context.state, context.pos);
    if (!place) return null;
    const typed = context.state.sliceDoc(place.from, context.pos);
    const options = await optionsFor(place, typed, kind, browser);
    if (context.aborted || options.length === 0) return null;
    // A completion replaces the whole string, including the text after the cursor.
    return { from: place.from, to: place.to, options, validFor: validWhile(place, typed) };
  };
}

// After the colon, actions replace service names, so the list must be requested again.
function validWhile(place: CompletionPlace, typed: string): RegExp {
  return isAction(place) && !typed.includes(':') ? /^[\w*-]*$/ : /^[^"\\]*$/;
}

const ROOT_NAMES = ['Version', 'Statement'];
const isAction = ({ path, role }: CompletionPlace) => role === 'value' && ['Action', 'NotAction'].includes(String(path.at(-1)));

async function optionsFor(
  place: CompletionPlace,
  typed: string,
  kind: PolicyKind,
  browser: BrowserCatalog | undefined,
): Promise<readonly Completion[]> {
  const { path, role } = place;
  const last = path.at(-1);
  if (role === 'name') return without(await namesFor(place, kind, browser), place.siblings);
  if (isAction(place)) return kind === 'trust' ? trustActions() : actionsFor(typed, browser);
  if (last === 'Effect') return words(['Allow', 'Deny'], 'constant');
  if (last === 'Version') return words(['2012-10-17', '2008-10-17'], 'constant');
  if (last === 'Resource' || last === 'NotResource') return resourcesFor(place, browser);
  if (path.at(-2) === 'Principal' && last === 'AWS') return words(['*'], 'constant');
  const operator = path.at(-2);
  return operator && conditionIndex(path) === path.length - 3 && /Bool|Null/.test(operator)
    ? words(['true', 'false'], 'constant')
    : [];
}

function words(list: readonly string[], type: string): Completion[] {
  return list.map((label) => ({ label, type }));
}

function without(options: readonly Completion[], names: readonly string[]): Completion[] {
  return options.filter(({ label }) => !names.includes(label));
}

const conditionIndex = (path: readonly string[]) => path.indexOf('Condition');

async function namesFor(
  place: CompletionPlace,
  kind: PolicyKind,
  browser: BrowserCatalog | undefined,
): Promise<readonly Completion[]> {
  const { path } = place;
  const rules = KIND_RULES[kind];
  if (path.length === 0) return words([...ROOT_NAMES, ...(rules.id ? ['Id'] : [])], 'property');
  if (path.length === 1 && path[0] === 'Statement') {
    return words(
      [
        'Sid',
        'Effect',
        ...(rules.principal === 'required' ? ['Principal'] : []),
        ...(rules.notPrincipal ? ['NotPrincipal'] : []),
        'Action',
        ...(kind === 'trust' || kind === 'rcp' ? [] : ['NotAction']),
        ...(rules.resource === 'required' ? ['Resource', 'NotResource'] : []),
        'Condition',
      ],
      'property',
    );
  }
  if (path.at(-1) === 'Principal' || path.at(-1) === 'NotPrincipal')
    return words(['AWS', 'Service', 'Federated', ...(kind === 'resource' ? ['CanonicalUser'] : [])], 'property');
  const condition = conditionIndex(path);
  if (condition < 0) return [];
  if (condition === path.length - 1) return operators();
  return condition === path.length - 2 ? conditionKeys(place, browser) : [];
}

function operators(): Completion[] {
  const names = [...BASE_OPERATORS.values()].map(({ name }) => name);
  return [
    ...words(names, 'keyword'),
    ...names.filter((name) => name !== 'Null').map((name) => ({ label: `${name}IfExists`, type: 'keyword', boost: -10 })),
    ...names.flatMap((name) =>
      ['ForAnyValue', 'ForAllValues'].map((set) => ({ label: `${set}:${name}`, type: 'keyword', boost: -20 })),
    ),
  ];
}

function trustActions(): Completion[] {
  const names = [
    'AssumeRole',
    'AssumeRoleWithSAML',
    'AssumeRoleWithWebIdentity',
    'TagSession',
    'SetSourceIdentity',
    'SetContext',
  ];
  return words(
    names.map((name) => `sts:${name}`).filter((name) => TRUST_ACTIONS.has(name.toLowerCase())),
    'function',
  );
}

async function loaded(browser: BrowserCatalog | undefined, prefixes: readonly string[]): Promise<Catalog | null> {
  await browser?.ensure(prefixes);
  return browser?.current() ?? null;
}

async function actionsFor(typed: string, browser: BrowserCatalog | undefined): Promise<Completion[]> {
  const colon = typed.indexOf(':');
  if (colon < 0) {
    const catalog = await loaded(browser, []);
    return (catalog?.services() ?? []).map(({ prefix, name }) => ({
      label: `${prefix}:`,
      detail: name,
      type: 'namespace',
      apply: insertAndGoOn,
    }));
  }
  const prefix = typed.slice(0, colon).toLowerCase();
  const actions = (await loaded(browser, [prefix]))?.actionsOf(prefix) ?? [];
  if (actions.length === 0) return [];
  return [
    { label: `${prefix}:*`, detail: `all of ${plural(actions.length, 'action')}`, type: 'constant', boost: 20 },
    ...verbsOf(actions.map(({ name }) => name)).map(({ verb, count }) => ({
      label: `${prefix}:${verb}*`,
      detail: plural(count, 'action'),
      type: 'constant',
      boost: 10,
    })),
    ...actions.map(({ name, accessLevel }) => ({ label: `${prefix}:${name}`, detail: accessLevel, type: 'function' })),
  ];
}

/** Inserts a service prefix and then offers its actions. */
function insertAndGoOn(view: EditorView, { label }: Completion, from: number, to: number): void {
  view.dispatch({
    changes: { from, to, insert: label },
    selection: { anchor: from + label.length },
    userEvent: 'input.complete',
  });
  startCompletion(view);
}

const VERBS = ['List', 'Get', 'Describe', 'Create', 'Put', 'Update', 'Delete', 'Tag', 'Untag'];

function verbsOf(names: readonly string[]): { verb: string; count: number }[] {
  return VERBS.map((verb) => ({ verb, count: names.filter((name) => name.startsWith(verb)).length })).filter(
    ({ count }) => count > 1,
  );
}

async function conditionKeys({ actions }: CompletionPlace, browser: BrowserCatalog | undefined): Promise<Completion[]> {
  const prefixes = prefixesOf(actions);
  const catalog = await loaded(browser, prefixes);
  if (!catalog) return [];
  const own = prefixes.flatMap((prefix) => catalog.conditionKeysOf(prefix));
  return [...own, ...catalog.globalConditionKeys].map(({ key, type, multivalued }) =>
    snippetCompletion(toSnippet(key), { label: key, detail: multivalued ? `${type}, several` : type, type: 'variable' }),
  );
}

async function resourcesFor({ actions }: CompletionPlace, browser: BrowserCatalog | undefined): Promise<Completion[]> {
  const catalog = await loaded(browser, prefixesOf(actions));
  const formats = catalog ? resourceTypesFor(catalog, actions) : [];
  return [
    { label: '*', detail: 'all resources', type: 'constant', boost: 20 },
    ...formats.map(({ arn, name }) => {
      const written = arn.replaceAll('${Partition}', 'aws');
      return snippetCompletion(toSnippet(written), { label: written, detail: name, type: 'class' });
    }),
  ];
}

/** Turns `${Name}` of the catalog into a field that Tab moves to. */
function toSnippet(text: string): string {
  return text.replaceAll(/\$\{([^}]+)\}/g, '#{$1}');
}
