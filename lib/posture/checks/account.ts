import { passwordWeaknesses, REMEMBERED, remembersTooFew, strongRules } from '../../iam/password-policy/limits';
import { accountCheck, examineEach, examineOne, type Fix } from '../check';
import type { ExaminedAccount } from '../facts';
import { deleteCertificate, enforce, passwordRules, supportRole } from '../fix-steps';
import { accountSubject } from '../subject';

const POLICY = 'iam:GetAccountPasswordPolicy';

const EDIT = {
  text: 'Edit the password policy',
  place: ['iamAccountSettings'],
  needs: 'iam:UpdateAccountPasswordPolicy',
} as const satisfies Fix;

function hasPasswords({ users }: ExaminedAccount): boolean {
  return users.some(({ password }) => password !== null);
}

export const passwordPolicyWeak = accountCheck({
  id: 'password-policy-weak',
  words: 'password length complexity',
  title: 'Passwords may be short or simple',
  severity: 'medium',
  why: 'Short passwords can be guessed.',
  controls: ['CIS 5 1.7', 'CIS 7 2.8', 'IAM.15', 'IAM.7', 'PCI 8.3.6'],
  needs: [POLICY],
  examine: (account) => {
    if (!hasPasswords(account)) return null;
    const { passwordPolicy: policy } = account;
    const faults = passwordWeaknesses(policy);
    if (faults.length === 0) return examineOne(null);
    return examineOne({
      subject: accountSubject(account),
      title: 'Passwords may be short or simple',
      evidence: [
        { label: 'In force', text: policy ? 'the account’s own policy' : 'AWS’s default policy' },
        { label: 'Too weak', text: faults.join('; ') },
      ],
      fix: {
        ...EDIT,
        text: `Require ${strongRules(policy).minimumLength} characters of all four kinds`,
        change: () => {
          const rules = strongRules(policy);
          const says = `Require at least ${rules.minimumLength} characters, with a letter of each case, a number and a symbol`;
          return { steps: [passwordRules(account.root.arn, policy, rules, says)] };
        },
      },
    });
  },
});

export const passwordPolicyReuse = accountCheck({
  id: 'password-policy-reuse',
  title: 'Old passwords may be reused',
  severity: 'low',
  why: 'A leaked password must not be set again.',
  controls: ['CIS 5 1.8', 'CIS 7 2.9', 'IAM.16', 'PCI 8.3.7'],
  needs: [POLICY],
  examine: (account) => {
    if (!hasPasswords(account)) return null;
    const remembered = account.passwordPolicy?.reusePrevention ?? 0;
    if (!remembersTooFew(account.passwordPolicy)) return examineOne(null);
    return examineOne({
      subject: accountSubject(account),
      title: 'Old passwords may be reused',
      evidence: [{ label: 'Remembered', text: `${remembered} of ${REMEMBERED}` }],
      fix: {
        ...EDIT,
        text: `Prevent reuse of the last ${REMEMBERED} passwords`,
        change: () => {
          const { passwordPolicy: policy, root } = account;
          // A policy of the account's own replaces AWS's, which must not make passwords weaker.
          const rules = { ...(policy === null ? strongRules(null) : {}), reusePrevention: REMEMBERED };
          const strong = policy === null ? ` and require ${strongRules(null).minimumLength} characters of all four kinds` : '';
          return {
            steps: [passwordRules(root.arn, policy, rules, `Prevent reuse of the last ${REMEMBERED} passwords${strong}`)],
          };
        },
      },
    });
  },
});

const SUPPORT_ROLE = 'AWSSupport';

export const supportRoleMissing = accountCheck({
  id: 'support-role-missing',
  title: 'No role can contact AWS Support',
  severity: 'low',
  why: 'In an incident, someone must be able to open a support case.',
  controls: ['CIS 5 1.16', 'CIS 7 2.15', 'IAM.18'],
  needs: ['iam:GetAccountAuthorizationDetails'],
  examine: (account, { parameters, clock }) => {
    const member = account.organization !== null && !account.management;
    if (member || !clock.isOlder(account.createdAt, parameters.graceDays)) return null;
    if (account.roles.some(({ attached }) => attached.some((arn) => arn.endsWith(':aws:policy/AWSSupportAccess'))))
      return examineOne(null);
    return examineOne({
      subject: accountSubject(account),
      title: 'No role can contact AWS Support',
      evidence: [{ label: 'Roles with AWSSupportAccess', text: '0' }],
      fix: {
        text: 'Create a role with AWSSupportAccess',
        place: ['createRole'],
        needs: 'iam:CreateRole',
        change: () => {
          if (account.roles.some((role) => role.name.toLowerCase() === SUPPORT_ROLE.toLowerCase())) return null;
          const arn = `arn:aws:iam::${account.id}:role/${SUPPORT_ROLE}`;
          return {
            steps: supportRole(account.id, { type: 'Role', name: SUPPORT_ROLE, arn }),
            gives: 'Principals of the account that may assume roles get access to AWS Support through the new role.',
          };
        },
      },
    });
  },
});

