import { z } from 'zod';
import { CREDENTIALS } from '../limits';
import { ActionName, ResourceName } from '../schema';
import { MOST_NAMES, MOST_TESTS } from './limits';

// Every scalar of the file is read as text, so that an account id keeps its zeros: what YAML would call a number or a boolean is text here.
const Flag = z.enum(['true', 'false'], { error: 'Write true or false.' }).transform((text) => text === 'true');

const Principal = z.string().min(1).max(2048);
const Account = z.string().min(1).max(128).describe('An account by its id, its alias or its name.');

/** One thing, or a list of things. */
function some<Item extends z.ZodType<string>>(item: Item, what: string, description: string) {
  const list = z.array(item).min(1).max(MOST_NAMES);
  return z
    .union([item, list], { error: `Write ${what}, or a list of at most ${MOST_NAMES} of them.` })
    .transform((value) => (Array.isArray(value) ? (value as string[]) : [value as string]))
    .describe(description);
}

const Action = z
  .string()
  .refine((text) => ActionName.safeParse(text).success, 'Write an action as service:Name, without wildcards.');

const Principals = some(
  Principal,
  'a principal, such as user/ana, role/deployer or an ARN',
  'Who: user/ana, role/deployer, group/developers (everybody in it), root, each with ACCOUNT: before it where it is of another account, *: for every account that has it; an ARN; anonymous, outsider or the name of a service.',
);
const Actions = some(Action, 'an action as service:Name, without wildcards', 'What: service:Name, without wildcards.');
const Resources = some(
  ResourceName,
  'a resource, such as bucket/reports/may.csv, an ARN or "*"',
  'On what: an ARN, "*" for an action that has no resource, or by its name: user/, role/, bucket/, table/, queue/, topic/, key/, secret/, function/ or instance/ and the name, with ACCOUNT: before it where it is of another account.',
);
/** For lists that may be empty: nobody. */
const Nobody = z.array(Principal).max(0);
const PrincipalList = z.union([Nobody.transform(() => [] as string[]), Principals], {
  error: 'Write a list of principals; [] is nobody.',
});

const Value = z.string().max(2048);
const Context = z.record(z.string().min(1).max(256), z.union([Value.transform((text) => [text]), z.array(Value).max(50)]));

/** In which circumstances a call is made. */
const When = z.strictObject({
  mfa: Flag.optional().describe(
    'Whether the caller has signed in with MFA. Without it: a call with an access key, or in a session of the role.',
  ),
  credential: z
    .enum(CREDENTIALS, { error: `Write one of ${CREDENTIALS.join(', ')}.` })
    .optional()
    .describe('With what the caller calls, in place of mfa.'),
  'source-ip': z
    .union([z.ipv4(), z.ipv6()], { error: 'Write an IP address, such as 192.0.2.7.' })
    .optional()
    .describe('aws:SourceIp'),
  time: z.iso
    .datetime({ offset: true, error: 'Write a time with its zone, such as 2026-03-01T09:00:00Z.' })
    .optional()
    .describe('aws:CurrentTime and aws:EpochTime'),
  region: z.string().min(1).max(64).optional().describe('aws:RequestedRegion'),
  context: Context.optional().describe('Further condition keys, each with a value or a list of values; [] takes a key away.'),
});
export type When = z.output<typeof When>;

const Question = { principal: Principals, action: Actions, resource: Resources };
const By = z
  .string()
  .min(1)
  .max(2048)
  .describe(
    'The policy that decides, by its name or ARN; of what is not allowed also the kind: identity, boundary, resource, trust, scp, rcp.',
  );

const Allow = z
  .strictObject({ ...Question, by: By.optional() })
  .describe('Every one of these may do each of these on each of these.');
const Deny = z
  .strictObject({
    ...Question,
    how: z
      .enum(['explicit', 'implicit'], { error: 'Write explicit (a Deny statement) or implicit (nothing allows it).' })
      .optional()
      .describe('explicit: by a Deny statement; implicit: since nothing allows it.'),
    by: By.optional(),
  })
  .describe('None of these may do any of these on any of these.');
