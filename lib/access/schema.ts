import { z } from 'zod';
import { Arn } from '../core/shapes';
import { CREDENTIALS, MOST_QUESTIONS } from './limits';
import { parseStranger } from './subject-arn';

/**
 * A document that is tried out instead of what is stored.
 * `replace`: the policy of that id everywhere it bears on the subject; `without`: the same but for some statements, for whoever may not read
 * them too; `add`: one more policy of that type.
 */
export const Draft = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('replace'), policyId: z.string().min(1).max(4096), document: z.string().max(131_072) }),
  z.object({ kind: z.literal('remove'), policyId: z.string().min(1).max(4096) }),
  z.object({
    kind: z.literal('without'),
    policyId: z.string().min(1).max(4096),
    /** Counted from 0. */
    statements: z.array(z.number().int().nonnegative().max(10_000)).min(1).max(100),
  }),
  z.object({
    kind: z.literal('add'),
    /** An RCP is taken to be on the account that owns the resource. */
    type: z.enum(['identity', 'boundary', 'scp', 'rcp']),
    /** For an SCP: the root, OU or account of the subject's path it is attached to. */
    levelId: z.string().max(100).optional(),
    name: z.string().min(1).max(128),
    document: z.string().max(131_072),
  }),
]);
export type Draft = z.output<typeof Draft>;

const Drafts = z.array(Draft).max(100).optional();
/** A user, role or group ARN, or `…:root` for an account. */
const PrincipalArn = Arn;
/** The same, or a caller that no account has: `anonymous`, `outsider`, or the name of a service. */
const CallerName = z.union([Arn, z.string().max(256).refine(isStranger)]);

function isStranger(text: string): boolean {
  return parseStranger(text) !== null;
}

const AccountId = z.string().regex(/^\d{12}$/);

export const GetSubjectInput = z.object({
  PrincipalArn: CallerName,
  /** Whose resources are asked about: the RCPs over that account come with the answer. */
  ResourceAccount: AccountId.optional(),
});
/** Whether the policies on the resources of the principal's account and RCPs count. */
const Resources = z.boolean().optional();
export const GetEffectivePermissionsInput = z.object({ PrincipalArn: CallerName, Drafts, Resources });
export const GetServicePermissionsInput = z.object({ PrincipalArn, Service: z.string().min(1).max(64), Drafts, Resources });

/** `service:Name`; no wildcards. */
export const ActionName = z
  .string()
  .min(3)
  .max(128)
  .regex(/^[\w-]+:\w+$/);
export const ResourceName = z.string().min(1).max(2048);

/** In what circumstances a question is asked, beside who asks for what. */
export const Circumstances = z.object({
  /** Who owns the resource, where its ARN does not say. */
  ResourceAccount: AccountId.optional(),
  /** The policy on the resource, as JSON. A role's trust policy is found by itself. */
  ResourcePolicy: z.string().max(131_072).optional(),
  /** Condition keys to set; an empty list takes a key away that the console would send. */
  Context: z
    .array(z.object({ Key: z.string().min(1).max(256), Values: z.array(z.string().max(2048)).max(50) }))
    .max(100)
    .optional(),
});
export type Circumstances = z.output<typeof Circumstances>;

const CredentialName = z.enum(CREDENTIALS);

/** Whose principals a question about many is about. */
export const Reach = z.enum(['account', 'organization']).default('account');

/** Without a principal: a user of the account who has nothing but the drafts. */
const SimulatedPrincipal = CallerName.optional();

export const ExplainAccessInput = z.object({
  PrincipalArn: SimulatedPrincipal,
  Action: ActionName,
  Resource: ResourceName,
  Credential: CredentialName.optional(),
  ...Circumstances.shape,
  Drafts,
});
/** Every action on every resource: as many questions as their product. */
export const SimulateAccessInput = z
  .object({
    PrincipalArn: SimulatedPrincipal,
    Actions: z.array(ActionName).min(1).max(MOST_QUESTIONS),
    Resources: z.array(ResourceName).min(1).max(MOST_QUESTIONS),
    Credential: CredentialName.optional(),
    ...Circumstances.shape,
    Drafts,
  })
  .refine(({ Actions, Resources }) => Actions.length * Resources.length <= MOST_QUESTIONS, {
    path: ['Actions'],
    message: `At most ${MOST_QUESTIONS} questions can be asked at once.`,
  });
export const GetActionPermissionInput = z.object({ PrincipalArn, Action: z.string().min(3).max(128), Drafts, Resources });
