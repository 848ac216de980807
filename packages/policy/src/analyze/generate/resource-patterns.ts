import type { CatalogResourceType } from '../../validate/catalog';

/**
 * The reason why a Resource entry covers more than was used. `prefix`: a common folder or beginning of names. `type`: all resources of a type.
 * `region`: all Regions. `asked`: the call's own pattern (`*` or `instance/*`). `random`: AWS's random part of a name. `today`: the text of a
 * current statement.
 */
export type WideCause = 'prefix' | 'type' | 'region' | 'asked' | 'random' | 'today';

/** A Resource entry of a generated statement, and the number of used resources that it covers. */
export type GeneratedEntry = { text: string; seen: number; wide: WideCause | null };

/** The most resources of a type that are listed. Source of this and the next two: the generator's documentation. */
const MOST_LISTED = 5;
const SHORTEST_PREFIX = 4;
const FEWEST_MEMBERS = 3;
/** The most Regions that are named. */
const MOST_REGIONS = 2;

/**
 * The random parts of ARNs that AWS generates whatever the caller names, and that name nothing else. They differ when the same
 * resource is created again. Source: Secrets Manager User Guide, "Secrets Manager ARNs": a hyphen and six random characters. An
 * account has one organization, and an organization has one root.
 */
const RANDOM_PARTS: Readonly<Record<string, RegExp>> = {
  secretsmanager: /(?<=-)[A-Za-z0-9]{6}$/,
  organizations: /(?<=\/[or]-)[a-z0-9]{4,32}(?=\/|$)/g,
};

/** The facts about the calls behind generated patterns. */
export type PatternFacts = {
  /** The user who made all of the calls, whose name becomes `${aws:username}`. */
  userName: string | undefined;
  /** The ids that AWS generated for what the caller created. They differ when it is created again. */
  made: ReadonlySet<string>;
};

/** A placeholder for one random character. No ARN contains it. */
const RANDOM = '\u0001';

/** A placeholder for the caller's own name while names are merged. No ARN contains it. */
const OWN_NAME = '\0';

type Arn = { partition: string; service: string; region: string; account: string; tail: string };
/** The format after the fifth colon: fixed text up to the first variable, and the rest with a star for each further variable. */
type Template = { arn: string; fixed: string; rest: string; matches: RegExp; weight: number };

const NOTHING: ReadonlySet<string> = new Set();

const templates = new WeakMap<CatalogResourceType, Template | null>();

/**
 * Returns the Resource entries of an action for its used resources.
 * @param types the action's resource types
 */
export function mergeResources(
  resources: readonly string[],
  types: readonly CatalogResourceType[],
  { userName, made }: PatternFacts,
): GeneratedEntry[] {
  const distinct = [...new Set(resources)];
  if (distinct.includes('*')) return [askedForAll(types, distinct.length)];
  const groups = new Map<string, { template: Template | null; arns: Arn[] }>();
  const entries: GeneratedEntry[] = [];
  for (const resource of distinct) {
    const arn = readArn(resource, made);
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

/** Returns the resources one by one, as they were named. */
export function literalEntries(
  resources: readonly string[],
  types: readonly CatalogResourceType[],
  { made }: Pick<PatternFacts, 'made'>,
): GeneratedEntry[] {
  const distinct = [...new Set(resources)];
  if (distinct.includes('*')) return [askedForAll(types, distinct.length)];
  const entries = new Map<string, GeneratedEntry>();
  for (const resource of distinct) {
    const arn = readArn(resource, made);
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

/** Returns `*`. For an action without resources it is not wide. */
function askedForAll(types: readonly CatalogResourceType[], seen: number): GeneratedEntry {
  return { text: '*', seen, wide: types.length > 0 ? 'asked' : null };
}

/** Tests whether a call named all resources of a type, such as `instance/*` for a new resource without a name. */
function isClass(resource: string): boolean {
  return resource.endsWith('/*') || resource.endsWith(':*');
}

function readArn(text: string, made: ReadonlySet<string>): Arn | null {
  const [arn, partition, service, region, account, ...tail] = text.split(':');
  if (arn !== 'arn' || partition === undefined || service === undefined || region === undefined || account === undefined)
    return null;
  return tail.length === 0 ? null : { partition, service, region, account, tail: withoutRandom(service, tail.join(':'), made) };
}

/** Returns the text after the fifth colon with placeholders for random characters. */
function withoutRandom(service: string, tail: string, made: ReadonlySet<string>): string {
  const hidden = (text: string) => RANDOM.repeat(text.length);
  const known = RANDOM_PARTS[service];
  const left = known === undefined ? tail : tail.replace(known, hidden);
  if (made.size === 0) return left;
  return left.replace(COMPONENT, (id) => (made.has(id) ? id.replace(RANDOM_OF_ID, hidden) : id));
}

/** A part of an ARN between slashes and colons. */
const COMPONENT = /[^/:]+/g;
/** The characters of an id that are random. A short beginning names its kind, as in `i-0a1b` and `ou-a1b2-c3d4`. */
const RANDOM_OF_ID = /(?<!^)(?<=-)[A-Za-z0-9]+|^[A-Za-z0-9]{7,}|^[A-Za-z0-9]+$/g;

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
  const arn = readArn(type.arn, NOTHING);
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

/** Replaces the caller's own name by a placeholder, if every resource has it as a part between slashes. */
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

/** Merges names of one type, account and Region. */
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
        const [member = ''] = members;
        return prefix === null
          ? entry(literalTail(member), members, wideOf(member))
          : entry(`${escaped(fixed + prefix)}*${restAfter(prefix, rest)}`, members, 'prefix');
      });
    }
    return rest === null ? listed : [entry(`${escaped(fixed)}*${rest}`, tails, 'type')];
  });
  return [...asked, ...merged];
}

type Container = { fixed: string; rest: string | null; tails: string[] };

/** Returns the groups to merge: all resources of a type, but objects by bucket. */
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

/** Returns the rest that must follow a prefix to match the type. A table's prefix alone is not an index. */
function restAfter(prefix: string, rest: string | null): string {
  const [next = ''] = rest?.split('*') ?? [];
  return rest === null || next === '' || prefix.includes(next) ? '' : rest;
}

type Cluster = { prefix: string | null; names: string[] };

/** Groups names with a common beginning up to a delimiter. Others stay single. */
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

/** Escapes characters with a meaning in Resource elements. Source: IAM User Guide, "Policy variables", special characters. */
function escaped(text: string): string {
  return text
    .replaceAll('${', '${$}{')
    .replace(/[*?]/g, (sign) => `\${${sign}}`)
    .replaceAll(RANDOM, '?')
    .replaceAll(OWN_NAME, '${aws:username}');
}
