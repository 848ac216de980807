import type { CredentialType } from '@gatehouse/policy/evaluate';
import type { Caller, SessionFacts } from '../core/call';
import { invalidInput } from '../core/errors';
import { CREDENTIALS_OF_ROLES, CREDENTIALS_OF_USERS, type CredentialName } from './limits';
import type { AccessSubject } from './subject';

type Kind = {
  /** The engine's credential type. The engine refuses some calls for some types. */
  type: CredentialType;
  /** The MFA value in requests. Undefined means no value, as with long-term keys. */
  mfa?: boolean;
};

const KINDS: Readonly<Record<CredentialName, Kind>> = {
  accessKey: { type: 'longTerm' },
  console: { type: 'console', mfa: false },
  consoleWithMfa: { type: 'console', mfa: true },
  sessionToken: { type: 'sessionToken', mfa: false },
  sessionTokenWithMfa: { type: 'sessionTokenWithMfa', mfa: true },
  role: { type: 'assumeRole', mfa: false },
  roleWithMfa: { type: 'assumeRole', mfa: true },
  unsigned: { type: 'unsigned' },
  // AWS: services sign with their own keys, and no condition key shows that.
  service: { type: 'longTerm' },
};

/** Returns the credentials that a principal can use. The first is the default. */
export function credentialsOf({ caller }: Pick<AccessSubject, 'caller'>): readonly [CredentialName, ...CredentialName[]] {
  switch (caller.principal.type) {
    case 'AssumedRole':
      return CREDENTIALS_OF_ROLES;
    case 'Anonymous':
      return ['unsigned'];
    case 'Service':
      return ['service'];
    default:
      return CREDENTIALS_OF_USERS;
  }
}

/**
 * Returns the subject with one kind of credentials, which decide the MFA and sign-in time values of its requests. Source: IAM User Guide,
 * "AWS global condition context keys", availability of aws:MultiFactorAuthPresent.
 * @throws AwsError InvalidInput if the principal cannot have such credentials
 */
export function withCredential(subject: AccessSubject, asked: CredentialName | undefined, now: Date): AccessSubject {
  const possible = credentialsOf(subject);
  const name = asked ?? possible[0];
  if (!possible.includes(name)) throw invalidInput(`${subject.arn} cannot have such credentials: ${name}.`, 'Credential');
  const { type, mfa } = KINDS[name];
  const { session: _, ...caller } = subject.caller;
  const used: Caller = { ...caller, credential: type, ...(mfa === undefined ? {} : { session: sessionWith(mfa, now) }) };
  return { ...subject, caller: used };
}

function sessionWith(mfaAuthenticated: boolean, now: Date): SessionFacts {
  const issuedAt = now.toISOString();
  return { issuedAt, expiresAt: issuedAt, mfaAuthenticated, ...(mfaAuthenticated ? { mfaAuthenticatedAt: issuedAt } : {}) };
}
