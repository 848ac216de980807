import { z } from 'zod';
import { AtLeast, AtMost, EqualAccess } from './access-checks';
import { NoOtherWayIn, NothingLeft, SameEffect, UnchangedElsewhere } from './account-checks';
import { Action, Context, Document, Identity, Key, Line, ShortTitle, Text } from './shapes';

// One strict schema per kind of check. lib/scenario/checks implements the kinds.

const Pointer = z
  .string()
  .max(300)
  .regex(/^(?:\/[^/]*)*$/, 'Write a JSON pointer, such as /Groups/*/GroupName; * stands for every item.');

/** The credentials of a call, by the engine's names. MFA is used where the name says so. */
export const CHECK_CREDENTIALS = [
  'console',
  'consoleWithMfa',
  'longTerm',
  'sessionToken',
  'sessionTokenWithMfa',
  'assumeRole',
  'assumeRoleWithMfa',
] as const;

const OUTCOMES = ['allowed', 'denied', 'explicitDeny', 'implicitDeny'] as const;
const ExpectedOutcome = z.enum(OUTCOMES, { error: `Write one of ${OUTCOMES.join(', ')}; denied is either deny.` });
export type ExpectedOutcome = z.output<typeof ExpectedOutcome>;

function oneOrSome<Item extends z.ZodType>(item: Item) {
  return z.union([item, z.array(item).min(1).max(50)]);
}

const DECIDERS = ['identity', 'boundary', 'session', 'resource', 'trust', 'scp', 'rcp'] as const;
const DecidedBy = z.strictObject({
  type: z.enum(DECIDERS).optional(),
  policy: z.string().max(2048).optional().describe('A policy by its name or ARN.'),
  statement: z
    .union([z.string().max(128), z.int().min(1)])
    .optional()
    .describe('A statement by its Sid, or its number from 1.'),
});

const Question = {
  principal: oneOrSome(Identity),
  action: oneOrSome(Action),
  resource: oneOrSome(z.string().min(1).max(2048)).optional().describe('An ARN; * where it is left out.'),
  credential: z.enum(CHECK_CREDENTIALS).optional(),
  context: z.union([Context, z.array(Context).min(1).max(20)]).optional(),
  resourceAccount: Key.optional().describe('The owner of the resource, if its ARN does not name it.'),
};

/** The rows of a decision: the product of principals, actions, resources and contexts. */
export const Ask = z.strictObject({
  ...Question,
  expect: ExpectedOutcome,
  decidedBy: DecidedBy.optional(),
  label: Line.optional().describe('The situation in a few words, for the sentence of a failure.'),
});
export type Ask = z.output<typeof Ask>;

/** A row decided by a document alone, as the only policy of a principal. */
const DocumentAsk = z.strictObject({
  action: oneOrSome(Action),
  resource: oneOrSome(z.string().min(1).max(2048)).optional(),
  context: Context.optional(),
  expect: ExpectedOutcome,
});
export type DocumentAsk = z.output<typeof DocumentAsk>;

const Json: z.ZodType<unknown> = z.unknown();
const Moment = z
  .string()
  .regex(
    /^(?:-\d+[mhd]|\d{4}-\d\d-\d\dT.*)$/,
    'Write a time before the start, such as -90d, or one such as 2026-03-01T09:00:00Z.',
  );
const Count = z.union([z.int().min(0), z.strictObject({ min: z.int().min(0).optional(), max: z.int().min(0).optional() })], {
  error: 'Write a number, or min and max.',
});
export type Count = z.output<typeof Count>;

/** The conditions on the values at a pointer. All operators of a matcher must hold. */
export type Matcher = {
  equals?: unknown;
  not?: Matcher | undefined;
  contains?: unknown;
  set?: readonly unknown[] | undefined;
  oneOf?: readonly unknown[] | undefined;
  every?: Matcher | undefined;
  some?: Matcher | undefined;
  absent?: true | undefined;
  present?: true | undefined;
  count?: Count | undefined;
  like?: string | undefined;
  min?: number | undefined;
  max?: number | undefined;
  before?: string | undefined;
  after?: string | undefined;
  access?: DocumentAsk | undefined;
};

