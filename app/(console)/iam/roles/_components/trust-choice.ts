import { layOut } from '@/components/access/policy-excerpt';

/** What the first step of the create wizard asks. Everything is kept, so that going from one type to another loses nothing. */
export type TrustChoice = {
  type: 'service' | 'account' | 'custom';
  service: string | null;
  /** Whether the account is this one. */
  own: boolean;
  otherAccount: string;
  requireExternalId: boolean;
  externalId: string;
  requireMfa: boolean;
  custom: string;
};

export const NEW_TRUST: TrustChoice = {
  type: 'service',
  service: null,
  own: true,
  otherAccount: '',
  requireExternalId: false,
  externalId: '',
  requireMfa: false,
  custom: layOut(
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Sid: 'Statement1', Effect: 'Allow', Principal: {}, Action: 'sts:AssumeRole' }],
    }),
  ),
};

/** The trust policy of a choice, laid out. */
export function trustDocument(choice: TrustChoice, ownAccount: string): string {
  if (choice.type === 'custom') return choice.custom;
  const principal =
    choice.type === 'service'
      ? { Service: choice.service ?? '' }
      : { AWS: `arn:aws:iam::${choice.own ? ownAccount : choice.otherAccount}:root` };
  const condition = choice.type === 'account' ? conditionOf(choice) : {};
  const statement = {
    Effect: 'Allow',
    Principal: principal,
    Action: 'sts:AssumeRole',
    ...(Object.keys(condition).length > 0 ? { Condition: condition } : {}),
  };
  return layOut(JSON.stringify({ Version: '2012-10-17', Statement: [statement] }));
}

function conditionOf({ requireExternalId, externalId, requireMfa }: TrustChoice): Record<string, unknown> {
  return {
    ...(requireExternalId ? { StringEquals: { 'sts:ExternalId': externalId } } : {}),
    ...(requireMfa ? { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } : {}),
  };
}

/** What keeps the wizard from going on, in words; null when nothing does. */
export function trustProblem(choice: TrustChoice): string | null {
  if (choice.type === 'service') return choice.service === null ? 'Choose the service that will assume the role.' : null;
  if (choice.type === 'custom') return null;
  if (!choice.own && !/^\d{12}$/.test(choice.otherAccount)) return 'An account ID has 12 digits.';
  // AWS: 2 to 1,224 characters (STS API reference, AssumeRole).
  if (choice.requireExternalId && !/^[\w+=,.@:/-]{2,1224}$/.test(choice.externalId))
    return 'An external ID has 2 to 1,224 letters, digits and + = , . @ : / -.';
  return null;
}
