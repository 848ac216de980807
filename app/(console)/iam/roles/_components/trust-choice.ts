import { z } from 'zod';
import {
  accountTrust,
  type FederationCondition,
  federatedTrust,
  githubSubject,
  isSamlProvider,
  providerName,
  serviceTrust,
} from '@/app/(console)/iam/_components/trust/trust-template';
import { newDocument } from '@/components/policy-editor/new-statement';

const federated = z.object({
  /** The ARN of the provider. */
  provider: z.string().nullable(),
  conditions: z
    .array(z.object({ operator: z.enum(['StringEquals', 'StringLike']), key: z.string(), value: z.string() }))
    .readonly(),
  tagSession: z.boolean(),
});
type Federated = z.infer<typeof federated>;

/** The schema for an OpenID Connect provider. Its condition keys begin with the provider's URL. */
const webTrust = federated.extend({
  /** The audience; null until it is chosen. */
  audience: z.string().nullable(),
  /** The workflows, for the provider GitHub. */
  github: z.object({ organization: z.string(), repository: z.string(), branch: z.string() }),
});
export type WebTrust = z.infer<typeof webTrust>;

const samlTrust = federated.extend({
  /** True if the role can be used in the console, not only by programs. */
  console: z.boolean(),
});
export type SamlTrust = z.infer<typeof samlTrust>;

/** The schema of the wizard's first step. It has the values of all types, so that a change of type loses nothing. */
export const trustChoice = z.object({
  type: z.enum(['service', 'account', 'web', 'saml', 'custom']),
  service: z.string().nullable(),
  /** True if the account is this one. */
  own: z.boolean(),
  otherAccount: z.string(),
  requireExternalId: z.boolean(),
  externalId: z.string(),
  requireMfa: z.boolean(),
  web: webTrust,
  saml: samlTrust,
  custom: z.string(),
});
export type TrustChoice = z.infer<typeof trustChoice>;

const GITHUB = 'token.actions.githubusercontent.com';
/** AWS's endpoint for assertions, which is the value of the condition key. */
export const SAML_ENDPOINT = 'https://signin.aws.amazon.com/saml';

/** Returns the initial values. @param provider the ARN of the preselected provider */
export function newTrust(provider?: string): TrustChoice {
  const saml = provider !== undefined && isSamlProvider(provider);
  return {
    type: provider === undefined ? 'service' : saml ? 'saml' : 'web',
    service: null,
    own: true,
    otherAccount: '',
    requireExternalId: false,
    externalId: '',
    requireMfa: false,
    web: {
      provider: saml ? null : (provider ?? null),
      audience: null,
      github: { organization: '', repository: '', branch: '' },
      conditions: [],
      tagSession: false,
    },
    saml: { provider: saml ? provider : null, console: true, conditions: [], tagSession: false },
    custom: newDocument('trust'),
  };
}

export function isGitHub({ provider }: WebTrust): boolean {
  return provider !== null && providerName(provider) === GITHUB;
}

/** Chooses the audience of a provider that has only one. @param audiences of the chosen provider, if they can be read */
export function withOnlyAudience(choice: TrustChoice, audiences: readonly string[] | null | undefined): TrustChoice {
  const [only, ...others] = audiences ?? [];
  if (choice.web.audience !== null || only === undefined || others.length > 0) return choice;
  return { ...choice, web: { ...choice.web, audience: only } };
}

/** Returns the formatted trust policy of a choice. */
export function trustDocument(choice: TrustChoice, ownAccount: string): string {
  switch (choice.type) {
    case 'custom':
      return choice.custom;
    case 'service':
      return serviceTrust(choice.service ?? '');
    case 'account':
      return accountTrust({
        accountId: choice.own ? ownAccount : choice.otherAccount,
        externalId: choice.requireExternalId ? choice.externalId : null,
        requireMfa: choice.requireMfa,
      });
    case 'web':
      return federatedTrust({ ...choice.web, providerArn: choice.web.provider ?? '', conditions: webConditions(choice.web) });
    case 'saml':
      return federatedTrust({ ...choice.saml, providerArn: choice.saml.provider ?? '', conditions: samlConditions(choice.saml) });
  }
}

function webConditions(web: WebTrust): FederationCondition[] {
  const issuer = providerName(web.provider);
  const subject = githubSubject(web.github);
  return [
    { operator: 'StringEquals', key: `${issuer}:aud`, value: web.audience ?? '' },
    ...(isGitHub(web)
      ? [{ operator: /[*?]/.test(subject) ? 'StringLike' : 'StringEquals', key: `${issuer}:sub`, value: subject } as const]
      : []),
    ...web.conditions.map((condition) => ({ ...condition, key: `${issuer}:${condition.key}` })),
  ];
}

function samlConditions({ console, conditions }: SamlTrust): FederationCondition[] {
  return [...(console ? [{ operator: 'StringEquals', key: 'SAML:aud', value: SAML_ENDPOINT } as const] : []), ...conditions];
}

export function accountProblem({ own, otherAccount }: TrustChoice): string | null {
  return own || /^\d{12}$/.test(otherAccount) ? null : 'An account ID has 12 digits.';
}

// AWS: 2 to 1,224 characters (STS API reference, AssumeRole).
export function externalIdProblem({ requireExternalId, externalId }: TrustChoice): string | null {
  if (!requireExternalId || /^[\w+=,.@:/-]{2,1224}$/.test(externalId)) return null;
  return 'An external ID has 2 to 1,224 letters, digits and _ + = , . @ : / -';
}

export function providerProblem({ provider }: Federated): string | null {
  return provider === null ? 'Choose an identity provider.' : null;
}

export function audienceProblem({ audience }: WebTrust): string | null {
  return audience === null || audience === '' ? 'Choose the intended recipient of the tokens.' : null;
}

/** Returns the problem with GitHub's organization, which AWS requires; null if there is none. */
export function organizationProblem(web: WebTrust): string | null {
  return isGitHub(web) && web.github.organization === '' ? 'Enter the organization or user that owns the repositories.' : null;
}

export function conditionProblem({ value }: FederationCondition): string | null {
  return value === '' ? 'Enter a value for the claim, or remove the condition.' : null;
}

/** Returns the problem with the conditions; null if there is none. Without console access, AWS requires a condition on an attribute. */
function attributeProblem({ console, conditions }: SamlTrust): string | null {
  return console || conditions.length > 0 ? null : 'Add a condition on an attribute of the assertion.';
}

/** Returns the first problem with the trust choice; null if there is none. */
export function trustProblem(choice: TrustChoice): string | null {
  switch (choice.type) {
    case 'custom':
      return null;
    case 'service':
      return choice.service === null ? 'Choose the service that will assume the role.' : null;
    case 'account':
      return accountProblem(choice) ?? externalIdProblem(choice);
    case 'web':
      return (
        providerProblem(choice.web) ??
        audienceProblem(choice.web) ??
        organizationProblem(choice.web) ??
        firstProblem(choice.web.conditions)
      );
    case 'saml':
      return providerProblem(choice.saml) ?? attributeProblem(choice.saml) ?? firstProblem(choice.saml.conditions);
  }
}

function firstProblem(conditions: readonly FederationCondition[]): string | null {
  return conditions.map(conditionProblem).find((problem) => problem !== null) ?? null;
}

/** Returns true if the role is for EC2. AWS's console creates an instance profile for it. */
export function needsInstanceProfile({ type, service }: TrustChoice): boolean {
  return type === 'service' && service === 'ec2.amazonaws.com';
}
