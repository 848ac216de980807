import { DECLARATIVE_POLICY_TYPES } from '@gatehouse/policy/organization';
import { z } from 'zod';
import { CREDENTIALS } from '../limits';
import { ActionName, ResourceName } from '../schema';
import { MOST_DEPTH, MOST_NAMES, MOST_TESTS } from './limits';

// Every scalar of the file is read as text, so that an account ID keeps its leading zeros.
const Flag = z.enum(['true', 'false'], { error: 'Write true or false.' }).transform((text) => text === 'true');

const Principal = z.string().min(1).max(2048);
const Account = z.string().min(1).max(128).describe('An account by its id, its alias or its name.');

/** Builds a schema for one item or a list of items. */
function some(item: z.ZodType<string>, what: string, description: string) {
  const list = z.array(item).min(1).max(MOST_NAMES);
  return z
    .union([item, list], { error: `Write ${what}, or a list of at most ${MOST_NAMES} of them.` })
    .transform((value) => (Array.isArray(value) ? value : [value]))
    .describe(description);
}

const Action = z
  .string()
  .refine((text) => ActionName.safeParse(text).success, 'Write an action as service:Name, without wildcards.');

const Principals = some(
  Principal,
  'a principal, such as user/ana, role/deployer or an ARN',
  'A principal: user/ana, role/deployer, permission-set/ReadOnly (its role in the account), group/developers (all members) or root. Put ACCOUNT: before it for another account, or *: for every account. An ARN, "anonymous", "outsider" and the name of a service work too. In allow and deny also a person of IAM Identity Center with a permission set: sso-user/USER@ACCOUNT/PERMISSION_SET.',
);
const Actions = some(Action, 'an action as service:Name, without wildcards', 'An action as service:Name, without wildcards.');
const Resources = some(
  ResourceName,
  'a resource, such as bucket/reports/may.csv, an ARN or "*"',
  'A resource: an ARN, "*" for an action without a resource, or user/, role/, bucket/, table/, queue/, topic/, key/, secret/, function/ or instance/ and its name. Put ACCOUNT: before it for another account.',
);
/** An empty list, which means nobody. */
const Nobody = z.array(Principal).max(0);
const PrincipalList = z.union([Nobody.transform((): string[] => []), Principals], {
  error: 'Write a list of principals; [] is nobody.',
});

const Value = z.string().max(2048);
const Context = z.record(z.string().min(1).max(256), z.union([Value.transform((text) => [text]), z.array(Value).max(50)]));

/** The circumstances of a call. */
const When = z.strictObject({
  mfa: Flag.optional().describe(
    'True if the caller signed in with MFA. Default: a call with an access key, or in a session of the role.',
  ),
  credential: z
    .enum(CREDENTIALS, { error: `Write one of ${CREDENTIALS.join(', ')}.` })
    .optional()
    .describe("The caller's credentials, in place of mfa."),
  'source-ip': z
    .union([z.ipv4(), z.ipv6()], { error: 'Write an IP address, such as 192.0.2.7.' })
    .optional()
    .describe('aws:SourceIp'),
  time: z.iso
    .datetime({ offset: true, error: 'Write a time with its zone, such as 2026-03-01T09:00:00Z.' })
    .optional()
    .describe('aws:CurrentTime and aws:EpochTime'),
  region: z.string().min(1).max(64).optional().describe('aws:RequestedRegion'),
  context: Context.optional().describe('Further condition keys, each with a value or a list of values. [] removes a key.'),
});
export type When = z.output<typeof When>;

const Question = { principal: Principals, action: Actions, resource: Resources };
const By = z
  .string()
  .min(1)
  .max(2048)
  .describe(
    'The deciding policy by name or ARN. A denial can also name its kind: identity, boundary, resource, trust, scp or rcp.',
  );

const Allow = z
  .strictObject({ ...Question, by: By.optional() })
  .describe('Every listed principal may do every action on every resource.');
const Deny = z
  .strictObject({
    ...Question,
    how: z
      .enum(['explicit', 'implicit'], { error: 'Write explicit (a Deny statement) or implicit (nothing allows it).' })
      .optional()
      .describe('explicit: by a Deny statement; implicit: since nothing allows it.'),
    by: By.optional(),
  })
  .describe('No listed principal may do any of the actions on any of the resources.');
const WhoCan = z
  .strictObject({
    action: Action,
    resource: ResourceName,
    exactly: PrincipalList.optional(),
    'at-most': PrincipalList.optional(),
    'at-least': PrincipalList.optional(),
    directly: Flag.optional().describe('true: as themselves; without it also who can by assuming roles.'),
    of: Account.optional().describe('Counts only principals of this account.'),
  })
  .refine(
    (test) => test.exactly !== undefined || test['at-most'] !== undefined || test['at-least'] !== undefined,
    'Say exactly, at-most or at-least, with a list of principals.',
  )
  .refine(
    (test) => test.exactly === undefined || (test['at-most'] === undefined && test['at-least'] === undefined),
    'Use exactly without at-most and at-least.',
  )
  .describe('The principals that can do this, always or sometimes. Root users count only if they are named.');
