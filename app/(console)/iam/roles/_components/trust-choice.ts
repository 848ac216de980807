import { layOut } from '@/components/access/policy-excerpt';
import { accountTrust, serviceTrust } from '@/components/trust/trust-template';

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
  if (choice.type === 'service') return serviceTrust(choice.service ?? '');
  return accountTrust({
    accountId: choice.own ? ownAccount : choice.otherAccount,
    externalId: choice.requireExternalId ? choice.externalId : null,
    requireMfa: choice.requireMfa,
  });
}

export function accountProblem({ own, otherAccount }: TrustChoice): string | null {
  return own || /^\d{12}$/.test(otherAccount) ? null : 'An account ID has 12 digits.';
}

// AWS: 2 to 1,224 characters (STS API reference, AssumeRole).
export function externalIdProblem({ requireExternalId, externalId }: TrustChoice): string | null {
  if (!requireExternalId || /^[\w+=,.@:/-]{2,1224}$/.test(externalId)) return null;
  return 'An external ID has 2 to 1,224 letters, digits and _ + = , . @ : / -';
}

/** What keeps the wizard from going on, in words; null when nothing does. */
export function trustProblem(choice: TrustChoice): string | null {
  if (choice.type === 'custom') return null;
  if (choice.type === 'account') return accountProblem(choice) ?? externalIdProblem(choice);
  return choice.service === null ? 'Choose the service that will assume the role.' : null;
}

/** AWS: the console makes an instance profile for a role that EC2 uses. */
export function needsInstanceProfile({ type, service }: TrustChoice): boolean {
  return type === 'service' && service === 'ec2.amazonaws.com';
}
