const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A change that happens because time passes, without a call. */
export type ByTime = {
  /** A sentence that says what happens. */
  what: string;
  /** Milliseconds after its cause. Null: a caller, a policy or a document sets the time. */
  afterMs: number | null;
  /** `account`: the clock of the owning account, which lib/clock moves. `real`: real time, which nobody moves. */
  clock: 'account' | 'real';
  /** The file that implements it. */
  where: string;
};

/**
 * Everything that time changes. States are computed from stored times at each read. Some are also written, before the first read
 * (`settles` of an operation). A background job may write them earlier, and no answer depends on that.
 * lib/clock/by-time.test.ts checks each row, and finds code that compares times and has no row.
 */
export const BY_TIME = {
  scimToken: {
    what: 'A token for automatic provisioning with SCIM expires.',
    afterMs: 365 * DAY_MS,
    clock: 'account',
    where: 'lib/identity-store/scim/rows.ts',
  },
  passwordSetUpLink: {
    what: 'A link by which a person of IAM Identity Center sets a password expires.',
    afterMs: 7 * DAY_MS,
    clock: 'account',
    where: 'lib/identity-store/password/rows.ts',
  },
  portalSignInStep: {
    what: 'A sign-in at the access portal that waits for its second factor has to be begun anew.',
    afterMs: 10 * MINUTE_MS,
    clock: 'real',
    where: 'lib/access-portal/sign-in/second-step.ts',
  },
  mfaRegistration: {
    what: 'The registration of an authenticator app of a person of IAM Identity Center has to be begun anew.',
    afterMs: 10 * MINUTE_MS,
    clock: 'real',
    where: 'lib/identity-store/mfa/registration.ts',
  },
  invitation: {
    what: 'An invitation to an organization expires.',
    afterMs: 15 * DAY_MS,
    clock: 'account',
    where: 'lib/organizations/handshake/rows.ts',
  },
  allFeaturesRequest: {
    what: 'A request to enable all features expires.',
    afterMs: 90 * DAY_MS,
    clock: 'account',
    where: 'lib/organizations/handshake/rows.ts',
  },
  handshakeListing: {
    what: 'A handshake that has ended is no longer listed.',
    afterMs: 30 * DAY_MS,
    clock: 'account',
    where: 'lib/organizations/handshake/rows.ts',
  },
  invitationQuota: {
    what: 'An invitation no longer counts towards the quota of invitations.',
    afterMs: DAY_MS,
    clock: 'account',
    where: 'lib/organizations/handshake/operations.ts',
  },
  delegationRequest: {
    what: 'A delegation request expires, after a day without an owner and after seven days otherwise.',
    afterMs: null,
    clock: 'account',
    where: 'lib/iam/delegation-request/rows.ts',
  },
  outboundKey: {
    what: 'A key of outbound federation signs no more tokens.',
    afterMs: 30 * DAY_MS,
    clock: 'account',
    where: 'lib/token-issuer/outbound/rows.ts',
  },
  closure: {
    what: 'An account that is being closed is closed.',
    afterMs: MINUTE_MS,
    clock: 'account',
    where: 'lib/account/closure.ts',
  },
  // AWS Account Management Reference Guide, "Close an AWS account".
  closedForGood: {
    what: 'A closed account can no longer be reopened and is gone.',
    afterMs: 90 * DAY_MS,
    clock: 'account',
    where: 'lib/account/closure.ts',
  },
  closureQuota: {
    what: 'A closed account no longer counts towards the quota of closures.',
    afterMs: 30 * DAY_MS,
    clock: 'account',
    where: 'lib/organizations/account/operations.ts',
  },
  // AWS: "Quotas for AWS Organizations".
  ageToLeave: {
    what: 'An account that its organization made may leave it.',
    afterMs: 4 * DAY_MS,
    clock: 'account',
    where: 'lib/organizations/membership.ts',
  },
  // Organizations User Guide, "Migrate an account". Which organization has to be that old is an open point.
  ageToMoveOut: {
    what: 'Accounts may move directly from a new organization to another.',
    afterMs: 7 * DAY_MS,
    clock: 'account',
    where: 'lib/organizations/handshake/answer-operations.ts',
  },
  billingTransfer: {
    what: 'A billing transfer begins or ends, or its invitation expires.',
    afterMs: null,
    clock: 'account',
    where: 'lib/organizations/transfers.ts',
  },
  password: {
    what: 'A password expires at the age that the password policy allows.',
    afterMs: null,
    clock: 'account',
    where: 'lib/iam/password-policy/rows.ts',
  },
  credentialReport: {
    what: 'A credential report expires.',
    afterMs: 4 * HOUR_MS,
    clock: 'account',
    where: 'lib/iam/credential-report/rows.ts',
  },
  credentialReportReady: {
    what: 'A credential report that was asked for is there.',
    afterMs: SECOND_MS,
    clock: 'account',
    where: 'lib/iam/credential-report/rows.ts',
  },
  tagReport: {
    what: 'A report about the tags of an organization can no longer be read.',
    afterMs: 90 * DAY_MS,
    clock: 'account',
    where: 'lib/tag-compliance/report/rows.ts',
  },
  tagReportReady: {
    what: 'A report about the tags of an organization is there.',
    afterMs: 5 * SECOND_MS,
    clock: 'account',
    where: 'lib/tag-compliance/report/rows.ts',
  },
  serviceCredential: {
    what: 'A service-specific credential expires.',
    afterMs: null,
    clock: 'account',
    where: 'lib/iam/service-specific-credential/rows.ts',
  },
  accessReport: {
    what: 'A report of services last accessed can no longer be read.',
    afterMs: 7 * DAY_MS,
    clock: 'account',
    where: 'lib/iam/last-accessed/jobs.ts',
  },
  certificate: {
    what: 'A certificate expires, and is not taken any more.',
    afterMs: null,
    clock: 'account',
    where: 'lib/iam/certificates.ts',
  },
  samlMetadata: {
    what: 'The metadata of a SAML provider ends, and its assertions are refused.',
    afterMs: null,
    clock: 'account',
    where: 'lib/sts/saml/identify.ts',
  },
  temporaryCredential: {
    what: 'Temporary credentials expire.',
    afterMs: null,
    clock: 'account',
    where: 'lib/core/secrets/credentials.ts',
  },
  consoleSession: {
    what: 'A session of the console ends.',
    afterMs: null,
    clock: 'account',
    where: 'lib/account/console-sessions.ts',
  },
  recoveryLink: {
    what: 'A link that sets a root password expires.',
    afterMs: DAY_MS,
    clock: 'account',
    where: 'lib/console/sign-in/recover-root-password.ts',
  },
  rootUse: {
    what: 'A use of the root user is no longer counted as recent.',
    afterMs: 30 * DAY_MS,
    clock: 'account',
    where: 'lib/account/root-use-operations.ts',
  },
  mfaAge: {
    what: 'The MFA of a session gets older (aws:MultiFactorAuthAge), as the time of a call does (aws:CurrentTime).',
    afterMs: null,
    clock: 'account',
    where: 'lib/core/authorization/context.ts',
  },
  kmsKey: {
    what: 'A KMS key that was scheduled for deletion is gone.',
    afterMs: null,
    clock: 'account',
    where: 'lib/resources/kms/resource.ts',
  },
  secret: {
    what: 'A secret whose recovery window is over is gone.',
    afterMs: null,
    clock: 'account',
    where: 'lib/resources/secretsmanager/resource.ts',
  },
  instanceState: {
    what: 'An instance reaches the state that it is on its way to.',
    afterMs: 5 * SECOND_MS,
    clock: 'account',
    where: 'lib/resources/ec2/states.ts',
  },
  terminatedInstance: {
    what: 'A terminated instance is no longer described.',
    afterMs: HOUR_MS,
    clock: 'account',
    where: 'lib/resources/ec2/resource.ts',
  },
  message: {
    what: 'A message of a queue is gone after the retention period of the queue.',
    afterMs: null,
    clock: 'account',
    where: 'lib/resources/sqs/messages.ts',
  },
  messageInFlight: {
    what: 'A message that was received, or is delayed, can be received.',
    afterMs: null,
    clock: 'account',
    where: 'lib/resources/sqs/message-operations.ts',
  },
  eventHistory: {
    what: 'LookupEvents no longer finds an event.',
    afterMs: 90 * DAY_MS,
    clock: 'account',
    where: 'lib/events/lookup/operations.ts',
  },
  bill: {
    what: 'The bill of a month is issued, after the month has ended.',
    afterMs: 3 * DAY_MS,
    clock: 'account',
    where: 'lib/billing/bill/issue/keep.ts',
  },
  billUntouched: {
    what: 'A month to which somebody brought usage no longer waits for more.',
    afterMs: DAY_MS,
    clock: 'account',
    where: 'lib/billing/bill/issue/keep.ts',
  },
  instanceHours: {
    what: 'An instance that runs is charged for one more hour.',
    afterMs: HOUR_MS,
    clock: 'account',
    where: 'lib/billing/usage/instance-runs.ts',
  },
  credit: {
    what: 'A credit expires.',
    afterMs: null,
    clock: 'account',
    where: 'lib/billing/bill/credit-operations.ts',
  },
  budgetPeriod: {
    what: 'A period of a budget ends, and its sums begin anew.',
    afterMs: null,
    clock: 'account',
    where: 'lib/billing/budget/status.ts',
  },
  budget: {
    what: 'A budget is gone with its end.',
    afterMs: null,
    clock: 'account',
    where: 'lib/billing/budget/judge.ts',
  },
  outboxMessage: {
    what: 'A message of the outbox is gone.',
    afterMs: 90 * DAY_MS,
    clock: 'account',
    where: 'lib/account/outbox.ts',
  },
  findingException: {
    what: 'An exception of a security finding ends.',
    afterMs: null,
    clock: 'account',
    where: 'lib/posture/findings/exceptions.ts',
  },
  findingAge: {
    what: 'A security check finds what has become too old, or was unused for too long.',
    afterMs: null,
    clock: 'account',
    where: 'lib/posture/clock.ts',
  },
  postureScore: {
    what: 'A security score of the past is no longer kept.',
    afterMs: 400 * DAY_MS,
    clock: 'account',
    where: 'lib/posture/findings/keep.ts',
  },
  unusedAccess: {
    what: 'An analyzer finds access that was unused for as long as the analyzer says.',
    afterMs: null,
    clock: 'account',
    where: 'lib/access-analyzer/finding/findings.ts',
  },
  resolvedFinding: {
    what: 'A finding of an analyzer that was resolved is gone.',
    afterMs: 90 * DAY_MS,
    clock: 'account',
    where: 'lib/access-analyzer/finding/findings.ts',
  },
  identityToken: {
    what: 'A token of the token issuer of an account expires.',
    afterMs: null,
    clock: 'account',
    where: 'lib/sts/web-identity/identify.ts',
  },
  // Agreements with outside parties and limits on attackers use real time: lib/decisions/042.
  signature: {
    what: 'The signature of a request expires.',
    afterMs: 15 * MINUTE_MS,
    clock: 'real',
    where: 'lib/aws-api/signature/verify-signature.ts',
  },
  assertion: {
    what: 'An assertion or a token of a provider outside expires.',
    afterMs: null,
    clock: 'real',
    where: 'lib/sts/saml/read-assertion.ts',
  },
  oneTimePassword: {
    what: 'A one-time password expires.',
    afterMs: 30 * SECOND_MS,
    clock: 'real',
    where: 'lib/iam/mfa/rows.ts',
  },
  passkeyChallenge: {
    what: 'The challenge for a passkey expires.',
    afterMs: 5 * MINUTE_MS,
    clock: 'real',
    where: 'lib/iam/mfa/webauthn.ts',
  },
  signInStep: {
    what: 'A sign-in that waits for its second factor has to be begun anew.',
    afterMs: null,
    clock: 'real',
    where: 'lib/console/sign-in/sign-in.ts',
  },
  signUps: {
    what: 'Accounts can be opened again from an address that opened many.',
    afterMs: HOUR_MS,
    clock: 'real',
    where: 'lib/console/sign-in/sign-up.ts',
  },
  passwordWait: {
    what: 'Passwords can be tried again after too many wrong ones.',
    afterMs: null,
    clock: 'real',
    where: 'lib/core/secrets/password-attempts.ts',
  },
  eventRetention: {
    what: 'An event, and what belongs to it, is deleted.',
    afterMs: null,
    clock: 'real',
    where: 'lib/core/events/retention.ts',
  },
  expiredCredential: {
    what: 'Temporary credentials that expired are no longer known.',
    afterMs: 1.5 * DAY_MS,
    clock: 'real',
    where: 'lib/core/events/retention.ts',
  },
  lastUse: {
    what: 'A last use is forgotten.',
    afterMs: 400 * DAY_MS,
    clock: 'real',
    where: 'lib/core/events/retention.ts',
  },
  abandonedImport: {
    what: 'An import of usage that nobody finished is deleted.',
    afterMs: 2 * DAY_MS,
    clock: 'real',
    where: 'lib/billing/bill/issue/keep.ts',
  },
  classroom: {
    what: 'Assignments are released and end, classes are deleted, and seats and sessions of a class expire.',
    afterMs: null,
    clock: 'real',
    where: 'lib/classroom/jobs.ts',
  },
} as const satisfies Readonly<Record<string, ByTime>>;

/** The name of the operation that moves a clock. Background jobs run again after it, as if the time had passed. */
export const MOVES_CLOCK = 'MoveClock';
