import { accountPartOf } from '@gatehouse/policy/arn';
import type { PreparedPolicy, StatementRef } from '@gatehouse/policy/evaluate';
import { matchAction } from '@gatehouse/policy/match';
import { firstNames } from '../../core/text/lists';
import { isNamedAs } from '../analyzers/analyzed-fixes';
import { accountCheck, type Evidence, examineEach, examineOne, type Failing } from '../check';
import type { EntityFacts, ExaminedAccount, RoleFacts, UserFacts } from '../facts';
import { edited, withPrincipals } from '../fix/documents';
import {
  demandBoundary,
  isNamed,
  onlyWhatIsUsed,
  usedBy,
  withoutEscalation,
  withoutExternalPrincipals,
  withoutPrincipals,
} from '../fix-plans';
import { detach, policyAction, putDelegation } from '../fix-steps';
import type { LetIn, ResourceJudgement, SharedWith } from '../judgements';
import { nameStatement } from '../statement-name';
import { accountSubject, delegationSubject, entitySubject, resourceSubject } from '../subject';
import { beyondTrust, judgedRoles } from '../zone-of-trust';
import { isForEmergencies } from './emergencies';

const DETAILS = 'iam:GetAccountAuthorizationDetails';
const SIMULATE = 'iam:SimulatePrincipalPolicy';
const HISTORY = 'cloudtrail:LookupEvents';
const CLOUD_SHELL = ':aws:policy/AWSCloudShellFullAccess';

/** Returns the users and roles that are not administrators. */
function others(account: ExaminedAccount): (UserFacts | RoleFacts)[] {
  const administrators = new Set(account.escalation.administrators);
  return [...account.users, ...judgedRoles(account)].filter(({ arn }) => !administrators.has(arn));
}

/** Returns the policies of an account's principals by the id that escalation steps use. */
function policiesById({ access }: ExaminedAccount): ReadonlyMap<string, PreparedPolicy> {
  const policies = access.principals.flatMap(({ identity, trust }) => (trust ? [...identity, trust] : identity));
  return new Map(policies.map((policy) => [policy.ref.id, policy]));
}

/** Returns the names of the statements that allow a step. Statements that an earlier step would create have no name yet. */
function statementNames(deciding: readonly StatementRef[], policies: ReadonlyMap<string, PreparedPolicy>): string[] {
  return deciding.flatMap(({ policyId, statementIndex }) => {
    const found = policies.get(policyId);
    const statement = found?.policy.statements[statementIndex];
    return found && statement ? [`statement ${nameStatement(statement).name} of ${found.ref.name}`] : [];
  });
}

export const escalationPath = accountCheck({
  id: 'escalation-path',
  words: 'admin privilege escalation',
  title: 'A principal can make itself administrator',
  severity: 'critical',
  why: 'Several small permissions can add up to full access.',
  controls: [],
  needs: [SIMULATE],
  examine: (account) => {
    const paths = new Map(account.escalation.paths.map((path) => [path.principal, path]));
    const policies = paths.size > 0 ? policiesById(account) : new Map<string, PreparedPolicy>();
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
        evidence: steps.map(({ by, on, needs }, index) => {
          const statements = new Set(
            statementNames(
              needs.flatMap(({ deciding }) => deciding),
              policies,
            ),
          );
          const allowedBy = statements.size > 0 ? `, allowed by ${[...statements].join(', ')}` : '';
          return {
            label: `Step ${index + 1}`,
            text: `${needs.map(({ action }) => action).join(', ')} on ${on}${by === entity.arn ? '' : `, as ${by}`}${allowedBy}`,
          };
        }),
        fix: {
          text: 'Remove a permission on the path',
          place: ['escalation'],
          needs: `iam:Put${entity.type}Policy`,
          change: (trial) => withoutEscalation(account, entity, trial),
        },
      };
    });
  },
});

