import { layOut } from '@/components/access/lay-out';

/** Which account may use a role, and what its people must bring. */
export type AccountTrust = {
  accountId: string;
  /** Null: none is asked for. */
  externalId: string | null;
  requireMfa: boolean;
};

/** What a token or assertion must say. Several values of one key: any of them. */
export type FederationCondition = { operator: 'StringEquals' | 'StringLike'; key: string; value: string };

/** Which identity provider's people and programs may use a role. */
export type FederatedTrust = {
  providerArn: string;
  conditions: readonly FederationCondition[];
  /** True if they may pass session tags. */
  tagSession: boolean;
};

/** The trust policy for a service, by its principal such as `lambda.amazonaws.com`. */
export function serviceTrust(principal: string): string {
  return trust({ Service: principal }, 'sts:AssumeRole');
}

/** AWS: to name an account's root is to trust the account, which then decides who of its own may use the role. */
export function accountTrust({ accountId, externalId, requireMfa }: AccountTrust): string {
  return trust({ AWS: `arn:aws:iam::${accountId}:root` }, 'sts:AssumeRole', {
    ...(externalId === null ? {} : { StringEquals: { 'sts:ExternalId': externalId } }),
    ...(requireMfa ? { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } : {}),
  });
}

/** The trust policy for an identity provider, by its ARN. */
export function federatedTrust({ providerArn, conditions, tagSession }: FederatedTrust): string {
  const operation = isSamlProvider(providerArn) ? 'sts:AssumeRoleWithSAML' : 'sts:AssumeRoleWithWebIdentity';
  const action = tagSession ? [operation, 'sts:TagSession'] : operation;
  return trust({ Federated: providerArn }, action, conditionBlock(conditions));
}

export function isSamlProvider(arn: string): boolean {
  return /^arn:[a-z-]+:iam::\d{12}:saml-provider\//.test(arn);
}

/** The URL of an OpenID Connect provider without its scheme, which is how condition keys begin; the name of a SAML provider. */
export function providerName(arn: string): string {
  return arn.slice(arn.indexOf('/') + 1);
}

/** Which workflows of GitHub Actions: an absent repository or branch is any. */
export type GitHubSubject = { organization: string; repository: string; branch: string };

/** What the subject of their tokens must look like. Source: IAM User Guide, "Configuring a role for GitHub OIDC identity provider". */
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
