import type { PolicyBlock } from '@gatehouse/policy/edit';
import { actionsNamed, type CatalogAction, type CatalogResourceType, type PolicyCatalog } from '@gatehouse/policy/validate';
import { plural, pluralOf } from '@/lib/core/text/plural';
import { before } from '@/lib/core/text/text-parts';
import { conditionWords } from '../../access/condition-words';
import { prefixesOf } from '../resource-types';
import { typeOfEntry } from './resource-choice';

/** A part of a sentence. Names are bold. */
export type Words = { text: string; name?: boolean };

/** Describes a statement after its effect: "reading objects in acme-reports, only with MFA", using the catalog. */
export function statementSentence({ statement }: PolicyBlock, catalog: PolicyCatalog | null): Words[] {
  if (!statement) return [{ text: 'no statement' }];
  const actions = statement.action?.entries.map(({ text }) => text) ?? [];
  const resources = statement.resource?.entries.map(({ text }) => text) ?? [];
  const allBut = statement.action?.negated ?? false;
  const doing = actionWords(catalog, actions, resources);
  const words: Words[] = [
    ...(allBut ? [{ text: 'everything except ' }] : []),
    ...doing.words,
    ...(statement.resource === undefined
      ? ownWords(statement.principal !== undefined, allBut ? undefined : doing.noun)
      : resourceWords(catalog, actions, resources, statement.resource.negated, allBut ? undefined : doing.noun)),
    ...principalWords(statement.principal),
  ];
  return [...words, ...conditionsWords(statement)];
}

/** Returns the words for a trust policy, which names no resource because it belongs to a role. */
function ownWords(hasPrincipal: boolean, noun: Noun | undefined): Words[] {
  return hasPrincipal && noun ? [{ text: ` this ${noun.one}` }] : [];
}

const VERBS: Readonly<Record<string, string>> = {
  Get: 'reading',
  Describe: 'reading',
  BatchGet: 'reading',
  List: 'listing',
  Put: 'writing',
  Create: 'creating',
  Delete: 'deleting',
  Update: 'changing',
  Modify: 'changing',
  Set: 'setting',
  Run: 'running',
  Start: 'starting',
  Stop: 'stopping',
  Pass: 'passing',
  Assume: 'assuming',
  Attach: 'attaching',
  Detach: 'detaching',
  Add: 'adding to',
  Remove: 'removing from',
  Send: 'sending to',
  Receive: 'receiving from',
  Publish: 'publishing to',
  Subscribe: 'subscribing to',
  Invoke: 'invoking',
  Decrypt: 'decrypting with',
  Encrypt: 'encrypting with',
  Generate: 'generating with',
  Tag: 'tagging',
  Untag: 'untagging',
  Terminate: 'terminating',
  Reboot: 'rebooting',
  Enable: 'enabling',
  Disable: 'disabling',
};

const LEVELS: Readonly<Record<string, string>> = {
  List: 'listing',
  Read: 'reading',
  Write: 'changing',
  'Permissions management': 'managing permissions of',
  Tagging: 'tagging',
};

/** Words for type names that are not English words. */
const NOUNS: Readonly<Record<string, string>> = {
  'access-key': 'access key',
  'saml-provider': 'SAML provider',
  'oidc-provider': 'identity provider',
};

type Noun = { one: string; many: string };