/** Returns the names of an entity's statements that allow any of the actions. */
function statementsAllowing({ access }: ExaminedAccount, { arn }: EntityFacts, actions: readonly string[]): string[] {
  const identity = access.principals.find((principal) => principal.arn === arn)?.identity ?? [];
  return identity.flatMap(({ ref, policy }) =>
    policy.statements
      .filter(({ effect, action: { entries, negated } }) => {
        const names = (wanted: string) => entries.some(({ value }) => matchAction(value, wanted)) !== negated;
        return effect === 'Allow' && actions.some(names);
      })
      .map((statement) => `statement ${nameStatement(statement).name} of ${ref.name}`),
  );
}

export const boundaryMissing = accountCheck({
  id: 'boundary-missing',
  title: 'A principal can create users or roles without a boundary',
  severity: 'high',
  why: 'A principal that creates others without a boundary can give them more access than it has.',
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
          evidence: [
            ...free.map(({ actions, resource }) => ({
              label: 'Always allowed',
              text: `${actions.join(', ')} on ${resource.split(':').at(-1)}`,
            })),
            {
              label: 'By',
              text: statementsAllowing(
                account,
                entity,
                free.flatMap(({ actions }) => actions),
              ).join(', '),
            },
          ],
          fix: {
            text: 'Set a boundary, or require one with a condition on iam:PermissionsBoundary',
            place: ['setBoundary', entity.type === 'User' ? 'users' : 'roles', entity.name],
            needs: `iam:Put${entity.type}Policy`,
            change: () =>
              demandBoundary(
                entity,
                free.flatMap(({ actions }) => actions),
                account.policies.find(({ boundaryOf }) => boundaryOf.length > 0)?.arn,
              ),
          },
        };
      },
    );
  },
});

export const cloudShellFullAccess = accountCheck({
  id: 'cloudshell-full-access',
  title: 'CloudShell allows file transfer',
  severity: 'medium',
  why: 'File transfer in CloudShell can copy data out of the account.',
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
      title: 'CloudShell allows file transfer',
      evidence: [{ label: 'Attached to', text: holders.map(({ entity: { type, name } }) => `${type} ${name}`).join(', ') }],
      fix: {
        text: 'Detach the policy',
        place: ['policy', first.arn, 'entities'],
        needs: `iam:Detach${first.entity.type}Policy`,
        change: () => ({ steps: holders.map(({ entity, arn }) => detach(entity, arn)) }),
      },
    });
  },
});

/** The percentage of used permissions below which an entity is reported. */
const LEAST_USED = 10;

/**
 * Compares the write actions that users and roles are allowed with those they used. Only permissions granted to calls in
 * Gatehouse count as used; denied calls do not. Read actions, and actions that no operation here uses, are ignored on both sides
 * because their use can't be seen. The check is not applicable while uses are known for a shorter time than the tracking period.
 * Entities kept for emergencies are skipped.
 */
