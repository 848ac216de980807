/** A shape of document that makes its reader work as hard as possible, up to a number of characters. */
export type HostileShape = { name: string; document: (characters: number, principal?: object) => string };

type Statement = Readonly<Record<string, unknown>>;

/** Repeats a part of a list of statements or values until the document is nearly as long as allowed. */
function filled(characters: number, made: (count: number) => readonly Statement[], principal: object = {}): string {
  const print = (count: number) =>
    JSON.stringify({ Version: '2012-10-17', Statement: made(count).map((statement) => ({ ...statement, ...principal })) });
  let [few, many] = [1, 2];
  while (print(many).length <= characters) [few, many] = [many, many * 2];
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
  (characters, principal) =>
    filled(characters, (count) => [one(count)], principal);

/** Returns documents of a growing list of statements. */
const many =
  (one: (i: number) => Statement): HostileShape['document'] =>
  (characters, principal) =>
    filled(characters, (count) => numbered(count, one), principal);

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
