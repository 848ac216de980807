/** A shape of document that makes its reader work as hard as possible, up to a number of characters. */
export type HostileShape = { name: string; document: (characters: number, rewrite?: Rewrite) => string };

type Statement = Readonly<Record<string, unknown>>;
/** Returns a statement as the place of its policy accepts it. */
type Rewrite = (statement: Statement, index: number) => Statement;

/** Returns a rewrite that names the principals of each statement. */
export const about =
  (principal: object): Rewrite =>
  (statement) => ({ ...statement, ...principal });

/** A resource that stores a policy, with the rules of its service for what it saves. */
export type PolicyPlace = {
  service: string;
  /** The names of actions that the policy can have. */
  actions: readonly string[];
  /** The resource's ARN. Role trust policies name no resource. */
  arn?: string;
  /** The separator between the ARN and the names of parts that statements can name. */
  inside?: string;
  /** Actions are written out, and there is no NotAction. */
  exact?: boolean;
  /** The most actions in a statement; with it, there is no NotAction. */
  mostActions?: number;
  /** The principals of each statement. Default: everyone. */
  principal?: unknown;
};

const texts = (value: unknown): readonly string[] => [value ?? []].flat().map(String);

/** Returns a pattern that matches a name: it replaces some of its characters, others for each seed. */
function starred(name: string, seed: number): string {
  const bits = Math.imul(seed + 1, 0x9e3779b1) >>> 0;
  return [...name].map((one, i) => ((bits >>> (i % 32)) & 1 ? (i % 3 ? '*' : '?') : one)).join('');
}

/** Returns a rewrite of each statement to a form that a resource's service saves. It keeps as much work as the service's rules allow. */
export function storedOn({ service, actions, arn, inside, exact, mostActions, principal = '*' }: PolicyPlace): Rewrite {
  const nameOf = (i: number) => actions[i % actions.length] ?? '';
  const resource = (text: string, seed: number) => {
    if (arn === undefined) return undefined;
    if (inside !== undefined) return `${arn}${inside}${text.split(':').slice(5).join(':') || '*'}`;
    const [, start = '', name = ''] = /^(.*[:/])([^:/]*)$/.exec(arn) ?? [];
    return start + starred(name, seed);
  };
  const one = (list: readonly unknown[]) => (list.length === 1 ? list[0] : [...new Set(list)]);
  return (statement, index) => {
    const { Action, NotAction, Resource, NotResource, ...others } = statement;
    const named = texts(Action ?? NotAction)
      .slice(0, mostActions)
      .map((_, i) => `${service}:${exact ? nameOf(i + index) : starred(nameOf(i), i + index)}`);
    const resources = texts(Resource ?? NotResource).flatMap((text, i) => resource(text, i + index) ?? []);
    // Trust policies have no NotAction.
    const negates = !exact && mostActions === undefined && arn !== undefined && NotAction !== undefined;
    return {
      ...others,
      [negates ? 'NotAction' : 'Action']: one(named),
      ...(resources.length > 0 && { [NotResource && inside ? 'NotResource' : 'Resource']: one(resources) }),
      // A denied owner could not store the next policy. For role trust policies this does not matter, because they do not authorize their own change.
      Principal: others.Effect === 'Deny' && arn !== undefined ? { AWS: '111122223333' } : principal,
    };
  };
}

/** The most repetitions. A rewrite may keep a document from growing. */
const MOST_REPETITIONS = 65_536;

/** Repeats a part of a list of statements or values until the document is nearly as long as allowed. */
function filled(characters: number, made: (count: number) => readonly Statement[], rewrite: Rewrite = (one) => one): string {
  const print = (count: number) => JSON.stringify({ Version: '2012-10-17', Statement: made(count).map(rewrite) });
  let [few, many] = [1, 2];
  while (many < MOST_REPETITIONS && print(many).length <= characters) [few, many] = [many, many * 2];
  while (many - few > 1) {
    const middle = (few + many) >> 1;
    if (print(middle).length <= characters) few = middle;
    else many = middle;
  }
  return print(few);
}

const numbered = <T>(count: number, made: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => made(i));
const letters = (i: number) => i.toString(36);
/** The services with the most actions and resource types. IAM accepts none that is not written out. */
const SERVICES = ['ec2', 'sagemaker', 'bedrock', 'connect', 'quicksight', 'glue', 'iot', 'ssm'];
const service = (i: number) => SERVICES[i % SERVICES.length] ?? 'ec2';
const within = (i: number, pattern: string) => `arn:aws:${service(i)}:*:*:${pattern}`;
/** Returns a pattern with a fixed number of characters before its end: a matcher has to remember all of them. */
const remembering = (i: number, places = 14) => `*${letters(i)}${'?'.repeat(places)}`;

/** Returns documents of one growing statement. */
const growing =
  (one: (count: number) => Statement): HostileShape['document'] =>
  (characters, rewrite) =>
    filled(characters, (count) => [one(count)], rewrite);