function actionWords(
  catalog: PolicyCatalog | null,
  entries: readonly string[],
  resources: readonly string[],
): { words: Words[]; noun?: Noun } {
  if (entries.length === 0) return { words: [{ text: 'no actions yet' }] };
  if (entries.some((entry) => entry === '*' || entry === '*:*')) return { words: [{ text: 'everything' }] };
  const [service, ...others] = prefixesOf(entries);
  const wholeServices = entries.every((entry) => /^[\w-]+:\*$/.test(entry));
  if (wholeServices)
    return { words: [{ text: 'everything in ' }, ...listWords(entries.map((entry) => serviceName(before(entry, ':'))))] };
  const named = catalog ? entries.map((entry) => actionsNamed(catalog, entry)) : [];
  const known = named.flatMap((found) => found ?? []);
  if (service === undefined || others.length > 0 || known.length === 0 || named.some((found) => !found || found.length === 0)) {
    return {
      words:
        entries.length <= 2
          ? listWords(entries)
          : [{ text: `${plural(entries.length, 'action')} in ` }, ...listWords(prefixesOf(entries).map(serviceName))],
    };
  }
  const verb = verbOf(known);
  const noun = nounOf(known, catalog?.resourceTypesOf(service) ?? [], resources);
  if (verb === null)
    return { words: [{ text: `${plural(known.length, 'action')} in ` }, { text: serviceName(service), name: true }] };
  return noun
    ? { words: [{ text: verb }], noun }
    : { words: [{ text: `${verb} in ` }, { text: serviceName(service), name: true }] };
}

/** Returns the common short name of a service: prefixes of up to four letters are abbreviations. */
function serviceName(prefix: string): string {
  return prefix.length <= 4 ? prefix.toUpperCase() : prefix;
}

function listWords(names: readonly string[]): Words[] {
  const [one = '', other] = names;
  if (names.length === 2 && one && other) return [{ text: one, name: true }, { text: ' and ' }, { text: other, name: true }];
  if (names.length > 2) return [{ text: one, name: true }, { text: ` and ${names.length - 1} more` }];
  return [{ text: one, name: true }];
}

/** Returns the common verb of all actions, or of their access levels. Null if there are too many. */
function verbOf(actions: readonly CatalogAction[]): string | null {
  const verbs = new Set(
    actions.map(({ name }) => {
      const [start] = /^(?:BatchGet|[A-Z][a-z]+)/.exec(name) ?? [];
      return start && VERBS[start];
    }),
  );
  // Verbs that end in a preposition come last, before their object.
  const known = [...verbs].flatMap((verb) => verb ?? []).toSorted((a, b) => Number(a.includes(' ')) - Number(b.includes(' ')));
  if (known.length === verbs.size && known.length <= 2) return known.join(' and ');
  const levels = [...new Set(actions.map(({ accessLevel }) => LEVELS[accessLevel]))];
  if (levels.length === 1) return levels[0] ?? null;
  return levels.length === 2 ? levels.join(' and ') : null;
}

/** Returns the common resource type of all actions, if there is one. */
function nounOf(
  actions: readonly CatalogAction[],
  types: readonly CatalogResourceType[],
  resources: readonly string[],
): Noun | undefined {
  const mains = actions.map(({ resourceTypes }) => {
    const required = resourceTypes.filter((type) => type.required);
    return new Set((required.length > 0 ? required : resourceTypes).map(({ name }) => name));
  });
  const common = [...(mains[0] ?? [])].filter((name) => mains.every((names) => names.has(name)));
  // Among several types, the one that the statement names wins, otherwise the shortest: access points follow their bucket.
  const named = resources.map((entry) => typeOfEntry(types, entry)?.type.name);
  const [name] = common.toSorted((a, b) => Number(named.includes(b)) - Number(named.includes(a)) || a.length - b.length);
  if (name === undefined || !/^[a-z][a-z -]*$/i.test(name)) return undefined;
  const one = NOUNS[name] ?? name.replaceAll('-', ' ').toLowerCase();
  return { one, many: pluralOf(one) };
}

