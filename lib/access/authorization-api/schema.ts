import { z } from 'zod';
import { ActionName, ResourceName } from '../schema';
import { MOST_CONTEXT_BYTES, MOST_CONTEXT_KEYS, MOST_POLICY_CHARACTERS, MOST_REQUESTS } from './limits';

const AccountId = z.string().regex(/^\d{12}$/);
const AccessKeyId = z.string().regex(/^\w{16,128}$/);

/** The principal of a question. */
export const QuestionPrincipal = z
  .union([
    z.strictObject({
      accessKeyId: AccessKeyId,
      sessionToken: z
        .string()
        .min(1)
        .max(8192)
        .optional()
        .describe('The session token, for session keys, which begin with ASIA.'),
    }),
    z.strictObject({
      arn: z
        .string()
        .min(20)
        .max(2048)
        .describe('The ARN of a user, a root user, a role (any of its sessions) or a role session.'),
    }),
    z.strictObject({ anonymous: z.literal(true) }),
    z.strictObject({ service: z.string().max(256).describe('The name of an AWS service, e.g. s3.amazonaws.com.') }),
  ])
  .describe(
    'The caller. The secret of a key is not needed: the program with the token has checked the signature, or sends `signed`.',
  );
export type QuestionPrincipal = z.output<typeof QuestionPrincipal>;

export const Signed = z
  .strictObject({
    method: z.string().regex(/^[A-Z]{1,20}$/),
    path: z.string().startsWith('/').max(8192).describe('The path as sent, still encoded.'),
    query: z.string().max(65_536).default('').describe('The text after the question mark, as sent.'),
    headers: z
      .record(z.string().max(256), z.union([z.string().max(16_384), z.array(z.string().max(16_384)).max(20)]))
      .describe('All headers by name, in any case.'),
    bodySha256: z.string().regex(/^[0-9a-fA-F]{64}$/),
    service: z.string().min(1).max(64).describe('The called service by its signing name, e.g. s3.'),
  })
  .describe('A signed request in place of `principal`. Gatehouse checks the signature, so the program needs no secret.');
export type Signed = z.output<typeof Signed>;

const Values = z.union([z.string().max(4096), z.array(z.string().max(4096)).max(200)]);
export const Context = z
  .record(z.string().min(1).max(256), Values)
  .refine((context) => Object.keys(context).length <= MOST_CONTEXT_KEYS, `At most ${MOST_CONTEXT_KEYS} keys.`)
  .refine((context) => JSON.stringify(context).length <= MOST_CONTEXT_BYTES, `At most ${MOST_CONTEXT_BYTES / 1024} KiB.`);

/** One question of a request. */
export const AuthorizationQuestion = z
  .strictObject({
    id: z.string().max(128).optional().describe('Returned with the answer. Default: the index in the list, from 0.'),
    principal: QuestionPrincipal.optional(),
    signed: Signed.optional(),
    action: ActionName.describe("service:Name. Your own actions don't need to be in the catalog."),
    resource: ResourceName.describe('The ARN, or * for an action without a resource.'),
    resourceAccount: AccountId.optional().describe(
      'The owner of the resource. Default: the account in the ARN, the stored resource’s account, or the caller’s.',
    ),
    context: Context.optional().describe(
      'Condition keys of the request. Keys that Gatehouse sets itself, about the caller, session, organization and owner, are refused.',
    ),
    resourceTags: z
      .record(z.string().min(1).max(128), z.string().max(256))
      .optional()
      .describe('The tags of the resource. Default: its stored tags.'),
    resourcePolicy: z
      .string()
      .max(MOST_POLICY_CHARACTERS)
      .optional()
      .describe('The resource policy as JSON text, or the trust policy of a role. Default: the stored policy.'),
    strict: z
      .boolean()
      .default(false)
      .describe(
        'true denies calls that are allowed although statements about them test condition keys that were not given. A key with [] is known to be absent.',
      ),
    record: z.boolean().default(true).describe('false keeps the decision out of the event history.'),
  })
  .refine(({ principal, signed }) => (principal === undefined) !== (signed === undefined), {
    path: ['principal'],
    message: 'Give either principal or signed.',
  });
export type AuthorizationQuestion = z.output<typeof AuthorizationQuestion>;

/** The request. Questions are validated one by one, so that a bad question does not fail the others. */
export const AuthorizationBody = z.strictObject({ requests: z.array(z.unknown()).min(1).max(MOST_REQUESTS) });

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
export const DecidedAnswer = Identified.extend({
  decision: z.enum(['Allowed', 'ExplicitDeny', 'ImplicitDeny']),
  obey: z
    .boolean()
    .describe('false: continue although the call is denied, because the account only audits policies or does not enforce them.'),
  message: z.string().optional().describe('The message of a denial, in AWS’s words.'),
  authorizationId: z.string().optional().describe('The ID of a recorded denial, under which the console explains the decision.'),
  blockedBy: z.array(BlockerName).describe('The kinds of policy that denied the call, or that had to allow it and did not.'),
  principal: z
    .strictObject({ arn: z.string().optional(), accountId: z.string().optional(), userId: z.string().optional() })
    .describe('The calling principal. Empty for anonymous callers and services.'),
  missingContextKeys: z
    .array(z.string())
    .describe(
      'Condition keys that policies tested and the question did not set. For an allowed call: keys of statements about this call.',
    ),
});
export type DecidedAnswer = z.output<typeof DecidedAnswer>;

/** A question that could not be decided. */
export const UndecidedAnswer = Identified.extend({ error: z.strictObject({ code: z.string(), message: z.string() }) }).describe(
  "The question can't be decided. Treat this as a denial.",
);
export type UndecidedAnswer = z.output<typeof UndecidedAnswer>;

export const AuthorizationAnswer = z.strictObject({ results: z.array(z.union([DecidedAnswer, UndecidedAnswer])) });
export type AuthorizationAnswer = z.output<typeof AuthorizationAnswer>;