const WhoCan = z
  .strictObject({
    action: Action,
    resource: ResourceName,
    exactly: PrincipalList.optional(),
    'at-most': PrincipalList.optional(),
    'at-least': PrincipalList.optional(),
    directly: Flag.optional().describe('true: as themselves; without it also who can by assuming roles.'),
    of: Account.optional().describe('Only principals of this account count.'),
  })
  .refine(
    (test) => test.exactly !== undefined || test['at-most'] !== undefined || test['at-least'] !== undefined,
    'Say exactly, at-most or at-least, with a list of principals.',
  )
  .refine(
    (test) => test.exactly === undefined || (test['at-most'] === undefined && test['at-least'] === undefined),
    'With exactly there is no at-most and no at-least.',
  )
  .describe('Who can do this, always or at times. Root users count only where they are named.');
const NoEscalation = z
  .union([z.strictObject({ principal: Principals }), z.strictObject({ 'everybody-but': PrincipalList })], {
    error: 'Write principal: with who must not become an administrator, or everybody-but: with who may.',
  })
  .describe('Who is no administrator and cannot make itself one.');
/** A policy document: mappings, lists and texts. */
type Json = string | readonly Json[] | { readonly [key: string]: Json };
const NoNewAccess = z
  .strictObject({
    principal: Principals,
    reference: z
      .union([z.string().min(1).max(131_072), z.looseObject({ Statement: z.unknown() })], {
        error: 'Write a policy document, as YAML or as JSON text.',
      })
      .transform((value) => (typeof value === 'string' ? value : JSON.stringify(value as Json)))
      .optional()
      .describe('A policy document.'),
    policy: z.string().min(1).max(2048).optional().describe('In place of reference: a managed policy, by its ARN or its name.'),
  })
  .refine((test) => (test.reference === undefined) !== (test.policy === undefined), 'Give either reference or policy.')
  .describe(
    'Their own policies, taken together, give nothing that the reference does not give, as CheckNoNewAccess compares them.',
  );

/** What a test can assert; each test has one of them. */
export const ASSERTIONS = ['allow', 'deny', 'who-can', 'no-escalation', 'no-new-access'] as const;
export type Assertion = (typeof ASSERTIONS)[number];

export const AccessTest = z
  .strictObject({
    name: z.string().min(1).max(200),
    account: Account.optional().describe('Whose principals and resources are meant by names that name no account.'),
    when: When.optional(),
    allow: Allow.optional(),
    deny: Deny.optional(),
    'who-can': WhoCan.optional(),
    'no-escalation': NoEscalation.optional(),
    'no-new-access': NoNewAccess.optional(),
  })
  .refine((test) => ASSERTIONS.filter((kind) => test[kind] !== undefined).length === 1, {
    message: `A test asserts one thing: ${ASSERTIONS.slice(0, -1).join(', ')} or ${ASSERTIONS.at(-1)}.`,
  });
export type AccessTest = z.output<typeof AccessTest>;

/** What stands above the tests. */
export const FileHead = z.strictObject({
  version: z.literal('1', { error: 'The version of the format is 1.' }),
  description: z.string().max(1000).optional(),
  account: Account.optional().describe(
    'Whose principals and resources are meant by names that name no account. Without it: the account that runs the tests.',
  ),
  when: When.optional().describe('The circumstances of every test; what a test says itself goes before.'),
});
export type FileHead = z.output<typeof FileHead>;

const AccessTestFile = FileHead.extend({ tests: z.array(AccessTest).min(1).max(MOST_TESTS) });

/** YAML's own types of what is read as text here. */
const WRITTEN: Readonly<Record<string, object>> = {
  version: { const: 1 },
  mfa: { type: 'boolean' },
  directly: { type: 'boolean' },
  account: { type: ['string', 'integer'] },
  of: { type: ['string', 'integer'] },
};

/** The format as JSON Schema, for editors that complete and check YAML. Made of the very schemas that files are held against. */
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