/** Returns documents of a growing list of statements. */
const many =
  (one: (i: number) => Statement): HostileShape['document'] =>
  (characters, rewrite) =>
    filled(characters, (count) => numbered(count, one), rewrite);

const ALL = { Effect: 'Allow', Action: '*', Resource: '*' };

/** The parts that grow with the length of a document, alone and combined. */
export const HOSTILE_SHAPES: readonly HostileShape[] = [
  { name: 'one pattern of stars', document: growing((count) => ({ ...ALL, Resource: within(0, `*${'a*'.repeat(count)}b`) })) },
  {
    name: 'one pattern of question marks',
    document: growing((count) => ({ ...ALL, Resource: within(0, `*a${'?'.repeat(count)}`) })),
  },
  {
    name: 'patterns that remember',
    document: growing((count) => ({ ...ALL, Resource: numbered(count, (i) => within(i, remembering(i))) })),
  },
  {
    name: 'patterns that remember in one service',
    document: growing((count) => ({ ...ALL, Action: 'ec2:*', Resource: numbered(count, (i) => within(0, remembering(i))) })),
  },
  {
    name: 'statements of patterns that remember',
    document: many((i) => ({ Effect: i % 2 ? 'Deny' : 'Allow', Action: '*', Resource: within(i, remembering(i)) })),
  },
  {
    name: 'many short patterns',
    document: growing((count) => ({ ...ALL, Resource: numbered(count, (i) => within(i, `*${letters(i)}*`)) })),
  },
  {
    name: 'what is not one of many patterns',
    document: growing((count) => ({
      Effect: 'Allow',
      NotAction: 'sts:TagSession',
      NotResource: numbered(count, (i) => within(i, `*${letters(i)}*`)),
    })),
  },
  {
    name: 'many actions',
    document: growing((count) => ({ ...ALL, Action: numbered(count, (i) => `${service(i)}:*${letters(i)}*`) })),
  },
  {
    name: 'many actions of many stars',
    document: growing((count) => ({ ...ALL, Action: numbered(count, (i) => `${service(i)}:${'*e'.repeat(6)}*${letters(i)}`) })),
  },
  {
    name: 'what is not one of many actions',
    document: growing((count) => ({
      Effect: 'Allow',
      NotAction: numbered(count, (i) => `s3:*${letters(i)}*`),
      Resource: within(0, '*a*'),
    })),
  },
  {
    name: 'actions times patterns',
    document: growing((count) => ({
      Effect: 'Allow',
      Action: numbered(count, (i) => `${service(i)}:*${letters(i)}*`),
      Resource: numbered(count, (i) => within(i, `*${letters(i)}*`)),
    })),
  },
  {
    name: 'many statements',
    document: many((i) => ({
      Effect: i % 3 ? 'Allow' : 'Deny',
      Action: `${service(i)}:*${letters(i)}*`,
      Resource: within(i, `*${letters(i)}*`),
    })),
  },
  {
    name: 'statements of everything',
    document: many((i) => ({ Effect: 'Allow', NotAction: `s3:${letters(i)}`, Resource: '*' })),
  },
  {
    name: 'conditions with long lists',
    document: growing((count) => ({
      ...ALL,
      Condition: {
        'ForAllValues:StringLike': { 'aws:TagKeys': numbered(count, (i) => `*${letters(i)}*x`) },
        StringNotLike: { 'aws:PrincipalArn': numbered(count, (i) => `*${letters(i)}*:*`) },
      },
    })),
  },
  {
    name: 'many conditions',
    document: growing((count) => ({
      ...ALL,
      Condition: { StringNotLikeIfExists: Object.fromEntries(numbered(count, (i) => [`aws:RequestTag/${letters(i)}`, '*a*'])) },
    })),
  },
  {
    name: 'many addresses',
    document: growing((count) => ({
      ...ALL,
      Condition: { NotIpAddress: { 'aws:SourceIp': numbered(count, (i) => `10.${(i >> 8) & 255}.${i & 255}.0/24`) } },
    })),
  },
  {
    name: 'variables among stars',
    document: growing((count) => ({
      ...ALL,
      Resource: numbered(count, (i) => within(i, `*\${aws:username}*${letters(i)}?*\${aws:PrincipalTag/a}`)),
    })),
  },
  {
    name: 'a little of everything',
    document: many((i) => ({
      Effect: i % 2 ? 'Deny' : 'Allow',
      ...(i % 3 ? { Action: [`${service(i)}:*${letters(i)}*`, 'iam:*', 's3:Get*'] } : { NotAction: `ec2:*${letters(i)}*` }),
      ...(i % 5
        ? { Resource: [within(i, remembering(i)), within(i + 1, `*${letters(i)}*`)] }
        : { NotResource: within(i, `*${letters(i)}*?`) }),
      Condition: { StringLike: { 'aws:PrincipalTag/a': numbered(4, (j) => `*${letters(i * j)}*`) } },
    })),
  },
];
