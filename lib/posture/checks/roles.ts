import { createHash } from 'node:crypto';
import { fixOfRole } from '../analyzers/analyzed-fixes';
import { accountCheck, type Evidence, type Examination, examineEach, type Failing, type Fix } from '../check';
import type { ExaminedAccount, RoleFacts } from '../facts';
import { closeTrust, demandAudience, demandExternalId, withoutAdministration } from '../fix-plans';
import { sessionSeconds } from '../fix-steps';
import type { Loose, NamedStatement } from '../judgements';
import type { Parameters } from '../parameters';
import { entitySubject } from '../subject';
import { beyondTrust, judgedRoles } from '../zone-of-trust';
import { isForEmergencies } from './emergencies';

const DETAILS = 'iam:GetAccountAuthorizationDetails';
const HOUR_SECONDS = 3600;

function editTrust({ name }: RoleFacts, text: string) {
  return { text, place: ['editTrustPolicy', name], needs: 'iam:UpdateAssumeRolePolicy' } as const satisfies Fix;
}

function statementEvidence(statements: readonly NamedStatement[]): Evidence[] {
  if (statements.length === 0) return [];
  return [{ label: 'Statement', text: statements.map(({ name }) => name).join(', ') }];
}

export const roleTrustAnyone = accountCheck({
  id: 'role-trust-anyone',
  words: 'public internet everyone anonymous open trust stranger',
  title: 'Anyone may assume a role',
  severity: 'critical',
  why: 'Any AWS customer could assume the role.',
  controls: ['AA ExternalAccess', 'IAM.28 ~'],
  needs: [DETAILS],
  overrides: ['role-cross-account-no-external-id', 'external-access', 'policy-security-warning'],
  examine: (account) =>
    examineEach(judgedRoles(account), (role) => {
      const open = account.judgements.trust.get(role.shownTrust)?.open;
      if (!open) return null;
      return {
        subject: entitySubject(role),
        title: open.certain ? `Anyone may assume the role ${role.name}` : `Anyone may be able to assume the role ${role.name}`,
        severity: open.certain ? 'critical' : 'high',
        evidence: [
          ...statementEvidence(open.statements),
          open.witness === null
            ? { label: 'Not ruled out', text: 'its conditions depend on the call' }
            : { label: 'Would be allowed', text: open.witness },
        ],
        fix: {
          ...editTrust(role, 'Name in the trust policy who may assume the role'),
          change: () => closeTrust(account, role),
        },
      };
    }),
});

export const roleCrossAccountNoExternalId = accountCheck({
  id: 'role-cross-account-no-external-id',
  words: 'trust third party external confused deputy',
  title: 'An external account needs no external ID',
  severity: 'high',
  why: 'A vendor can be tricked into using its access for another customer.',
  controls: ['AA ExternalAccess'],
  needs: [DETAILS],
  overrides: ['external-access'],
  examine: (account, { parameters }) =>
    examineEach(
      judgedRoles(account).filter(({ id }) => {
        const accounts = account.judgements.outside.get(id)?.accounts ?? [];
        return beyondTrust(accounts, account, parameters).length > 0;
      }),
      (role) => {
        const without = account.judgements.outside.get(role.id)?.withoutExternalId ?? [];
        const outside = beyondTrust(without, account, parameters);
        if (outside.length === 0) return null;
        return {
          subject: entitySubject(role),
          title: `The role ${role.name} trusts an external account without an external ID`,
          evidence: [
            { label: 'Trusted', text: outside.map(({ principal }) => principal).join(', ') },
            ...statementEvidence(outside.flatMap(({ statements }) => statements)),
          ],
          fix: {
            ...editTrust(role, 'Add a condition on sts:ExternalId to the trust policy'),
            change: () =>
              demandExternalId(
                role,
                new Set(outside.flatMap(({ principal, accountId }) => [principal, accountId ?? principal])),
                externalIdOf(role),
              ),
          },
        };
      },
    ),
});

/** Returns a stable external ID for a role. External IDs are not secrets: they tell the third party's customers apart. */
function externalIdOf({ id }: RoleFacts): string {
  return createHash('sha256').update(`external id of ${id}`).digest('hex').slice(0, 16);
}

/** Returns one finding for each role that accepts tokens issued for other applications or tenants. */
function looseProviders(
  account: ExaminedAccount,
  { trustedProviders }: Parameters,
  kind: 'openId' | 'saml',
  failing: (role: RoleFacts, loose: readonly Loose[]) => Pick<Failing, 'title' | 'fix'>,
): Examination | null {
  const isJudged = (provider: string) => !trustedProviders.includes(provider);
  const providersOf = ({ shownTrust }: RoleFacts) => {
    const trust = account.judgements.trust.get(shownTrust);
    return (kind === 'openId' ? trust?.openIdProviders : trust?.samlProviders) ?? [];
  };
  return examineEach(
    judgedRoles(account).filter((role) => providersOf(role).some(isJudged)),
    (role) => {
      const loose = (account.judgements.outside.get(role.id)?.[kind] ?? []).filter(({ provider }) => isJudged(provider));
      if (loose.length === 0) return null;
      return {
        subject: entitySubject(role),
        ...failing(role, loose),
        evidence: [
          { label: 'Identity provider', text: loose.map(({ provider }) => provider).join(', ') },
          { label: 'Too wide', text: loose.map(({ because }) => because).join('; ') },
          ...statementEvidence(loose.flatMap(({ statements }) => statements)),
        ],
      };
    },
  );
}

