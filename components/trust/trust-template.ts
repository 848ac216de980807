import { layOut } from '../access/policy-excerpt';

/** Which account may use a role, and what its people must bring. */
export type AccountTrust = {
  accountId: string;
  /** Null: none is asked for. */
  externalId: string | null;
  requireMfa: boolean;
};

/** The trust policy for a service, by its principal such as `lambda.amazonaws.com`. */
export function serviceTrust(principal: string): string {
  return trust({ Service: principal });
}

/** AWS: to name an account's root is to trust the account, which then decides who of its own may use the role. */
export function accountTrust({ accountId, externalId, requireMfa }: AccountTrust): string {
  const condition = {
    ...(externalId === null ? {} : { StringEquals: { 'sts:ExternalId': externalId } }),
    ...(requireMfa ? { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } : {}),
  };
  return trust({ AWS: `arn:aws:iam::${accountId}:root` }, condition);
}

function trust(principal: Readonly<Record<string, string>>, condition: Readonly<Record<string, unknown>> = {}): string {
  const statement = {
    Effect: 'Allow',
    Principal: principal,
    Action: 'sts:AssumeRole',
    ...(Object.keys(condition).length > 0 ? { Condition: condition } : {}),
  };
  return layOut(JSON.stringify({ Version: '2012-10-17', Statement: [statement] }));
}
