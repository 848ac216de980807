import { longPolicy } from '../../iam/test-tables';
import { type ErrorTable, every, takes } from './errors';

const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

/** The errors that the operations of STS declare. Who and what is there: test-scene-sts.ts. */
export const STS_ERRORS: ErrorTable = {
  usual: {
    AccessKeyId: '<scene.key>',
    EncodedMessage: 'none',
    Name: 'guest',
    PrincipalArn: '<scene.saml>',
    RoleArn: '<scene.roleArn>',
    RoleSessionName: 'session',
    SAMLAssertion: '<scene.assertion>',
    TargetPrincipal: '<scene.account>',
    TaskPolicyArn: { arn: 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials' },
    WebIdentityToken: '<scene.token>',
  },

  failures: {
    MalformedPolicyDocumentException: [
      [takes('Policy'), { Policy: '{' }, 'Syntax errors in policy.', { by: 'admin' }],
      [
        takes('PolicyArns'),
        { PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/None' }] },
        'Policy arn:aws:iam::aws:policy/None does not exist or is not attachable.',
        { by: 'admin' },
      ],
    ],
    PackedPolicyTooLargeException: [
      [
        takes('PolicyArns'),
        { Policy: longPolicy(1940), PolicyArns: [{ arn: READ_ONLY }] },
        /^Serialized token too large for session\. Packed size of session policies and tags consumes more than 100% of allotted space/,
        { by: 'admin' },
      ],
    ],
    ExpiredTokenException: [
      [
        'AssumeRoleWithWebIdentity',
        { WebIdentityToken: '<scene.oldToken>' },
        /^Token expired: current date\/time \d+ must be before the expiration date\/time \d+$/,
      ],
      ['AssumeRoleWithSAML', { SAMLAssertion: '<scene.oldAssertion>' }, 'Response has expired'],
    ],
    InvalidIdentityTokenException: [
      [
        'AssumeRoleWithWebIdentity',
        { WebIdentityToken: 'none' },
        'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
      ],
      ['AssumeRoleWithSAML', { PrincipalArn: '<scene.saml>-2' }, "Specified provider doesn't exist"],
    ],
    IDPRejectedClaimException: [
      ['AssumeRoleWithSAML', { SAMLAssertion: '<scene.refusal>' }, 'SAML provider returned AuthnFailed error: unspecified'],
    ],
    IDPCommunicationErrorException: [
      [
        'AssumeRoleWithWebIdentity',
        { WebIdentityToken: '<scene.silentToken>' },
        /^Couldn't retrieve verification key from your identity provider/,
      ],
    ],
    InvalidContextAssertionException: [
      [
        'AssumeRole',
        { ProvidedContexts: [{ ProviderArn: 'arn:aws:iam::aws:contextProvider/IdentityCenter', ContextAssertion: 'eyJ0' }] },
        'The provided context assertion is not valid.',
        { by: 'admin' },
      ],
    ],
    InvalidAuthorizationMessageException: [
      ['DecodeAuthorizationMessage', {}, 'The authorization message is invalid.', { by: 'admin' }],
    ],
  },

  unreachable: {
    RegionDisabledException: [[every, 'STS is active in every Region']],
    IDPRejectedClaimException: [['AssumeRoleWithWebIdentity', 'no provider is asked what it thinks of its token']],
    ExpiredTokenException: [
      ['AssumeRole', 'the token meant is a context assertion, of which none is valid'],
      ['AssumeRoot', 'hands over no token; credentials that have expired are the common error ExpiredToken'],
    ],
  },
};
