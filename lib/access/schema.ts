import { z } from 'zod';
import { Arn } from '../core/shapes';
import { CREDENTIALS, MOST_QUESTIONS } from './limits';
import { parseExternalCaller } from './subject-arn';

/**
 * A document tried in place of the stored one. `replace` changes the policy with that id wherever it applies to the subject. `without`
 * removes statements, also for viewers who may not read them. `add` adds a policy of that type.
 */
export const PolicyDraft = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('replace'), policyId: z.string().min(1).max(4096), document: z.string().max(131_072) }),
  z.object({ kind: z.literal('remove'), policyId: z.string().min(1).max(4096) }),
  z.object({
    kind: z.literal('without'),
    policyId: z.string().min(1).max(4096),
    /** The indexes of the statements, from 0. */
    statements: z.array(z.number().int().nonnegative().max(10_000)).min(1).max(100),
  }),
  z.object({
    kind: z.literal('add'),
    /** A new RCP is attached to the account that owns the resource. */
    type: z.enum(['identity', 'boundary', 'scp', 'rcp']),
    /** For an SCP: the root, OU or account on the subject's path where it is attached. */
    levelId: z.string().max(100).optional(),
    name: z.string().min(1).max(128),
    document: z.string().max(131_072),
  }),
]);
export type PolicyDraft = z.output<typeof PolicyDraft>;

const Drafts = z.array(PolicyDraft).max(100).optional();
/** The ARN of a user, role or group, or `…:root` for an account. */
const PrincipalArn = Arn;
/** The same, or a caller without an account: `anonymous`, `outsider`, or the name of a service. */
const CallerName = z.union([Arn, z.string().max(256).refine(isStranger)]);

function isStranger(text: string): boolean {
  return parseExternalCaller(text) !== null;
}

const AccountId = z.string().regex(/^\d{12}$/);

export const GetSubjectInput = z.object({
  PrincipalArn: CallerName,
  /** The account that owns the resources. The answer includes the RCPs over it. */
  ResourceAccount: AccountId.optional(),
});
/** Includes the policies on resources of the principal's account, and RCPs. */
const Resources = z.boolean().optional();
export const GetEffectivePermissionsInput = z.object({ PrincipalArn: CallerName, Drafts, Resources });
export const GetServicePermissionsInput = z.object({ PrincipalArn, Service: z.string().min(1).max(64), Drafts, Resources });

/** An action as `service:Name`, without wildcards. */
export const ActionName = z
  .string()
  .min(3)
  .max(128)
  .regex(/^[\w-]+:\w+$/);
export const ResourceName = z.string().min(1).max(2048);

/** The circumstances of a question, beside its principal, action and resource. */
export const QuestionCircumstances = z.object({
  /** The owner of the resource, if its ARN does not say. */
  ResourceAccount: AccountId.optional(),
  /** The resource policy as JSON. The trust policy of a role is found automatically. */
  ResourcePolicy: z.string().max(131_072).optional(),
  /** The condition keys to set. An empty list removes a key that the console would send. */
  Context: z
    .array(z.object({ Key: z.string().min(1).max(256), Values: z.array(z.string().max(2048)).max(50) }))
    .max(100)
    .optional(),
});
export type QuestionCircumstances = z.output<typeof QuestionCircumstances>;

const CredentialName = z.enum(CREDENTIALS);

/** The accounts whose principals a question covers. */
export const Reach = z.enum(['account', 'organization']).default('account');

/** Without a principal, the question is about a user of the account with only the drafts as policies. */
const SimulatedPrincipal = CallerName.optional();

export const ExplainAccessInput = z.object({
  PrincipalArn: SimulatedPrincipal,
  Action: ActionName,
  Resource: ResourceName,
  Credential: CredentialName.optional(),
  ...QuestionCircumstances.shape,
  Drafts,
});
/** The product of actions and resources is the number of questions. */
export const SimulateAccessInput = z
  .object({
    PrincipalArn: SimulatedPrincipal,
    Actions: z.array(ActionName).min(1).max(MOST_QUESTIONS),
    Resources: z.array(ResourceName).min(1).max(MOST_QUESTIONS),
    Credential: CredentialName.optional(),
    ...QuestionCircumstances.shape,
    Drafts,
  })
  .refine(({ Actions, Resources }) => Actions.length * Resources.length <= MOST_QUESTIONS, {
    path: ['Actions'],
    message: `At most ${MOST_QUESTIONS} questions can be asked at once.`,
  });
export const GetActionPermissionInput = z.object({ PrincipalArn, Action: z.string().min(3).max(128), Drafts, Resources });
