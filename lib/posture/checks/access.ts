import { accountCheck, examineEach, examineOne } from '../check';
import type { EntityFacts, ExaminedAccount } from '../facts';
import { accountSubject, entitySubject } from '../subject';
import { beyondTrust, judgedRoles } from '../zone-of-trust';

const DETAILS = 'iam:GetAccountAuthorizationDetails';
const SIMULATE = 'iam:SimulatePrincipalPolicy';
const CLOUD_SHELL = ':aws:policy/AWSCloudShellFullAccess';

/** Users and roles that are no administrators yet. */
function others(account: ExaminedAccount): EntityFacts[] {
  const administrators = new Set(account.escalation.administrators);
  return [...account.users, ...judgedRoles(account)].filter(({ arn }) => !administrators.has(arn));
}

export const escalationPath = accountCheck({
  id: 'escalation-path',
  title: 'Somebody can make themselves administrator',
  severity: 'critical',
  why: 'Small rights add up to all rights.',
  controls: [],
  needs: [SIMULATE],
  examine: (account) => {
    const paths = new Map(account.escalation.paths.map((path) => [path.principal, path]));
    return examineEach(others(account), (entity) => {
      const path = paths.get(entity.arn);
      if (!path) return null;
      const { access, steps } = path;
      return {
        subject: entitySubject(entity),
        title:
          access === 'always'
            ? `${entity.name} can become administrator in ${steps.length === 1 ? 'one step' : `${steps.length} steps`}`
            : `${entity.name} may be able to become administrator`,
        severity: access === 'always' ? 'critical' : 'high',
        evidence: steps.map(({ by, on, needs }, index) => ({
          label: `Step ${index + 1}`,
          text: `${needs.map(({ action }) => action).join(', ')} on ${on}${by === entity.arn ? '' : `, as ${by}`}`,
        })),
        fix: { text: 'Look at the path and take away its cheapest step', place: ['escalation'], needs: SIMULATE },
      };
    });
  },
});

export const boundaryMissing = accountCheck({
  id: 'boundary-missing',
  title: 'Can create users without a boundary',
  severity: 'high',
  why: 'Whoever creates principals freely creates stronger ones.',
  controls: [],
  needs: [SIMULATE],
  examine: (account) => {
    const { creators } = account.judgements;
    return examineEach(
      others(account).filter(({ arn }) => creators.has(arn)),
      (entity) => {
        const free = creators.get(entity.arn) ?? [];
        if (free.length === 0) return null;
        return {
          subject: entitySubject(entity),
          title: `${entity.name} can create users or roles without a permissions boundary`,
          evidence: [{ label: 'Allowed in any case', text: free.join(', ') }],
          fix: {
            text: 'Set a boundary, or demand one by a condition on iam:PermissionsBoundary',
            place: ['setBoundary', entity.type === 'User' ? 'users' : 'roles', entity.name],
            needs: `iam:Put${entity.type}PermissionsBoundary`,
          },
        };
      },
    );
  },
});

export const cloudShellFullAccess = accountCheck({
  id: 'cloudshell-full-access',
  title: 'CloudShell is open for file transfer',
  severity: 'medium',
  why: 'A shell with file transfer takes data out.',
  controls: ['CIS 5 1.21', 'IAM.27'],
  needs: [DETAILS],
  examine: (account) => {
    const holders = [...account.users, ...account.groups, ...account.roles].flatMap((entity) => {
      const arn = entity.attached.find((each) => each.endsWith(CLOUD_SHELL));
      return arn === undefined ? [] : [{ entity, arn }];
    });
    const [first] = holders;
    if (!first) return examineOne(null);
    return examineOne({
      subject: accountSubject(account),
      title: 'CloudShell is open for file transfer',
      evidence: [{ label: 'Attached to', text: holders.map(({ entity: { type, name } }) => `${type} ${name}`).join(', ') }],
      fix: {
        text: 'Detach the policy',
        place: ['policy', first.arn, 'entities'],
        needs: `iam:Detach${first.entity.type}Policy`,
      },
    });
  },
});

export const externalAccess = accountCheck({
  id: 'external-access',
  title: 'Somebody outside has access',
  severity: 'medium',
  why: 'Access from outside must be meant.',
  controls: ['AA ExternalAccess', 'IAM.28 ~', 'CIS 5 1.19 ~', 'CIS 7 2.18 ~'],
  needs: [DETAILS],
  examine: (account, { parameters }) => {
    const shared = judgedRoles(account).flatMap((role) => {
      const outside = account.judgements.outside.get(role.id);
      const isShared = outside && (outside.accounts.length > 0 || outside.anonymous !== 'never');
      return isShared ? [{ role, outside }] : [];
    });
    return examineEach(shared, ({ role, outside }) => {
      const strangers = beyondTrust(outside.accounts, account, parameters);
      const anybody = outside.anonymous !== 'never';
      if (strangers.length === 0 && !anybody) return null;
      const names = [...(anybody ? ['anybody'] : []), ...strangers.map(({ principal }) => principal)];
      const statements = new Set(strangers.flatMap((each) => each.statements.map(({ name }) => name)));
      const conditions = new Set(strangers.flatMap((each) => each.conditions));
      return {
        subject: entitySubject(role),
        title: `Somebody outside may take on the role ${role.name}`,
        severity: anybody ? 'critical' : 'medium',
        evidence: [
          { label: 'Let in', text: names.join(', ') },
          ...(statements.size > 0 ? [{ label: 'Statement', text: [...statements].join(', ') }] : []),
          ...(conditions.size > 0 ? [{ label: 'Conditions', text: [...conditions].join(', ') }] : []),
        ],
        fix: {
          text: 'Look at the trust policy; if it is meant, count the account among the trusted ones',
          place: ['role', role.name, 'trust'],
          needs: 'iam:UpdateAssumeRolePolicy',
        },
      };
    });
  },
});