export const Matcher: z.ZodType<Matcher> = z
  .strictObject({
    equals: Json.optional(),
    get not() {
      return Matcher.optional();
    },
    contains: Json.optional(),
    set: z.array(Json).max(200).optional(),
    oneOf: z.array(Json).min(1).max(200).optional(),
    get every() {
      return Matcher.optional();
    },
    get some() {
      return Matcher.optional();
    },
    absent: z.literal(true).optional(),
    present: z.literal(true).optional(),
    count: Count.optional(),
    like: z.string().max(2048).optional().describe('* and ? on the whole text, case-sensitive.'),
    min: z.number().optional(),
    max: z.number().optional(),
    before: Moment.optional(),
    after: Moment.optional(),
    access: DocumentAsk.optional(),
  })
  .refine((matcher) => Object.keys(matcher).length > 0, 'Write what must hold, such as equals, set or count.')
  .meta({ id: 'matcher' });

const Matchers = z.record(Pointer, Matcher).refine((matchers) => Object.keys(matchers).length <= 20, 'At most 20 matchers.');

const read = {
  account: Key.describe('An account of the pack, or the reference under which setup saved one that it made.'),
  read: Action.describe('A List, Get or Describe operation.'),
  input: z.record(z.string(), Json).optional(),
};

const State = z
  .strictObject({
    kind: z.literal('state'),
    ...read,
    expect: Matchers.optional(),
    error: z.string().max(100).optional().describe('The code that the read must fail with.'),
  })
  .refine(({ expect, error }) => (expect === undefined) !== (error === undefined), 'Write either expect or error.');
const Decision = z.strictObject({
  kind: z.literal('decision'),
  ask: z.array(Ask).min(1).max(60),
  quantifier: z.enum(['every', 'some']).optional(),
});
const EVENT_OUTCOMES = ['Success', 'Denied', 'Failed'] as const;
const EventCheck = z.strictObject({
  kind: z.literal('event'),
  by: Identity.optional(),
  name: oneOrSome(Action),
  outcome: oneOrSome(z.enum(EVENT_OUTCOMES)).optional(),
  via: z.enum(['console', 'api']).optional(),
  like: Matchers.optional().describe('Member of the CloudTrail record.'),
  count: Count.optional(),
  distinct: oneOrSome(Pointer).optional().describe('Events with the same values here count once.'),
  after: z
    .union([Key, z.strictObject({ last: Key })])
    .optional()
    .describe('Another check of events: after the first that meets it, or after the last.'),
  before: Key.optional().describe('Another check of events: before the first that meets it.'),
  since: z.enum(['attempt', 'step']).optional(),
});
const Lint = z.strictObject({
  kind: z.literal('lint'),
  policies: z.union([z.literal('touched'), z.array(z.string().min(1).max(200)).min(1).max(20)], {
    error: 'Write touched, or a list of names such as Work or Work@dev.',
  }),
  none: z.array(z.string().min(1).max(100)).min(1).max(20).describe('Issue codes or types of findings.'),
});
const Minimal = z
  .strictObject({
    kind: z.literal('minimal'),
    principal: Identity.optional(),
    policy: z.string().min(1).max(200).optional().describe('A policy by its name, such as Work or Work@dev.'),
    reference: Document,
    ignore: z.array(z.string().min(1).max(200)).max(50).optional().describe('Patterns of actions that do not count.'),
  })
  .refine(({ principal, policy }) => (principal === undefined) !== (policy === undefined), 'Write either principal or policy.');
const NoEscalation = z
  .strictObject({
    kind: z.literal('noEscalation'),
    principals: z.array(Identity).min(1).max(20).optional(),
    but: z.array(Identity).min(1).max(20).optional().describe('Everybody in the accounts, except these and root users.'),
    maxSteps: z.int().min(1).max(6).optional(),
    access: z.enum(['always', 'any']).optional(),
  })
  .refine(({ principals, but }) => (principals === undefined) !== (but === undefined), 'Write either principals or but.');

