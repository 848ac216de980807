import type { RoleFacts } from '../facts';
import { account, daysAgo, judged, policyText, role, testChecks, trust } from '../testing/test-facts';
import * as roles from './roles';

const OUTSIDE = 'arn:aws:iam::444455556666:root';
const GITHUB = 'token.actions.githubusercontent.com';
const withRoles = (...all: RoleFacts[]) => judged(account({ roles: all }));
const trusting = (name: string, principal: unknown, over: object = {}) => role(name, { trust: trust(principal, over) });
const when = (operator: string, conditions: object) => ({ Condition: { [operator]: conditions } });

const externalId = when('StringEquals', { 'sts:ExternalId': 'unit-7' });
const openId = (name: string, issuer: string, condition: object) =>
  trusting(
    name,
    { Federated: issuer.includes('/') || issuer === GITHUB ? `arn:aws:iam::111122223333:oidc-provider/${issuer}` : issuer },
    { Action: 'sts:AssumeRoleWithWebIdentity', ...condition },
  );
const github = (name: string, sub: string | null, operator = 'StringLike') =>
  openId(name, GITHUB, {
    Condition: {
      StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' },
      ...(sub === null ? {} : { [operator]: { [`${GITHUB}:sub`]: sub } }),
    },
  });
const SAML = 'arn:aws:iam::111122223333:saml-provider/Staff';
const saml = (name: string, condition: object) =>
  trusting(name, { Federated: SAML }, { Action: 'sts:AssumeRoleWithSAML', ...condition });
const AUDIENCE = when('StringEquals', { 'SAML:aud': 'https://signin.aws.amazon.com/saml' });

const lambda = (name: string, over: Partial<RoleFacts>) =>
  role(name, { trust: trust({ Service: 'lambda.amazonaws.com' }), ...over });
const ADMINISTRATOR = { attached: ['arn:aws:iam::aws:policy/AdministratorAccess'] };
const NEVER_USED = { createdAt: daysAgo(91), lastUsedAt: null };
const EIGHT_HOURS = { maxSessionDuration: 28_800 };
const mayWriteIam = {
  inline: [{ name: 'own', document: policyText({ Effect: 'Allow', Action: 'iam:UpdateUser', Resource: '*' }) }],
};

testChecks(roles, () => ({
  'role-trust-anyone': {
    fails: [
      [withRoles(role('Support'), trusting('Open', { AWS: '*' })), 'Open'],
      [withRoles(trusting('Open', '*', externalId)), 'Open'],
      [
        withRoles(trusting('Perhaps', '*', when('StringEquals', { 'aws:PrincipalAccount': '${aws:PrincipalTag/home}' }))),
        'Perhaps high',
      ],
    ],
    passes: withRoles(
      role('Support'),
      trusting('Organization', '*', when('StringEquals', { 'aws:PrincipalOrgID': 'o-abcdefghij' })),
      { ...trusting('Linked', '*'), serviceLinked: true },
    ),
    notApplicable: withRoles(),
  },
  'role-cross-account-no-external-id': {
    fails: [
      [withRoles(trusting('Vendor', { AWS: OUTSIDE })), 'Vendor'],
      [withRoles(trusting('Vendor', { AWS: 'arn:aws:iam::444455556666:role/agent' }), role('Support')), 'Vendor'],
      [withRoles(trusting('Vendor', { AWS: OUTSIDE }, when('StringEqualsIfExists', { 'sts:ExternalId': 'unit-7' }))), 'Vendor'],
      [withRoles(trusting('Vendor', { AWS: OUTSIDE }, when('Bool', { 'aws:MultiFactorAuthPresent': 'true' }))), 'Vendor'],
    ],
    passes: withRoles(trusting('Vendor', { AWS: OUTSIDE }, externalId)),
    notApplicable: withRoles(role('Support'), trusting('Partner', { AWS: '777788889999' })),
    parameters: { trustedAccounts: ['777788889999'] },
  },
  'role-oidc-loose': {
    fails: [
      [withRoles(github('Deploy', null)), 'Deploy'],
      [withRoles(github('Deploy', 'repo:*')), 'Deploy'],
      [withRoles(github('Deploy', 'repo:*/infrastructure:ref:refs/heads/main')), 'Deploy'],
      [withRoles(github('Deploy', 'repo:acme*')), 'Deploy'],
      [withRoles(github('Deploy', 'repo:evil/*', 'StringNotLike')), 'Deploy'],
      [withRoles(openId('Deploy', GITHUB, when('StringLike', { [`${GITHUB}:sub`]: 'repo:acme/*' }))), 'Deploy'],
      [withRoles(openId('App', 'cognito-identity.amazonaws.com', {})), 'App'],
    ],
    passes: withRoles(
      github('Deploy', 'repo:acme/*:ref:refs/heads/main'),
      openId('App', 'cognito-identity.amazonaws.com', when('StringEquals', { 'cognito-identity.amazonaws.com:aud': 'pool' })),
      openId(
        'Own',
        'id.example.com/staff',
        when('StringEquals', { 'id.example.com/staff:aud': 'x', 'id.example.com/staff:sub': 'y' }),
      ),
    ),
    notApplicable: withRoles(role('Support'), openId('Trusted', 'id.example.com/all', {}), saml('Staff', {})),
    parameters: { trustedProviders: ['arn:aws:iam::111122223333:oidc-provider/id.example.com/all'] },
  },
  'role-saml-no-audience': {
    fails: [[withRoles(saml('Staff', {}), saml('Auditors', AUDIENCE)), 'Staff']],
    passes: withRoles(
      saml('Auditors', AUDIENCE),
      saml('Guests', when('StringEquals', { 'SAML:recipient': 'https://signin.aws.amazon.com/saml' })),
    ),
    notApplicable: withRoles(role('Support'), github('Deploy', null)),
  },
  'role-unused': {
    fails: [
      [account({ roles: [role('Old', NEVER_USED), role('New', { lastUsedAt: null })] }), 'Old'],
      [account({ roles: [role('Old', { createdAt: daysAgo(200), lastUsedAt: daysAgo(91) })] }), 'Old'],
    ],
    passes: account({ roles: [role('Old', { createdAt: daysAgo(200), lastUsedAt: daysAgo(89) })] }),
    notApplicable: account({
      roles: [
        role('OrganizationAccountAccessRole', NEVER_USED),
        role('Emergency', { ...NEVER_USED, tags: new Map([['break-glass', '']]) }),
        role('Linked', { ...NEVER_USED, serviceLinked: true }),
      ],
    }),
  },
  'role-service-administrator': {
    fails: [
      [withRoles(lambda('Runner', ADMINISTRATOR), role('Administrator', ADMINISTRATOR)), 'Runner'],
      [withRoles(role('Machine', { ...ADMINISTRATOR, instanceProfiles: ['Machine'] })), 'Machine'],
    ],
    passes: withRoles(lambda('Runner', { attached: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] })),
    notApplicable: withRoles(role('Administrator', ADMINISTRATOR)),
  },
  'role-long-session': {
    fails: [
      [withRoles(role('Long', { maxSessionDuration: 43_200 })), 'Long'],
      [withRoles(role('Reader', EIGHT_HOURS), role('Writer', { ...EIGHT_HOURS, ...mayWriteIam })), 'Writer'],
    ],
    passes: withRoles(role('Reader', EIGHT_HOURS), role('Writer', { maxSessionDuration: 14_400, ...mayWriteIam })),
    notApplicable: withRoles(),
  },
}));