export const permissionsUnused = accountCheck({
  id: 'permissions-unused',
  words: 'unused least privilege stale',
  title: 'Most write permissions are unused',
  severity: 'medium',
  why: 'Permissions that nobody needs only help an attacker.',
  controls: ['AA UnusedPermission'],
  needs: [SIMULATE, HISTORY],
  examine: (account, { parameters: { trackingDays }, clock }) => {
    const { activity, judgements } = account;
    if (activity.since && !clock.isOlder(activity.since, trackingDays)) return null;
    const tracked = [...account.users, ...judgedRoles(account)].filter(
      (entity) => judgements.writes.has(entity.arn) && !isForEmergencies(entity) && clock.isOlder(entity.createdAt, trackingDays),
    );
    return examineEach(tracked, (entity) => {
      const allowed = judgements.writes.get(entity.arn) ?? [];
      const times = activity.usedWrites.get(entity.id);
      const used = allowed.flatMap((action) => {
        const time = times?.get(action);
        return time && !clock.isOlder(time, trackingDays) ? [{ action, time }] : [];
      });
      if (used.length * 100 >= allowed.length * LEAST_USED) return null;
      const newest = used.toSorted((a, b) => b.time.getTime() - a.time.getTime());
      const [last] = newest;
      const names = newest.map(({ action }) => action);
      return {
        subject: entitySubject(entity),
        title: `${entity.name} uses ${used.length} of ${allowed.length} permitted write operations`,
        evidence: [
          {
            label: 'Used',
            text: firstNames(names) || 'none',
          },
          last ? { label: 'Last used', time: last.time } : { label: 'Last used', text: `not in the last ${trackingDays} days` },
          { label: 'Not judged', text: 'read actions, and actions that no operation in Gatehouse uses' },
        ],
        fix: {
          text: 'Replace all its policies with one that allows what it uses',
          place: ['fromActivity', { principal: entity.arn }],
          needs: `iam:Put${entity.type}Policy`,
          change: () => {
            const kept = usedBy(account, [entity], (time) => !clock.isOlder(time, trackingDays));
            return onlyWhatIsUsed(account, entity, kept, trackingDays);
          },
        },
      };
    });
  },
});

function outsideEvidence(anybody: boolean, externalPrincipals: readonly LetIn[]): Evidence[] {
  const names = [...(anybody ? ['anybody'] : []), ...externalPrincipals.map(({ principal }) => principal)];
  const statements = new Set(externalPrincipals.flatMap((each) => each.statements.map(({ name }) => name)));
  const conditions = new Set(externalPrincipals.flatMap((each) => each.conditions));
  return [
    { label: 'Allowed', text: names.join(', ') },
    ...(statements.size > 0 ? [{ label: 'Statement', text: [...statements].join(', ') }] : []),
    ...(conditions.size > 0 ? [{ label: 'Conditions', text: [...conditions].join(', ') }] : []),
  ];
}

/** An external principal that is allowed by the policy of a resource. Each is a separate finding, as in IAM Access Analyzer. */
function sharedResource(
  account: ExaminedAccount,
  resource: ResourceJudgement,
  { principal, actions, access, conditions, isPublic, cutByRcp }: SharedWith,
): Failing {
  const who = principal === '*' ? (isPublic ? 'Everybody' : 'An external principal') : principal;
  return {
    subject: resourceSubject(resource),
    detail: principal,
    title: `${who} has access to the ${resource.type} ${resource.name}`,
    severity: isPublic ? 'critical' : 'medium',
    evidence: [
      { label: 'Allowed', text: principal },
      { label: 'Actions', text: firstNames(actions) },
      { label: 'Public', text: isPublic ? 'yes' : 'no' },
      ...(conditions.length > 0 && access === 'sometimes' ? [{ label: 'Conditions', text: conditions.join('; ') }] : []),
      ...(cutByRcp ? [{ label: 'Resource control policies', text: 'remove some of the access that the policy gives' }] : []),
    ],
    fix: {
      text: 'Check who has access. If it is intended, add the account to the trusted accounts; otherwise remove it from the policy',
      place: ['whoCan', { action: actions[0], resource: resource.arn }],
      needs: policyAction(resource.arn),
      change: () => withoutPrincipals(account, resource, (_, value) => isNamedAs(principal, value)),
    },
  };
}