const ReadAnswer = z.strictObject({ ...read, pointer: Pointer });
const AnswerFrom = z.union(
  [
    z.strictObject({ decision: z.strictObject(Question) }),
    z.strictObject({
      trace: Key.describe('The reference under which an operation of setup that was denied saved its /AuthorizationId.'),
      part: z.enum(['type', 'kind', 'statement']),
    }),
    z.strictObject({ read: ReadAnswer }),
  ],
  { error: 'Write decision with a question, trace with part, or read with a pointer.' },
);
const Option = z.string().min(1).max(300);
const PredictionQuestion = z
  .strictObject({
    id: Key,
    ask: Text,
    options: z
      .union([z.array(Option).min(2).max(20), z.record(Key, Option)])
      .optional()
      .describe('Texts, or keys with texts. Without options the answer is written.'),
    multiple: z.boolean().optional(),
    shuffle: z.boolean().optional().describe('The options stand in another order in every attempt.'),
    answer: z.union([z.string().max(300), z.array(z.string().max(300)).min(1).max(20)]).optional(),
    answerFrom: AnswerFrom.optional(),
    tries: z.int().min(1).max(10).optional(),
    explain: Text.optional(),
  })
  .refine(
    ({ answer, answerFrom }) => (answer === undefined) !== (answerFrom === undefined),
    'Write either answer or answerFrom.',
  );
export type PredictionQuestion = z.output<typeof PredictionQuestion>;
const Prediction = z.strictObject({
  kind: z.literal('prediction'),
  questions: z.array(PredictionQuestion).min(1).max(20),
  need: z.number().min(0).max(1).optional(),
});
const Unchanged = z.strictObject({
  kind: z.literal('unchanged'),
  allow: z.array(z.string().min(1).max(200)).max(50),
});
const Bill = z.strictObject({
  kind: z.literal('bill'),
  account: Key.optional(),
  month: z.string().regex(/^(?:current|previous|\d{4}-\d\d)$/, 'Write current, previous, or a month such as 2026-03.'),
  view: z.enum(['consolidated', 'standalone']),
  equals: z.string().regex(/^-?\d+(?:\.\d{1,2})?$/, 'Write the amount as a text, such as "2007.04".'),
});

const SIMPLE = [
  State,
  Decision,
  EventCheck,
  Lint,
  Minimal,
  NoEscalation,
  AtMost,
  AtLeast,
  EqualAccess,
  NoOtherWayIn,
  SameEffect,
  UnchangedElsewhere,
  NothingLeft,
  Prediction,
  Unchanged,
  Bill,
] as const;
/** One of several right ways. */
const Way = z.discriminatedUnion('kind', [
  State,
  Decision,
  EventCheck,
  Lint,
  Minimal,
  NoEscalation,
  AtMost,
  AtLeast,
  EqualAccess,
  NoOtherWayIn,
  SameEffect,
  NothingLeft,
  Bill,
]);
export type Way = z.output<typeof Way>;
const AnyOf = z.strictObject({ kind: z.literal('anyOf'), of: z.array(Way).min(2).max(4) });

const common = {
  id: Key,
  title: ShortTitle.optional().describe('A short title. Without it, the id is shown.'),
  role: z.enum(['goal', 'guard']).optional().describe('goal where it is left out.'),
  points: z.int().min(0).max(100).optional().describe('1 for a goal where it is left out; a guard earns nothing.'),
  say: Text.min(1).describe('The unmet condition, in the words of the task.'),
  look: z.string().max(300).optional().describe('A page such as groups, or somebody or something such as user/ana@dev.'),
  partial: z.boolean().optional(),
};

/** Returns the schema of a kind extended by the members common to all checks. */
function withCommon<Schema extends (typeof SIMPLE)[number] | typeof AnyOf>(schema: Schema) {
  return schema.safeExtend(common);
}

export const Check = z
  .discriminatedUnion('kind', [
    withCommon(State),
    withCommon(Decision),
    withCommon(EventCheck),
    withCommon(Lint),
    withCommon(Minimal),
    withCommon(NoEscalation),
    withCommon(AtMost),
    withCommon(AtLeast),
    withCommon(EqualAccess),
    withCommon(NoOtherWayIn),
    withCommon(SameEffect),
    withCommon(UnchangedElsewhere),
    withCommon(NothingLeft),
    withCommon(Prediction),
    withCommon(Unchanged),
    withCommon(Bill),
    withCommon(AnyOf),
  ])
  .meta({ id: 'check' });
export type Check = z.output<typeof Check>;
export type CheckKind = Check['kind'];
export type CheckOf<Kind extends CheckKind> = Extract<Check, { kind: Kind }>;
