import { z } from 'zod';
import { SHOWN_KINDS } from '../../resources/kind-arns';
import { Check } from './checks';
import { FORMATS, MOST_AGO_DAYS, MOST_CALLS, NEWEST_FORMAT } from './limits';
import { Action, Document, Identity, Key, Line, Text } from './shapes';
import { beforeStart } from './times';

const TOPICS = ['SRM', 'ROOT', 'USERS', 'POL', 'LEAST', 'ROLE', 'MFA', 'ORG', 'SSO', 'SCP', 'BILL'] as const;
/** Requirements beside a browser. */
const NEEDS = ['commandLine'] as const;
const FEATURES = ['namedResources', 'clock', 'billing', 'rootCredentials'] as const;

/** The types of resources: `sqs:queue`. */
export const RESOURCE_TYPES = SHOWN_KINDS.map(({ service, type }) => `${service}:${type}`.toLowerCase());

const Account = z.strictObject({
  name: Line,
  alias: z.string().max(63).optional(),
  root: z.enum(['none', 'password', 'passwordAndKey']).optional(),
  enforcement: z.enum(['enforce', 'audit']).optional(),
});

const Persona = z.strictObject({
  as: Identity,
  about: Line,
  main: z.boolean().optional(),
  signIn: z.enum(['password', 'accessKey', 'both', 'none']).optional(),
});
export type Persona = z.output<typeof Persona>;

const Resource = z
  .strictObject({
    account: Key,
    type: z.enum(RESOURCE_TYPES).optional(),
    arn: z.string().regex(/^arn:/).max(2048).optional(),
    name: Line,
    tags: z.record(z.string(), z.string()).optional(),
    policy: Document.optional(),
    try: z
      .array(z.strictObject({ action: Action, label: Line.optional() }))
      .max(10)
      .optional(),
  })
  .refine(({ type, arn }) => (type === undefined) !== (arn === undefined), 'Write either type or arn.');
export type PackResource = z.output<typeof Resource>;

const Usage = z.strictObject({
  account: Key,
  service: z.string(),
  type: z.string(),
  quantity: z.string().regex(/^\d+(?:\.\d+)?$/, 'Write the quantity as a text, such as "8192".'),
  day: z.int().min(1).max(31).optional(),
});

const From = z.strictObject({
  ip: z.union([z.ipv4(), z.ipv6()]).optional(),
  userAgent: z.string().min(1).max(256).optional(),
  mfa: z.boolean().optional(),
  credential: z.enum(['console', 'longTerm']).optional(),
  region: z
    .string()
    .regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'Write a Region such as eu-central-1.')
    .optional(),
});

export const Operation = z.strictObject({
  as: Identity,
  do: Action,
  input: z.record(z.string(), z.unknown()).optional(),
  save: z
    .record(Key, z.string().regex(/^(?:\/[^/]*)+$/, 'Write a JSON pointer into the answer, such as /Policy/Arn.'))
    .optional(),
  expect: z.string().max(100).optional().describe('success where it is left out; denied, or the code of an error.'),
  each: z
    .array(z.union([z.string(), z.number()]))
    .min(1)
    .max(60)
    .optional(),
  from: From.optional(),
  at: z
    .string()
    .regex(/^-\d+[mhd]$/, 'Write a time before the start, such as -72h or -40d.')
    .refine((at) => beforeStart(at) <= MOST_AGO_DAYS * 86_400_000, `Nothing is more than ${MOST_AGO_DAYS} days ago.`)
    .optional(),
});
export type PackOperation = z.output<typeof Operation>;
const Operations = z
  .array(Operation)
  .max(MOST_CALLS)
  .refine(
    (operations) => operations.reduce((sum, { each }) => sum + (each?.length ?? 1), 0) <= MOST_CALLS,
    `A list makes at most ${MOST_CALLS} calls, those of each counted one by one.`,
  );

const Hint = z.strictObject({ text: Text, cost: z.int().min(0).max(100).optional() });
const Step = z.strictObject({
  id: Key,
  title: Line,
  do: Text,
  open: z.string().max(300).optional(),
  hints: z.array(Hint).max(5).optional(),
  checks: z.array(Check).min(1).max(60),
});
export type Step = z.output<typeof Step>;

/** The schema of scenario.yaml. */
export const Scenario = z.strictObject({
  format: z.literal(FORMATS, {
    error: ({ input }) =>
      typeof input === 'number' && input > NEWEST_FORMAT
        ? `needs Gatehouse with format ${input}; this one reads formats 1 to ${NEWEST_FORMAT}`
        : `Write ${NEWEST_FORMAT}.`,
  }),
  id: Key,
  version: z
    .string({ error: 'Write the version in quotes, such as "1.0.0".' })
    .regex(/^\d+\.\d+\.\d+$/, 'Write three numbers, such as 1.0.0.'),
  language: z.string().regex(/^[a-z]{2,3}(?:-[A-Z]{2})?$/, 'Enter a language such as en or pt-BR.'),
  title: Line,
  level: z.int().min(1).max(5),
  minutes: z.int().min(3).max(180),
  topics: z.array(z.enum(TOPICS)).min(1),
  misconceptions: z.array(z.string()).optional(),
  credits: z.array(Line).optional(),
  needs: z.array(z.enum(NEEDS)).optional(),
  requires: z.array(z.enum(FEATURES)).optional(),
  story: Text,
  debrief: Text,
  clock: z.enum(['now', 'monthStart']).optional(),
  limits: z.enum(['current', 'legacy']).optional(),
  accounts: z
    .record(Key, Account)
    .refine(
      (accounts) => Object.keys(accounts).length >= 1 && Object.keys(accounts).length <= 12,
      'A pack has 1 to 12 accounts.',
    ),
  personas: z.record(Key, Persona),
  resources: z.record(Key, Resource).optional(),
  usage: z.array(Usage).max(500).optional(),
  setup: Operations,
  steps: z.array(Step).min(1).max(12),
  solution: Operations,
});
export type Scenario = z.output<typeof Scenario>;

const Tried = {
  name: Line,
  operations: Operations,
  /** Added after the first packs. It saves repeating unchanged operations of the solution. */
  solution: z
    .union([z.literal('all'), z.array(z.int().min(1)).max(300)])
    .optional()
    .describe('Operations of the solution that are run before: all, or some by their number from 1.'),
  answers: z
    .record(Key, z.record(Key, z.union([z.string(), z.array(z.string())])))
    .optional()
    .describe('Answers to predictions by check and question; the right ones where nothing is said.'),
};
const RightWay = z.strictObject(Tried);
export type RightWay = z.output<typeof RightWay>;
const WrongWay = z.strictObject({ ...Tried, caughtBy: z.array(Key).min(1) });
export type WrongWay = z.output<typeof WrongWay>;

/** The schema of tests.yaml. */
export const PackTests = z.strictObject({
  // A pack in progress may have none yet. The grading tests require one of each.
  right: z.array(RightWay).default([]),
  wrong: z.array(WrongWay).default([]),
  equivalent: z
    .array(z.strictObject({ mutant: z.string().min(1).max(300), reason: Text.min(1) }))
    .max(200)
    .optional()
    .describe('Changes of the solution that are as right as it is, by the name that packs:test prints, each with the reason.'),
});
export type PackTests = z.output<typeof PackTests>;

/** The schema of text/LANGUAGE.yaml: texts by path. */
export const Translation = z.record(z.string().min(1).max(200), Text);
