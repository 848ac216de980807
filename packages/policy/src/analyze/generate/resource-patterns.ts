import type { CatalogResourceType } from '../../validate/catalog';

/**
 * Why a Resource entry stands for more than what was used: everything beginning with a folder or a part of a name, every resource of a type,
 * all Regions, whatever the call itself stood for (`*` or `instance/*`), whatever AWS makes at random for a name, or the text of today's
 * statement.
 */
export type WideCause = 'prefix' | 'type' | 'region' | 'asked' | 'random' | 'today';

/** A Resource entry of a generated statement, and how many of the resources that were used it stands for. */
export type GeneratedEntry = { text: string; seen: number; wide: WideCause | null };

/** So many resources of a type are listed one by one. Source of this and the next two: what the generator promises in its documentation. */
const MOST_LISTED = 5;
const SHORTEST_PREFIX = 4;
const FEWEST_MEMBERS = 3;
/** So many Regions are named before all are meant. */
const MOST_REGIONS = 2;

/**
 * Parts of ARNs that AWS makes at random behind a name: they are others wherever the same is made again. Source: Secrets Manager User Guide,
 * "Secrets Manager ARNs": a hyphen and six random characters.
 */
const RANDOM_PARTS: readonly { service: string; matches: RegExp; length: number }[] = [
  { service: 'secretsmanager', matches: /^secret:.+-[A-Za-z0-9]{6}$/s, length: 6 },
];

/** Stands for one character that AWS makes at random: no ARN holds it. */
const RANDOM = '\u0001';

/** Stands for the caller's own name while names are merged: no ARN holds it. */
const OWN_NAME = '\0';

type Arn = { partition: string; service: string; region: string; account: string; tail: string };
/** What comes after the fifth colon: fixed text up to the first variable, and what follows that one, with a star for each further one. */
type Template = { arn: string; fixed: string; rest: string; matches: RegExp; weight: number };

const templates = new WeakMap<CatalogResourceType, Template | null>();

/**
 * The Resource entries for an action, of the resources that it was used on.
 * @param types of resources that the action has
 * @param userName of the user who made all the calls, whose own name then becomes `${aws:username}`
 */
export function mergeResources(
  resources: readonly string[],
  types: readonly CatalogResourceType[],
  userName: string | undefined,
): GeneratedEntry[] {
  const distinct = [...new Set(resources)];
  if (distinct.includes('*')) return [askedForAll(types, distinct.length)];
  const groups = new Map<string, { template: Template | null; arns: Arn[] }>();
  const entries: GeneratedEntry[] = [];
  for (const resource of distinct) {
    const arn = readArn(resource);
    if (arn === null) {
      entries.push({ text: literalEntry(resource), seen: 1, wide: null });
      continue;
    }
    const template = templateOf(arn, types);
    const key = [arn.partition, arn.service, arn.account, template?.arn].join(' ');
    const group = groups.get(key);
    if (group) group.arns.push(arn);
    else groups.set(key, { template, arns: [arn] });
  }
  for (const { template, arns } of groups.values()) entries.push(...mergeRegions(withOwnName(arns, userName), template));
  return entries;
}

/** The resources one by one, as they were named. */
export function literalEntries(resources: readonly string[], types: readonly CatalogResourceType[]): GeneratedEntry[] {
  const distinct = [...new Set(resources)];
  if (distinct.includes('*')) return [askedForAll(types, distinct.length)];
  const entries = new Map<string, GeneratedEntry>();
  for (const resource of distinct) {
    const arn = readArn(resource);
    const named = arn === null ? resource : joined(arn);
    const wide = isClass(resource) ? 'asked' : wideOf(named);
    const text = literalEntry(named);
    entries.set(text, { text, seen: (entries.get(text)?.seen ?? 0) + 1, wide });
  }
  return [...entries.values()];
}

function joined({ partition, service, region, account, tail }: Arn): string {
  return `arn:${partition}:${service}:${region}:${account}:${tail}`;
}

function wideOf(text: string): WideCause | null {
  return text.includes(RANDOM) ? 'random' : null;
}

/** What has no resources is not wide for standing for all of them. */
function askedForAll(types: readonly CatalogResourceType[], seen: number): GeneratedEntry {
  return { text: '*', seen, wide: types.length > 0 ? 'asked' : null };
}