export const resourceNamesGone = accountCheck({
  id: 'resource-names-gone',
  words: 'deleted dangling',
  title: 'A policy names a deleted principal',
  severity: 'low',
  why: 'An entry for a deleted principal grants nothing and makes the policy harder to read.',
  controls: [],
  needs: [DETAILS],
  examine: (account) =>
    examineEach(account.judgements.resources, (resource) => {
      if (resource.gone.length === 0) return null;
      return {
        subject: resourceSubject(resource),
        title: `The policy of the ${resource.type} ${resource.name} names ${resource.gone.length === 1 ? 'a deleted principal' : `${resource.gone.length} deleted principals`}`,
        evidence: resource.gone.map(({ id, was }) =>
          was
            ? { label: 'Unique id', text: `${id}, was ${was.type} ${was.name}, deleted`, time: was.deletedAt }
            : { label: 'Unique id', text: id },
        ),
        fix: {
          text: 'Remove the ids from the policy. A new user or role with the same name has another id and gets no access from them',
          place: ['whoCan', { resource: resource.arn }],
          needs: policyAction(resource.arn),
          change: () => {
            const ids = new Set(resource.gone.map(({ id }) => id));
            return withoutPrincipals(account, resource, (_, value) => ids.has(value));
          },
        },
      };
    }),
});

function namesOf(externalPrincipals: readonly LetIn[]): ReadonlySet<string> {
  return new Set(externalPrincipals.map(({ principal }) => principal));
}

export const externalAccess = accountCheck({
  id: 'external-access',
  words: 'public internet everyone anonymous open exposed world cross-account',
  title: 'A resource can be accessed from outside',
  severity: 'medium',
  why: 'Check that every external access is intended.',
  controls: ['AA ExternalAccess', 'IAM.28 ~', 'CIS 5 1.19 ~', 'CIS 7 2.18 ~'],
  needs: [DETAILS],
  examine: (account, { parameters }) => {
    const shared = judgedRoles(account).flatMap((role) => {
      const outside = account.judgements.outside.get(role.id);
      const isShared = outside && (outside.accounts.length > 0 || outside.anonymous !== 'never');
      return isShared ? [{ role, outside }] : [];
    });
    const ofRoles = shared.flatMap(({ role, outside }): Failing[] => {
      const externalPrincipals = beyondTrust(outside.accounts, account, parameters);
      const anybody = outside.anonymous !== 'never';
      if (externalPrincipals.length === 0 && !anybody) return [];
      return [
        {
          subject: entitySubject(role),
          title: `An external principal may assume the role ${role.name}`,
          severity: anybody ? 'critical' : 'medium',
          evidence: outsideEvidence(anybody, externalPrincipals),
          fix: {
            text: 'Check the trust policy. If the access is intended, add the account to the trusted accounts',
            place: ['role', role.name, 'trust'],
            needs: 'iam:UpdateAssumeRolePolicy',
            change: () => {
              const names = namesOf(externalPrincipals);
              return withoutExternalPrincipals(account, role, (value) => isNamed(value, names), anybody);
            },
          },
        },
      ];
    });
    const sharing = account.judgements.resources.filter(({ shared: others }) => others.length > 0);
    const ofResources = sharing.flatMap((resource) =>
      beyondTrust(resource.shared, account, parameters).map((external) => sharedResource(account, resource, external)),
    );
    const { delegation } = account;
    const delegates = account.judgements.delegation?.accounts ?? [];
    const externalPrincipals = beyondTrust(delegates, account, parameters);
    const ofDelegation: Failing[] =
      delegation && externalPrincipals.length > 0
        ? [
            {
              subject: delegationSubject(delegation),
              title: 'The delegation policy names a principal outside the organization',
              evidence: outsideEvidence(false, externalPrincipals),
              fix: {
                text: 'Remove them from the delegation policy',
                place: ['delegationPolicy'],
                needs: 'organizations:PutResourcePolicy',
                change: () => {
                  const names = namesOf(externalPrincipals);
                  const left = edited(delegation.document, (statement) =>
                    withPrincipals(statement, (_, value) => (names.has(value) || names.has(accountPartOf(value)) ? null : value)),
                  );
                  return { steps: [putDelegation(left, delegation.document)] };
                },
              },
            },
          ]
        : [];
    const applicable = shared.length + sharing.length + (delegates.length > 0 ? 1 : 0);
    return applicable === 0 ? null : { applicable, failing: [...ofRoles, ...ofResources, ...ofDelegation] };
  },
});
