import { z } from 'zod';
import { ActionName, ResourceName } from '../schema';
import { MOST_CONTEXT_BYTES, MOST_CONTEXT_KEYS, MOST_POLICY_CHARACTERS, MOST_REQUESTS } from './limits';

const AccountId = z.string().regex(/^\d{12}$/);
const AccessKeyId = z.string().regex(/^\w{16,128}$/);

/** Who asks to do something. */
export const Principal = z
  .union([
    z.strictObject({
      accessKeyId: AccessKeyId,
      sessionToken: z.string().min(1).max(8192).optional().describe('Comes with the key of a session, which begins with ASIA.'),
    }),
    z.strictObject({
      arn: z.string().min(20).max(2048).describe('Of a user, a root user, a role (any session of it) or a session of a role.'),
    }),
    z.strictObject({ anonymous: z.literal(true) }),
    z.strictObject({ service: z.string().max(256).describe('The name of an AWS service, e.g. s3.amazonaws.com.') }),
  ])
  .describe('Who asks. The secret of a key is not asked for: whoever has the token has checked the signature, or uses `signed`.');
export type Principal = z.output<typeof Principal>;

export const Signed = z
  .strictObject({
    method: z.string().regex(/^[A-Z]{1,20}$/),
    path: z.string().startsWith('/').max(8192).describe('As it was sent, still encoded.'),
    query: z.string().max(65_536).default('').describe('What followed the question mark, as it was sent.'),
    headers: z
      .record(z.string().max(256), z.union([z.string().max(16_384), z.array(z.string().max(16_384)).max(20)]))
      .describe('All of them, by their names in any case.'),
    bodySha256: z.string().regex(/^[0-9a-fA-F]{64}$/),
    service: z.string().min(1).max(64).describe('The service that was called, as its signatures name it, e.g. s3.'),
  })
  .describe(
    'A request that somebody signed, in place of `principal`. Gatehouse checks the signature, so that the program needs no secret.',
  );
export type Signed = z.output<typeof Signed>;

const Values = z.union([z.string().max(4096), z.array(z.string().max(4096)).max(200)]);
export const Context = z
  .record(z.string().min(1).max(256), Values)
  .refine((context) => Object.keys(context).length <= MOST_CONTEXT_KEYS, `At most ${MOST_CONTEXT_KEYS} keys.`)
  .refine((context) => JSON.stringify(context).length <= MOST_CONTEXT_BYTES, `At most ${MOST_CONTEXT_BYTES / 1024} KiB.`);

/** One question. */
export const DoorRequest = z
  .strictObject({
    id: z.string().max(128).optional().describe('Comes back with the answer. Without one: the place in the list, from 0.'),
    principal: Principal.optional(),
    signed: Signed.optional(),
    action: ActionName.describe('service:Name. Actions of your own need not be known here.'),
    resource: ResourceName.describe('The ARN, or * for an action that has no resource.'),
    resourceAccount: AccountId.optional().describe(
      'Whose the resource is. Without it: the account in the ARN, that of the resource where it is kept here, or the caller’s.',
    ),
    context: Context.optional().describe(
      'Condition keys of the request. What Gatehouse knows by itself of the caller, its organization, its session and the owner is refused.',
    ),
    resourceTags: z
      .record(z.string().min(1).max(128), z.string().max(256))
      .optional()
      .describe('The tags of the resource. Without them: those it has here.'),
    resourcePolicy: z
      .string()
      .max(MOST_POLICY_CHARACTERS)
      .optional()
      .describe('The policy on the resource as JSON text; of a role, its trust policy. Without it: the one it has here.'),
    strict: z
      .boolean()
      .default(false)
      .describe(
        'true: what is allowed while a statement about it reads condition keys that were not given is denied. A key with [] is known to be absent.',
      ),
    record: z.boolean().default(true).describe('false: nothing is written into the event history.'),
  })
  .refine(({ principal, signed }) => (principal === undefined) !== (signed === undefined), {
    path: ['principal'],
    message: 'Give either principal or signed.',
  });
export type DoorRequest = z.output<typeof DoorRequest>;

/** What is sent. Each question is looked at by itself, so that a bad one fails none of the others. */
export const DoorBody = z.strictObject({ requests: z.array(z.unknown()).min(1).max(MOST_REQUESTS) });

const Identified = z.strictObject({
  id: z.string(),
});

const BlockerName = z.enum([
  'blockPublicAccess',
  'identity',
  'boundary',
  'session',
  'resource',
  'trust',
  'scp',
  'rcp',
  'vpcEndpoint',
  'credential',
]);

/** The answer to a question. */
export const Decided = Identified.extend({
  decision: z.enum(['Allowed', 'ExplicitDeny', 'ImplicitDeny']),
  obey: z
    .boolean()
    .describe('false: go on although it is a denial, since the account only records denials, or has switched its policies off.'),
  message: z.string().optional().describe('Of a denial: AWS’s sentence.'),
  authorizationId: z.string().optional().describe('Of a recorded denial: under it the console explains the decision.'),
  blockedBy: z.array(BlockerName).describe('The kinds of policy that stood against it, or had to allow it and did not.'),
  principal: z
    .strictObject({ arn: z.string().optional(), accountId: z.string().optional(), userId: z.string().optional() })
    .describe('Who asked. Empty for nobody and for services.'),
  missingContextKeys: z
    .array(z.string())
    .describe(
      'Condition keys that policies asked for and the question did not have. Of what is allowed: keys of statements about this very call.',
    ),
});
export type Decided = z.output<typeof Decided>;

/** A question that could not be decided. */
export const Undecided = Identified.extend({ error: z.strictObject({ code: z.string(), message: z.string() }) }).describe(
  'The question could not be decided. It means: deny.',
);
export type Undecided = z.output<typeof Undecided>;

export const DoorAnswer = z.strictObject({ results: z.array(z.union([Decided, Undecided])) });
export type DoorAnswer = z.output<typeof DoorAnswer>;