const NoEscalation = z
  .union([z.strictObject({ principal: Principals }), z.strictObject({ 'everybody-but': PrincipalList })], {
    error: 'Write principal: with the principals that must not become administrators, or everybody-but: with those that may.',
  })
  .describe('The principals that are not administrators and cannot become one.');
const NoNewAccess = z
  .strictObject({
    principal: Principals,
    reference: z
      .union([z.string().min(1).max(131_072), z.looseObject({ Statement: z.unknown() })], {
        error: 'Write a policy document, as YAML or as JSON text.',
      })
      .transform((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
      .optional()
      .describe('A policy document.'),
    policy: z.string().min(1).max(2048).optional().describe('A managed policy by ARN or name, in place of reference.'),
  })
  .refine((test) => (test.reference === undefined) !== (test.policy === undefined), 'Give either reference or policy.')
  .describe('Their identity policies together allow nothing beyond the reference, as compared by CheckNoNewAccess.');

const Values = z
  .union([Value.transform((text) => [text]), z.array(Value).max(MOST_NAMES)], { error: 'Write a value or a list of values.' })
  .optional();
const Accounts = some(
  Account,
  'an account',
  'An account, a list of accounts, or "*" for every account. Default: the account of the test.',
);
const EffectivePolicy = z
  .strictObject({
    type: z
      .enum(DECLARATIVE_POLICY_TYPES, { error: `Write one of ${DECLARATIVE_POLICY_TYPES.join(', ')}.` })
      .describe('The policy type, as Organizations names it.'),
    of: Accounts.optional(),
    path: z
      .array(z.string().min(1).max(256), { error: 'Write the names from the top of the document to the setting as a list.' })
      .min(1)
      .max(MOST_DEPTH)
      .describe('The names from the top of the effective document to the setting.'),
    equals: Values.describe('The value, or all values of a list in any order.'),
    contains: Values.describe('Values that the list has, among others.'),
    absent: Flag.optional().describe('true: the setting does not exist.'),
  })
  .refine(
    ({ equals, contains, absent }) => [equals, contains, absent || undefined].filter((one) => one !== undefined).length === 1,
    'Say one of equals, contains and absent: true.',
  )
  .describe('A setting of the effective policy in force. Declarative policies decide no access.');
const Tag = z
  .strictObject({
    of: Accounts.optional(),
    resource: z.string().min(3).max(128).describe('The resource type, as tag policies name it, such as sqs:queue.'),
    key: z.string().min(1).max(128),
    value: z.string().max(256),
    is: z
      .enum(['compliant', 'reported', 'refused'], { error: 'Write compliant, reported or refused.' })
      .describe('reported: it does not comply and is not enforced; refused: a call that sets it fails.'),
  })
  .describe('The treatment of a tag on a resource by the effective tag policy.');

/** The assertions. Each test has exactly one. */
export const ASSERTIONS = ['allow', 'deny', 'who-can', 'no-escalation', 'no-new-access', 'effective-policy', 'tag'] as const;
export type TestAssertion = (typeof ASSERTIONS)[number];

export const AccessTest = z
  .strictObject({
    name: z.string().min(1).max(200),
    account: Account.optional().describe("The account of names that don't name one."),
    when: When.optional(),
    allow: Allow.optional(),
    deny: Deny.optional(),
    'who-can': WhoCan.optional(),
    'no-escalation': NoEscalation.optional(),
    'no-new-access': NoNewAccess.optional(),
    'effective-policy': EffectivePolicy.optional(),
    tag: Tag.optional(),
  })
  .refine((test) => ASSERTIONS.filter((kind) => test[kind] !== undefined).length === 1, {
    message: `A test asserts one thing: ${ASSERTIONS.slice(0, -1).join(', ')} or ${ASSERTIONS.at(-1)}.`,
  });
export type AccessTest = z.output<typeof AccessTest>;

/** The members of the file above the list of tests. */
export const FileHead = z.strictObject({
  version: z.literal('1', { error: 'The version of the format is 1.' }),
  description: z.string().max(1000).optional(),
  account: Account.optional().describe("The account of names that don't name one. Default: the account that runs the tests."),
  when: When.optional().describe("The circumstances of every test. A test's own circumstances take precedence."),
});
export type FileHead = z.output<typeof FileHead>;

const AccessTestFile = FileHead.extend({ tests: z.array(AccessTest).min(1).max(MOST_TESTS) });

/** The YAML types of values that this format reads as text. */
const WRITTEN: Readonly<Record<string, object>> = {
  version: { const: 1 },
  mfa: { type: 'boolean' },
  directly: { type: 'boolean' },
  absent: { type: 'boolean' },
  account: { type: ['string', 'integer'] },
  of: { type: ['string', 'integer'] },
};

/** Returns the format as JSON Schema, for editors that complete and check YAML. It is generated from the schemas that parse files. */
export function accessTestsSchema(): object {
  const schema = z.toJSONSchema(AccessTestFile, {
    io: 'input',
    override: ({ jsonSchema }) => {
      for (const [name, written] of Object.entries(WRITTEN)) {
        const member = jsonSchema.properties?.[name];
        if (typeof member !== 'object') continue;
        const { description } = member;
        jsonSchema.properties = { ...jsonSchema.properties, [name]: { ...written, ...(description && { description }) } };
      }
    },
  });
  return { ...schema, title: 'Access tests of Gatehouse' };
}