export const roleOidcLoose = accountCheck({
  id: 'role-oidc-loose',
  words: 'trust web identity federation github public',
  title: 'A role accepts any token of a provider',
  severity: 'high',
  why: 'Any repository or application of the provider can assume the role.',
  controls: ['AA ExternalAccess'],
  needs: [DETAILS],
  examine: (account, { parameters }) =>
    looseProviders(account, parameters, 'openId', (role) => ({
      title: `The role ${role.name} accepts tokens that its provider issued for others`,
      fix: {
        ...editTrust(role, 'Add conditions on aud and sub to the trust policy'),
        byHand: 'Only you know which application, repository or tenant to allow.',
      },
    })),
});

export const roleSamlNoAudience = accountCheck({
  id: 'role-saml-no-audience',
  words: 'trust federation',
  title: 'A SAML role accepts any audience',
  severity: 'medium',
  why: 'An assertion issued for another site is accepted.',
  controls: [],
  needs: [DETAILS],
  examine: (account, { parameters }) =>
    looseProviders(account, parameters, 'saml', (role, loose) => ({
      title: `The role ${role.name} accepts assertions issued for any site`,
      fix: {
        ...editTrust(role, 'Add a condition on SAML:aud to the trust policy'),
        change: () =>
          demandAudience(
            role,
            loose.flatMap(({ statements }) => statements),
          ),
      },
    })),
});

export const roleUnused = accountCheck({
  id: 'role-unused',
  words: 'unused stale inactive never',
  title: 'A role is not used',
  severity: 'low',
  why: 'An unused role is a risk without a benefit.',
  controls: ['AA UnusedIAMRole'],
  needs: [DETAILS],
  overrides: ['permissions-unused'],
  examine: (account, { parameters: { trackingDays }, clock }) =>
    examineEach(
      judgedRoles(account).filter((role) => !isForEmergencies(role)),
      (role) => {
        const { lastUsedAt, createdAt, name } = role;
        if (!clock.isOlder(createdAt, trackingDays)) return null;
        if (lastUsedAt !== null && !clock.isOlder(lastUsedAt, trackingDays)) return null;
        return {
          subject: entitySubject(role),
          title: lastUsedAt === null ? `The role ${name} was never used` : `The role ${name} is no longer used`,
          evidence: [lastUsedAt === null ? { label: 'Created', time: createdAt } : { label: 'Last used', time: lastUsedAt }],
          fix: fixOfRole(role),
        };
      },
    ),
});

export const roleServiceAdministrator = accountCheck({
  id: 'role-service-administrator',
  words: 'admin full access',
  title: 'An instance role is administrator',
  severity: 'high',
  why: 'Any code on the instance has administrator access.',
  controls: ['IAM.1 ~'],
  needs: [DETAILS],
  examine: (account) => {
    const administrators = new Set(account.escalation.administrators);
    const servicesOf = ({ shownTrust }: RoleFacts) => account.judgements.trust.get(shownTrust)?.services ?? [];
    return examineEach(
      judgedRoles(account).filter((role) => role.instanceProfiles.length > 0 || servicesOf(role).length > 0),
      (role) => {
        if (!administrators.has(role.arn)) return null;
        const services = servicesOf(role);
        const policies = [
          ...role.attached.map((arn) => arn.slice(arn.lastIndexOf('/') + 1)),
          ...role.inline.map(({ name }) => name),
        ];
        return {
          subject: entitySubject(role),
          title: `The instance role ${role.name} is administrator`,
          evidence: [
            ...(services.length > 0 ? [{ label: 'Services', text: services.join(', ') }] : []),
            ...(role.instanceProfiles.length > 0 ? [{ label: 'Instance profiles', text: role.instanceProfiles.join(', ') }] : []),
            { label: 'Policies', text: policies.join(', ') },
          ],
          fix: {
            text: 'Allow the role only what its code needs',
            place: ['role', role.name, 'permissions'],
            needs: role.attached.length > 0 ? 'iam:DetachRolePolicy' : 'iam:DeleteRolePolicy',
            change: () => withoutAdministration(account, role),
          },
        };
      },
    );
  },
});

export const roleLongSession = accountCheck({
  id: 'role-long-session',
  title: 'A role allows long sessions',
  severity: 'low',
  why: 'Stolen session credentials stay valid as long.',
  controls: [],
  needs: [DETAILS],
  examine: (account, { parameters: { privilegedSessionHours, sessionHours } }) =>
    examineEach(judgedRoles(account), (role) => {
      const privileged = account.judgements.writesIam.has(role.arn);
      const hours = role.maxSessionDuration / HOUR_SECONDS;
      const most = privileged ? privilegedSessionHours : sessionHours;
      if (hours <= most) return null;
      return {
        subject: entitySubject(role),
        title: `Sessions of the role ${role.name} last up to ${Math.round(hours * 10) / 10} hours`,
        evidence: [
          { label: 'Maximum', text: `${most} hours` },
          { label: 'Can write to IAM', text: privileged ? 'yes' : 'no' },
        ],
        fix: {
          text: 'Shorten the role’s sessions',
          place: ['role', role.name, 'permissions'],
          needs: 'iam:UpdateRole',
          change: () => ({ steps: [sessionSeconds(role, most * HOUR_SECONDS)] }),
        },
      };
    }),
});