/** What is made by a call has no name yet, so that the call is about all of a type: `instance/*`. */
function isClass(resource: string): boolean {
  return resource.endsWith('/*') || resource.endsWith(':*');
}

function readArn(text: string): Arn | null {
  const [arn, partition, service, region, account, ...tail] = text.split(':');
  if (arn !== 'arn' || partition === undefined || service === undefined || region === undefined || account === undefined)
    return null;
  return tail.length === 0 ? null : { partition, service, region, account, tail: withoutRandom(service, tail.join(':')) };
}

/** What comes after the fifth colon, with a sign for each character that AWS makes at random. */
function withoutRandom(service: string, tail: string): string {
  const part = RANDOM_PARTS.find((one) => one.service === service && one.matches.test(tail));
  return part === undefined ? tail : tail.slice(0, -part.length) + RANDOM.repeat(part.length);
}

function templateOf(arn: Arn, types: readonly CatalogResourceType[]): Template | null {
  let best: Template | null = null;
  for (const type of types) {
    const template = readTemplate(type);
    if (template === null || (best !== null && best.weight >= template.weight)) continue;
    if (type.arn.split(':')[2] === arn.service && template.matches.test(arn.tail)) best = template;
  }
  return best;
}

const VARIABLE = /\$\{[^}]+\}/;

function readTemplate(type: CatalogResourceType): Template | null {
  const known = templates.get(type);
  if (known !== undefined) return known;
  const arn = readArn(type.arn);
  const [fixed = '', ...pieces] = arn?.tail.split(VARIABLE) ?? [];
  const template =
    arn === null || pieces.length === 0
      ? null
      : {
          arn: type.arn,
          fixed,
          rest: pieces.join('*'),
          matches: new RegExp(`^${[fixed, ...pieces].map(quoted).join('.+?')}$`, 's'),
          weight: fixed.length + pieces.join('').length,
        };
  templates.set(type, template);
  return template;
}

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** The caller's own name for a sign that stands for it, where every one of the resources has it as a part between slashes. */
function withOwnName(arns: readonly Arn[], userName: string | undefined): readonly Arn[] {
  if (userName === undefined) return arns;
  const replaced = arns.map((arn) => {
    const parts = arn.tail.split('/');
    const at = parts.indexOf(userName, 1);
    return at < 0 ? null : { ...arn, tail: parts.with(at, OWN_NAME).join('/') };
  });
  return replaced.every((arn) => arn !== null) ? replaced : arns;
}

function mergeRegions(arns: readonly Arn[], template: Template | null): GeneratedEntry[] {
  const regions = new Set(arns.map(({ region }) => region));
  if (regions.size > MOST_REGIONS) {
    const anywhere = arns.map((arn) => ({ ...arn, region: '*' }));
    return mergeNames(anywhere, template).map((entry) => ({ ...entry, wide: entry.wide ?? 'region' }));
  }
  return [...regions].flatMap((region) =>
    mergeNames(
      arns.filter((arn) => arn.region === region),
      template,
    ),
  );
}

/** Of one type, account and Region. */
function mergeNames(arns: readonly Arn[], template: Template | null): GeneratedEntry[] {
  const [first] = arns;
  if (!first) return [];
  const { partition, service, region, account } = first;
  const start = `arn:${partition}:${service}:${region}:${account}:`;
  const count = new Map<string, number>();
  for (const { tail } of arns) count.set(tail, (count.get(tail) ?? 0) + 1);
  const classes = [...count.keys()].filter((tail) => isClass(`:${tail}`));
  const covered = (tail: string) => classes.find((one) => tail.startsWith(one.slice(0, -1)));
  const left = [...count.keys()].filter((tail) => covered(tail) === undefined);
  const seenOf = (tails: readonly string[]) => tails.reduce((sum, tail) => sum + (count.get(tail) ?? 0), 0);
  const entry = (tail: string, members: readonly string[], wide: WideCause | null): GeneratedEntry => ({
    text: start + tail,
    seen: seenOf(members),
    wide,
  });
  const asked = classes.map((one) =>
    entry(
      literalTail(one),
      [...count.keys()].filter((tail) => covered(tail) === one),
      'asked',
    ),
  );
  const merged = containers(left, service, template).flatMap(({ fixed, rest, tails }) => {
    const listed = tails.map((tail) => entry(literalTail(tail), [tail], wideOf(tail)));
    if (tails.length <= MOST_LISTED) return listed;
    const clusters = clustersOf(
      tails.map((tail) => tail.slice(fixed.length)),
      service === 's3' ? ['/'] : ['/', '-'],
    );
    if (clusters.length <= MOST_LISTED) {
      return clusters.map(({ prefix, names }) => {
        const members = names.map((name) => fixed + name);
        return prefix === null
          ? entry(literalTail(members[0] ?? ''), members, wideOf(members[0] ?? ''))
          : entry(`${escaped(fixed + prefix)}*${restAfter(prefix, rest)}`, members, 'prefix');
      });
    }
    return rest === null ? listed : [entry(`${escaped(fixed)}*${rest}`, tails, 'type')];
  });
  return [...asked, ...merged];
}