function resourceWords(
  catalog: PolicyCatalog | null,
  actions: readonly string[],
  resources: readonly string[],
  negated: boolean,
  noun: Noun | undefined,
): Words[] {
  const any = noun ? ` any ${noun.one}` : '';
  if (resources.length === 0) return [{ text: `${any ? ` ${noun?.many}` : ''}, on no resources yet` }];
  if (!negated && resources.includes('*')) return any ? [{ text: any }] : [];
  const types = catalog ? prefixesOf(actions).flatMap((prefix) => catalog.resourceTypesOf(prefix)) : [];
  const places = resources.map((entry) => placeOf(types, entry));
  const names = [...new Set(places.map(({ name }) => name))];
  if (negated) return [{ text: `${any || ', on anything'} except ` }, ...listWords(names)];
  if (!noun) return [{ text: ', on ' }, ...listWords(names)];
  if (places.every(({ inside }) => inside)) return [{ text: ` ${noun.many} in ` }, ...listWords(names)];
  if (names.length === 1 && names[0] === '*') return [{ text: any }];
  return [{ text: ` ${names.length === 1 ? noun.one : noun.many} ` }, ...listWords(names)];
}

/** Returns the name of an entry's resource. For something inside another resource, it includes the name of the other resource and the path. */
function placeOf(types: readonly CatalogResourceType[], entry: string): { name: string; inside: boolean } {
  const read = typeOfEntry(types, entry);
  const fields = read?.pieces.filter(({ field }) => field !== undefined && !['Region', 'Account'].includes(field)) ?? [];
  const [first, second] = fields;
  if (!first) return { name: entry.replace(/^arn:[^:]*:[^:]*:[^:]*:[^:]*:/, ''), inside: false };
  if (!second) return { name: first.text, inside: false };
  return { name: second.text === '*' ? first.text : `${first.text}/${second.text}`, inside: true };
}

function principalWords(principal: NonNullable<PolicyBlock['statement']>['principal']): Words[] {
  if (!principal) return [];
  const { entries, negated } = principal;
  if (entries.length === 0) return [{ text: ', for no principals yet' }];
  const names = entries.map(({ text }) => (text === '*' ? 'everyone' : nameOfPrincipal(text)));
  return [{ text: negated ? ', for everyone except ' : ', for ' }, ...listWords(names)];
}

function nameOfPrincipal(text: string): string {
  const account = /^arn:[^:]*:iam::(\d{12}):root$/.exec(text)?.[1] ?? /^\d{12}$/.exec(text)?.[0];
  if (account) return `account ${account}`;
  return text.replace(/^arn:[^:]*:(?:iam|sts)::\d*:/, '').replace(/\.amazonaws\.com(?:\.cn)?$/, '');
}

function conditionsWords(statement: NonNullable<PolicyBlock['statement']>): Words[] {
  const { clauses, effect = 'Allow' } = statement;
  const [first] = clauses;
  if (!first) return [];
  const more = clauses.length > 1 ? ` and ${clauses.length - 1} more ${clauses.length === 2 ? 'condition' : 'conditions'}` : '';
  const only = effect === 'Allow' ? ', only ' : ', unless ';
  const values = first.values.map(({ text }) => text);
  const key = first.key.toLowerCase();
  const words = conditionWords({ operator: first.operator, key: first.key, values }, effect);
  const wants = values.length === 1 && values[0]?.toLowerCase() === (effect === 'Allow' ? 'true' : 'false');
  if (key === 'aws:multifactorauthpresent' && wants && /^Bool(?:IfExists)?$/.test(first.operator)) {
    return [{ text: `${only}with MFA${more}` }];
  }
  if (key === 'aws:sourceip' && words && words.verb === 'is in')
    return [{ text: `${only}from ` }, { text: words.values, name: true }, { text: more }];
  if (!words) return [{ text: `${only}under ${plural(clauses.length, 'condition')}` }];
  return [
    { text: `${only}if ` },
    { text: first.key, name: true },
    { text: ` ${words.verb}${words.values === '' ? '' : ` ${shortened(words.values)}`}${more}` },
  ];
}

const shortened = (text: string) => (text.length > 48 ? `${text.slice(0, 47)}…` : text);

/** Returns the words as one text. */
export function sentenceText(words: readonly Words[]): string {
  return words.map(({ text }) => text).join('');
}