export const enforcementNotEnforce = accountCheck({
  id: 'enforcement-not-enforce',
  title: 'Policies are not enforced',
  severity: 'high',
  why: 'Policies have no effect until they are enforced.',
  controls: [],
  needs: ['iam:GetAccountSummary'],
  examine: (account) =>
    examineOne(
      account.enforcement === 'enforce'
        ? null
        : {
            subject: accountSubject(account),
            title: account.enforcement === 'off' ? 'Policies are ignored' : 'Policies are evaluated and logged, but not enforced',
            severity: account.enforcement === 'off' ? 'critical' : 'high',
            evidence: [
              { label: 'Mode', text: account.enforcement },
              ...(account.enforcementSet
                ? [
                    { label: 'Since', time: account.enforcementSet.time },
                    {
                      label: 'Set by',
                      text: account.enforcementSet.by,
                      place: ['event', account.enforcementSet.eventId] as const,
                    },
                  ]
                : []),
            ],
            fix: {
              text: 'Enforce policies',
              place: ['accountSettings'],
              needs: 'gatehouse:PutAccountEnforcement',
              change: () => ({ steps: [enforce(account.root.arn, account.enforcement)] }),
            },
          },
    ),
});

const STALE_SOON_MS = 30 * 86_400_000;

export const federationKeysStale = accountCheck({
  id: 'federation-keys-stale',
  title: 'An identity provider’s keys are out of date',
  severity: 'medium',
  why: 'Federated sign-in fails, or accepts withdrawn keys.',
  controls: [],
  needs: ['iam:ListSAMLProviders', 'iam:ListOpenIDConnectProviders'],
  examine: ({ providers }, { parameters, clock }) =>
    examineEach(
      providers.filter(({ own }) => !own),
      (provider) => {
        const { arn, name, kind, validUntil, hasKeys, createdAt } = provider;
        const ends = validUntil && !clock.isOlder(new Date(validUntil.getTime() - STALE_SOON_MS), 0) ? null : validUntil;
        const bare = kind === 'OIDC' && !hasKeys && clock.isOlder(createdAt, parameters.graceDays);
        if (!ends && !bare) return null;
        return {
          subject: { type: 'IdentityProvider', id: arn, name, arn },
          title: bare ? `The provider ${name} has no keys` : `The metadata of ${name} is about to expire`,
          evidence: [ends ? { label: 'Valid until', time: ends } : { label: 'Created', time: createdAt }],
          fix: {
            text: bare ? 'Upload its keys' : 'Upload its new metadata',
            place: ['identityProvider', arn],
            needs: kind === 'SAML' ? 'iam:UpdateSAMLProvider' : 'gatehouse:PutOpenIDConnectProviderKeys',
            byHand: 'Get the document from the identity provider, then upload it here.',
          },
        };
      },
    ),
});

export const serverCertificateExpired = accountCheck({
  id: 'server-certificate-expired',
  title: 'An expired server certificate is still stored',
  severity: 'medium',
  why: 'A load balancer that uses it by mistake breaks every connection.',
  controls: ['CIS 5 1.18', 'CIS 7 2.17', 'IAM.26'],
  needs: ['iam:ListServerCertificates'],
  examine: ({ certificates }, { clock }) =>
    examineEach(certificates, ({ id, name, arn, expiresAt }) => {
      if (!clock.isOlder(expiresAt, 0)) return null;
      return {
        subject: { type: 'ServerCertificate', id, name, arn },
        title: `The certificate ${name} has expired`,
        evidence: [{ label: 'Expired', time: expiresAt }],
        fix: {
          text: 'Delete the certificate',
          place: ['serverCertificate', name],
          needs: 'iam:DeleteServerCertificate',
          change: () => ({
            steps: [deleteCertificate({ name, arn })],
            note: 'Gatehouse keeps no other copy of its private key.',
          }),
        },
      };
    }),
});
