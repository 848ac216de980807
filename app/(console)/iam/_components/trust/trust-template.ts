import { layOut } from '@/components/access/lay-out';

/** The trust in an account, with the requirements for its users. */
export type AccountTrust = {
  accountId: string;
  /** The required external ID; null without one. */
  externalId: string | null;
  requireMfa: boolean;
};

/** A condition on a token or assertion. With several conditions on one key, one of them must match. */
export type FederationCondition = { operator: 'StringEquals' | 'StringLike'; key: string; value: string };

/** The trust in an identity provider. */
export type FederatedTrust = {
  providerArn: string;
  conditions: readonly FederationCondition[];
  /** True if the provider may pass session tags. */
  tagSession: boolean;
};

/** Returns the trust policy for a service. @param principal the service principal, such as `lambda.amazonaws.com` */
export function serviceTrust(principal: string): string {
  return trust({ Service: principal }, 'sts:AssumeRole');
}

/** Returns the trust policy for an account. Its principal is the account's root: the account decides who may use the role. */
export function accountTrust({ accountId, externalId, requireMfa }: AccountTrust): string {
  return trust({ AWS: `arn:aws:iam::${accountId}:root` }, 'sts:AssumeRole', {
    ...(externalId === null ? {} : { StringEquals: { 'sts:ExternalId': externalId } }),
    ...(requireMfa ? { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } : {}),
  });
}

/** Returns the trust policy for an identity provider. */
export function federatedTrust({ providerArn, conditions, tagSession }: FederatedTrust): string {
  const operation = isSamlProvider(providerArn) ? 'sts:AssumeRoleWithSAML' : 'sts:AssumeRoleWithWebIdentity';
  const action = tagSession ? [operation, 'sts:TagSession'] : operation;
  return trust({ Federated: providerArn }, action, conditionBlock(conditions));
}

export function isSamlProvider(arn: string): boolean {
  return /^arn:[a-z-]+:iam::\d{12}:saml-provider\//.test(arn);
}

/** Returns the URL of an OpenID Connect provider without its scheme, the prefix of its condition keys, or the name of a SAML provider. */
export function providerName(arn: string | null): string {
  return arn === null ? '' : arn.slice(arn.indexOf('/') + 1);
}

/** The workflows of GitHub Actions that are trusted. An empty repository or branch means any. */
export type GitHubSubject = { organization: string; repository: string; branch: string };

/** Returns the pattern for the subject of their tokens. Source: IAM User Guide, "Configuring a role for GitHub OIDC identity provider". */
export function githubSubject({ organization, repository, branch }: GitHubSubject): string {
  if (repository === '' && branch === '') return `repo:${organization}/*`;
  return `repo:${organization}/${repository || '*'}:${branch === '' ? '*' : `ref:refs/heads/${branch}`}`;
}

function conditionBlock(conditions: readonly FederationCondition[]): Record<string, Record<string, string | string[]>> {
  const block: Record<string, Record<string, string | string[]>> = {};
  for (const { operator, key, value } of conditions) {
    const before = block[operator]?.[key];
    block[operator] = { ...block[operator], [key]: before === undefined ? value : [before, value].flat() };
  }
  return block;
}

function trust(
  principal: Readonly<Record<string, string>>,
  action: string | string[],
  condition: Readonly<Record<string, unknown>> = {},
): string {
  const statement = {
    Effect: 'Allow',
    Principal: principal,
    Action: action,
    ...(Object.keys(condition).length > 0 ? { Condition: condition } : {}),
  };
  return layOut(JSON.stringify({ Version: '2012-10-17', Statement: [statement] }));
}
