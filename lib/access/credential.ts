import type { CredentialType } from '@gatehouse/policy/evaluate';
import type { Caller, SessionFacts } from '../core/call';
import { invalidInput } from '../core/errors';
import { CREDENTIALS_OF_ROLES, CREDENTIALS_OF_USERS, type CredentialName } from './limits';
import type { Subject } from './subject';

type Kind = {
  /** Of the engine, which refuses some calls of some credentials. */
  type: CredentialType;
  /** What requests say of MFA; undefined: nothing, as those with long-term keys do. */
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
  // AWS: services sign with keys of their own, of which no condition key tells.
  service: { type: 'longTerm' },
};

/** With what a principal can call. The first is what it is taken to use where nobody says. */
export function credentialsOf({ caller }: Pick<Subject, 'caller'>): readonly [CredentialName, ...CredentialName[]] {
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
 * The subject as it calls with one kind of credentials: they decide what a request says of MFA and of the time it was signed in.
 * Source: IAM User Guide, "AWS global condition context keys", availability of aws:MultiFactorAuthPresent.
 * @throws AwsError InvalidInput for credentials that such a principal cannot have
 */
export function withCredential(subject: Subject, asked: CredentialName | undefined, now: Date): Subject {
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