type Container = { fixed: string; rest: string | null; tails: string[] };

/** What is merged together: all of a type, but objects bucket by bucket. */
function containers(tails: readonly string[], service: string, template: Template | null): Container[] {
  if (template === null) return [{ fixed: '', rest: null, tails: [...tails] }];
  if (service !== 's3' || template.fixed !== '' || !template.rest.startsWith('/'))
    return [{ fixed: template.fixed, rest: template.rest, tails: [...tails] }];
  const buckets = new Map<string, string[]>();
  for (const tail of tails) {
    const bucket = tail.slice(0, tail.indexOf('/') + 1);
    buckets.set(bucket, [...(buckets.get(bucket) ?? []), tail]);
  }
  return [...buckets].map(([fixed, own]) => ({ fixed, rest: '', tails: own }));
}

/** What still has to follow a prefix of a name for it to be one of the type: a table's prefix alone is no index. */
function restAfter(prefix: string, rest: string | null): string {
  const [next = ''] = (rest ?? '').split('*');
  return next === '' || prefix.includes(next) ? '' : (rest ?? '');
}

type Cluster = { prefix: string | null; names: string[] };

/** Names that begin alike, up to a delimiter; the others stay by themselves. */
function clustersOf(names: readonly string[], delimiters: readonly string[]): Cluster[] {
  const whole = commonPrefix(names, delimiters);
  if (whole.length >= SHORTEST_PREFIX && names.length >= FEWEST_MEMBERS) return [{ prefix: whole, names: [...names] }];
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const key = firstPrefix(name, delimiters);
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return [...groups].flatMap(([key, members]): Cluster[] =>
    key !== '' && members.length >= FEWEST_MEMBERS
      ? [{ prefix: commonPrefix(members, delimiters), names: members }]
      : members.map((name) => ({ prefix: null, names: [name] })),
  );
}

function firstPrefix(name: string, delimiters: readonly string[]): string {
  for (let end = SHORTEST_PREFIX; end <= name.length; end++)
    if (delimiters.includes(name.charAt(end - 1))) return name.slice(0, end);
  return '';
}

function commonPrefix(names: readonly string[], delimiters: readonly string[]): string {
  const [first = '', ...others] = names;
  let length = first.length;
  for (const other of others) {
    let same = 0;
    while (same < length && same < other.length && first[same] === other[same]) same++;
    length = same;
  }
  while (length > 0 && !delimiters.includes(first.charAt(length - 1))) length--;
  return first.slice(0, length);
}

function literalEntry(resource: string): string {
  return isClass(resource) ? `${escaped(resource.slice(0, -1))}*` : escaped(resource);
}

function literalTail(tail: string): string {
  return isClass(`:${tail}`) ? `${escaped(tail.slice(0, -1))}*` : escaped(tail);
}

/** Signs that mean something in a Resource element stand for themselves. Source: IAM User Guide, "Policy variables", special characters. */
function escaped(text: string): string {
  return text
    .replaceAll('${', '${$}{')
    .replace(/[*?]/g, (sign) => `\${${sign}}`)
    .replaceAll(RANDOM, '?')
    .replaceAll(OWN_NAME, '${aws:username}');
}
