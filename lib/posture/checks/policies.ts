import { matchAction } from '@gatehouse/policy/match';
import {
  accountCheck,
  type Circumstances,
  type Evidence,
  type Examination,
  type Failing,
  type Fix,
  type FixOfFailing,
} from '../check';
import type { EntityFacts, ExaminedAccount, PolicyFacts } from '../facts';
import {
  actionsOf,
  edited,
  editedAt,
  type StatementJson,
  statementsIn,
  withCondition,
  withOperator,
  withoutActions,
  withStatement,
} from '../fix/documents';
import { keepsNote, narrowed, narrowedText, type PolicyPlace, rewrite, type Used, usedBy } from '../fix-plans';
import { deleteVersion, type FixChange, MOST_VERSIONS } from '../fix-steps';
import type { IdentityJudgement, NamedStatement } from '../judgements';
import { delegationSubject, entitySubject, policySubject, type Subject } from '../subject';
import { judgedRoles } from '../zone-of-trust';

const DETAILS = 'iam:GetAccountAuthorizationDetails';
const ADMINISTRATOR_SHARE = 0.9;
/** Services whose actions control access to everything else. */
const POWERFUL_SERVICES = new Set(['iam', 'sts', 'organizations', 'kms', 'account']);

/** A customer managed or inline policy. The subject of an inline policy is its user, group or role. */
type OwnPolicy = {
  subject: Subject;
  /** The words that begin a sentence about the policy. */
  called: string;
  /** Distinguishes the inline policies of one subject. */
  inlineName: string | null;
  text: string;
  /** The entities that the policy is attached to or inline in. */
  entities: readonly EntityFacts[];
  boundaryOf: readonly EntityFacts[];
  edit: Fix;
  place: PolicyPlace;
};

const NOUN = { User: 'user', Group: 'group', Role: 'role' } as const;
const PAGE = { User: 'users', Group: 'groups', Role: 'roles' } as const;

function ownPolicies({ policies, users, groups, roles }: ExaminedAccount): OwnPolicy[] {
  const entities = [...users, ...groups, ...judgedRoles({ roles })];
  return [...policies.map(managedPolicy), ...entities.flatMap(inlinePolicies)];
}

function managedPolicy(policy: PolicyFacts): OwnPolicy {
  return {
    subject: policySubject(policy),
    called: `The policy ${policy.name}`,
    inlineName: null,
    text: policy.document,
    entities: policy.attachedTo,
    boundaryOf: policy.boundaryOf,
    edit: { text: 'Edit the policy', place: ['editPolicy', policy.arn], needs: 'iam:CreatePolicyVersion' },
    place: { managed: policy },
  };
}

function inlinePolicies(entity: EntityFacts): OwnPolicy[] {
  return entity.inline.map(({ name, document }) => ({
    subject: entitySubject(entity),
    called: `The inline policy ${name} of the ${NOUN[entity.type]} ${entity.name}`,
    inlineName: name,
    text: document,
    entities: [entity],
    boundaryOf: [],
    edit: {
      text: 'Edit the policy',
      place: ['editInlinePolicy', PAGE[entity.type], entity.name, name],
      needs: `iam:Put${entity.type}Policy`,
    },
    place: { entity, inline: { name, document } },
  }));
}

const isAttached = ({ entities }: OwnPolicy) => entities.length > 0;
const isInUse = (policy: OwnPolicy) => isAttached(policy) || policy.boundaryOf.length > 0;
/** A policy that is only used as a boundary grants nothing. */
const isNoMereBoundary = (policy: OwnPolicy) => isAttached(policy) || policy.boundaryOf.length === 0;

function holders({ entities }: OwnPolicy): Evidence {
  const names = entities.map(({ type, name }) => `${NOUN[type]} ${name}`);
  return { label: 'Attached to', text: names.join(', ') || 'nothing' };
}

const statementEvidence = ({ name }: NamedStatement): Evidence => ({ label: 'Statement', text: name });

/** A fault of a policy. `says` completes the sentence about the policy; `of` is the statement at fault. */
type Fault = {
  says: string;
  of?: NamedStatement;
  code?: string;
  severity?: Failing['severity'];
  evidence: readonly Evidence[];
  /** The label of the fix, if it is more specific than editing the policy. */
  text?: string;
} & ({ byHand: string } | { change: () => FixChange | null });

/** Examines the customer policies that a check is about. */
function examinePolicies(
  account: ExaminedAccount,
  isAbout: (policy: OwnPolicy, judgement: IdentityJudgement) => boolean,
  faultsOf: (judgement: IdentityJudgement, policy: OwnPolicy) => readonly Fault[],
): Examination | null {
  const failing: Failing[] = [];
  const subjects = new Set<string>();
  for (const policy of ownPolicies(account)) {
    const judgement = account.judgements.identity.get(policy.text);
    if (!judgement || !isAbout(policy, judgement)) continue;
    subjects.add(policy.subject.id);
    failing.push(...faultsOf(judgement, policy).map((fault) => toFailing(policy, fault)));
  }
  return subjects.size === 0 ? null : { applicable: subjects.size, failing };
}

function toFailing({ subject, called, inlineName, edit }: OwnPolicy, fault: Fault): Failing {
  const { says, of, code, severity, evidence, text = edit.text } = fault;
  const fix: FixOfFailing = 'change' in fault ? { ...edit, text, change: fault.change } : { ...edit, text, byHand: fault.byHand };
  const detail = [inlineName, code, of?.hash].filter((part) => part != null).join(' ');
  return {
    subject,
    title: `${called} ${says}`,
    ...(detail === '' ? {} : { detail }),
    ...(severity === undefined ? {} : { severity }),
    evidence: [...(of ? [statementEvidence(of)] : []), ...evidence],
    fix,
  };
}

const MFA_KEY = 'aws:MultiFactorAuthPresent';
const MEANT = 'The warning explains the risk. Only you know what the policy is meant to allow.';

/** Returns what the holders of a policy used within the tracking period. */
function usedOf(account: ExaminedAccount, { parameters, clock }: Circumstances, { entities }: OwnPolicy): Used {
  return usedBy(account, entities, (time) => !clock.isOlder(time, parameters.trackingDays));
}

/** Returns the fix that narrows some statements of a policy to what was used. */
function narrowedTo(
  account: ExaminedAccount,
  circumstances: Circumstances,
  policy: OwnPolicy,
  statements: readonly NamedStatement[],
): FixChange | null {
  // Principals that have it as a boundary may use other actions than those that have it attached.
  if ('managed' in policy.place && policy.place.managed.boundaryOf.length > 0) return null;
  const text = narrowedText(policy.text, statements, usedOf(account, circumstances, policy));
  return rewrite(policy.place, text, keepsNote(circumstances.parameters.trackingDays));
}

/** Returns every statement that allows all actions of a service or of AWS. */
function everyStatement(text: string): NamedStatement[] {
  return statementsIn(text).flatMap((statement, index) => {
    const isWide = statement.NotAction !== undefined || actionsOf(statement).some((action) => /(?:^|:)\*$/.test(action));
    return statement.Effect === 'Allow' && isWide ? [{ name: `${index + 1}`, hash: '' }] : [];
  });
}

/** Removes the actions where a statement names them and denies those that a broader entry allows. */
function withoutSelfGrants(text: string, actions: readonly string[]): string | null {
  const isIt = (name: string) => actions.some((action) => action.toLowerCase() === name.toLowerCase());
  const left = edited(text, (statement) =>
    statement.Effect === 'Allow' && statement.NotAction === undefined ? withoutActions(statement, isIt) : statement,
  );
  const wider =
    left !== null && statementsIn(left).some((statement) => statement.Effect === 'Allow' && isWiderThan(statement, actions));
  return wider ? withStatement(left, { Effect: 'Deny', Action: [...actions], Resource: '*' }) : left;
}

function isWiderThan(statement: StatementJson, actions: readonly string[]): boolean {
  if (statement.NotAction !== undefined) return true;
  return actionsOf(statement).some((pattern) => actions.some((action) => matchAction(pattern, action)));
}

const PASS_ROLE = 'iam:PassRole';

/** Limits iam:PassRole to the services that roles of the account trust. Roles can't be passed to any other service. */
function passedOnlyTo({ roles, judgements }: ExaminedAccount, text: string, of: NamedStatement, used: Used): string | null {
  const services = [...new Set(roles.flatMap(({ shownTrust }) => judgements.trust.get(shownTrust)?.services ?? []))].sort();
  return editedAt(text, [of], (statement) => {
    const isIt = (name: string) => name.toLowerCase() === PASS_ROLE.toLowerCase();
    const named = statement.NotAction === undefined && actionsOf(statement).some(isIt);
    const rest = named ? withoutActions(statement, isIt) : statement;
    const passes = rest && isWiderThan(rest, [PASS_ROLE]);
    const others = passes ? narrowed(rest, used) : rest;
    const { Sid: _, NotAction: __, ...asked } = statement;
    const passing =
      services.length === 0
        ? []
        : [withCondition({ ...asked, Action: PASS_ROLE }, 'StringEquals', 'iam:PassedToService', services)];
    return [...(others ? [others] : []), ...passing];
  });
}

export const policyFullAdmin = accountCheck({
  id: 'policy-full-admin',
  words: 'admin administrator full access star wildcard',
  title: 'A policy allows everything',
  severity: 'high',
  why: 'Full access contradicts least privilege.',
  controls: ['CIS 5 1.15', 'CIS 7 2.14', 'IAM.1'],
  needs: [DETAILS],
  overrides: ['policy-admin-by-effect', 'policy-allow-not-action', 'policy-passrole-any', 'policy-service-wildcard'],
  examine: (account, circumstances) =>
    examinePolicies(account, isNoMereBoundary, ({ everything }, policy) =>
      everything.map((of) => ({
        says: 'allows everything',
        of,
        severity: isAttached(policy) ? 'high' : 'medium',
        evidence: [holders(policy)],
        text: 'Replace full access with what is used',
        change: () => narrowedTo(account, circumstances, policy, [of]),
      })),
    ),
});

export const policyAdminByEffect = accountCheck({
  id: 'policy-admin-by-effect',
  words: 'admin administrator full access',
  title: 'A policy is equivalent to administrator access',
  severity: 'high',
  why: 'A policy can give full access under any name.',
  controls: ['IAM.1 ~'],
  needs: [DETAILS],
  overrides: ['policy-allow-not-action', 'policy-passrole-any', 'policy-service-wildcard'],
  examine: (account, circumstances) =>
    examinePolicies(account, isNoMereBoundary, ({ selfGrants, share }, policy) => {
      if (selfGrants.length === 0 && share < ADMINISTRATOR_SHARE) return [];
      const how =
        selfGrants.length > 0
          ? { label: 'Lets its holder gain more', text: selfGrants.join(', ') }
          : { label: 'Share of all actions', text: `${Math.floor(share * 100)} %` };
      return [
        {
          says: 'is equivalent to administrator access',
          severity: isAttached(policy) ? 'high' : 'medium',
          evidence: [how, holders(policy)],
          text:
            selfGrants.length > 0 ? `Deny ${selfGrants.join(', ')} in the policy` : 'Replace the broad access with what is used',
          change: () =>
            selfGrants.length > 0
              ? rewrite(policy.place, withoutSelfGrants(policy.text, selfGrants))
              : narrowedTo(account, circumstances, policy, everyStatement(policy.text)),
        },
      ];
    }),
});

export const policyAllowNotAction = accountCheck({
  id: 'policy-allow-not-action',
  title: 'A policy allows all but a list',
  severity: 'medium',
  why: 'It allows actions of new services as soon as they launch.',
  controls: ['IAM.21 ~'],
  needs: [DETAILS],
  overrides: ['policy-service-wildcard'],
  examine: (account, circumstances) =>
    examinePolicies(account, isAttached, ({ allBut, allowed }, policy) =>
      allBut.map((of) => ({
        says: 'allows all actions but a list',
        of,
        evidence: [{ label: 'Actions that the policy allows', text: `${allowed}` }, holders(policy)],
        text: 'List the allowed actions in the policy',
        change: () => narrowedTo(account, circumstances, policy, [of]),
      })),
    ),
});

export const policyPassRoleAny = accountCheck({
  id: 'policy-passrole-any',
  title: 'Any role may be passed to a service',
  severity: 'high',
  why: 'The service acts with the permissions of the role, which can exceed the caller’s.',
  controls: [],
  needs: [DETAILS],
  examine: (account, circumstances) =>
    examinePolicies(
      account,
      (policy, { grantsPassRole }) => isAttached(policy) && grantsPassRole,
      ({ passAnyRole }, policy) =>
        passAnyRole.map((of) => ({
          says: 'lets any role be passed to any service',
          of,
          evidence: [{ label: 'Roles of the account', text: `${judgedRoles(account).length}` }, holders(policy)],
          text: 'Add a condition on iam:PassedToService to the policy',
          change: () => rewrite(policy.place, passedOnlyTo(account, policy.text, of, usedOf(account, circumstances, policy))),
        })),
    ),
});

export const policyServiceWildcard = accountCheck({
  id: 'policy-service-wildcard',
  title: 'All actions of a service are allowed',
  severity: 'low',
  why: 'It includes delete and share actions that may not be needed.',
  controls: ['IAM.21'],
  needs: [DETAILS],
  examine: (account, circumstances) =>
    examinePolicies(account, isAttached, ({ services }, policy) =>
      services.length === 0
        ? []
        : [
            {
              says: `allows all actions of ${services.length === 1 ? services[0] : `${services.length} services`}`,
              severity: services.some((service) => POWERFUL_SERVICES.has(service)) ? 'medium' : 'low',
              evidence: [{ label: 'Services', text: services.join(', ') }, holders(policy)],
              text: 'Allow only the service actions that are used',
              change: () => narrowedTo(account, circumstances, policy, everyStatement(policy.text)),
            },
          ],
    ),
});

export const policyOldVersionWider = accountCheck({
  id: 'policy-old-version-wider',
  title: 'An old version allows more',
  severity: 'medium',
  why: 'One call can make the old version the default.',
  controls: [],
  needs: [DETAILS],
  examine: ({ policies, judgements }) => {
    const several = policies.filter(({ versions }) => versions.length > 1);
    if (several.length === 0) return null;
    const failing = several.flatMap((policy): Failing[] => {
      const fix = (version: PolicyFacts['versions'][number] | undefined): FixOfFailing => ({
        text: 'Delete the version',
        place: ['policy', policy.arn, 'versions'],
        needs: 'iam:DeletePolicyVersion',
        change: () => (version ? { steps: [deleteVersion(policy, version)] } : null),
      });
      const others = policy.versions.filter(({ versionId }) => versionId !== policy.defaultVersionId);
      const subject = policySubject(policy);
      const wider = judgements.wider.get(policy.id) ?? [];
      if (wider.length === 0 && policy.versions.length >= MOST_VERSIONS) {
        const evidence = [{ label: 'Versions', text: `${policy.versions.length} of ${MOST_VERSIONS}` }];
        return [
          {
            subject,
            title: `The policy ${policy.name} has no room for a new version`,
            severity: 'low',
            evidence,
            fix: fix(others[0]),
          },
        ];
      }
      return wider.map(({ versionId, actions }) => ({
        subject,
        title: `The version ${versionId} of the policy ${policy.name} allows more than its default version`,
        detail: versionId,
        evidence: [
          { label: 'Default version', text: policy.defaultVersionId },
          { label: 'Broader statements are about', text: actions.join(', ') },
        ],
        fix: fix(others.find((version) => version.versionId === versionId)),
      }));
    });
    return { applicable: several.length, failing };
  },
});

export const policyConditionHole = accountCheck({
  id: 'policy-condition-hole',
  title: 'A condition can be bypassed by omitting a key',
  severity: 'high',
  why: 'The condition looks strict but does not limit every request.',
  controls: [],
  needs: [DETAILS],
  examine: (account) =>
    examinePolicies(
      account,
      (policy, { hasLenientConditions }) => isAttached(policy) && hasLenientConditions,
      ({ holes }, policy) =>
        holes.map(({ statement, operator, key }) => ({
          says: `has a condition on ${key} that requests without it meet`,
          of: statement,
          code: `${operator} ${key}`,
          evidence: [
            { label: 'Condition', text: `${operator} ${key}` },
            { label: 'Request that meets it', text: `one without ${key}` },
            holders(policy),
          ],
          text: `Require ${key} in the policy: "Null": { "${key}": "false" }`,
          change: () =>
            rewrite(
              policy.place,
              editedAt(policy.text, [statement], (each) => withCondition(each, 'Null', key, 'false')),
            ),
        })),
    ),
});

export const policyMfaDenyBool = accountCheck({
  id: 'policy-mfa-deny-bool',
  title: '“Deny without MFA” does not cover access keys',
  severity: 'high',
  why: 'Access keys carry no MFA key, so Bool does not match them.',
  controls: [],
  needs: [DETAILS],
  examine: (account) =>
    examinePolicies(
      account,
      (policy, { deniesWithoutMfa }) => isInUse(policy) && deniesWithoutMfa,
      ({ mfaHoles }, policy) =>
        mfaHoles.map((of) => ({
          says: 'denies without MFA, but not requests with access keys',
          of,
          evidence: [holders(policy)],
          text: 'Use BoolIfExists instead of Bool',
          change: () =>
            rewrite(
              policy.place,
              editedAt(policy.text, [of], (each) => withOperator(each, 'Bool', 'BoolIfExists', MFA_KEY)),
            ),
        })),
    ),
});

export const policySecurityWarning = accountCheck({
  id: 'policy-security-warning',
  title: 'A policy has a security warning',
  severity: 'medium',
  why: 'IAM’s policy validation reports it.',
  controls: [],
  needs: [DETAILS],
  examine: (account) => {
    const identity = examinePolicies(account, isInUse, ({ warnings }) =>
      warnings.map(({ code, details, statement, line }) => ({
        says: 'has a security warning',
        of: statement,
        code,
        evidence: [
          { label: code, text: details },
          { label: 'Line', text: `${line}` },
        ],
        byHand: MEANT,
      })),
    );
    const roles = judgedRoles(account);
    const trusts = roles.flatMap((role) =>
      (account.judgements.trust.get(role.shownTrust)?.warnings ?? []).map(
        ({ code, details, statement, line }): Failing => ({
          subject: entitySubject(role),
          title: `The trust policy of the role ${role.name} has a security warning`,
          detail: `trust ${code} ${statement.hash}`,
          evidence: [statementEvidence(statement), { label: code, text: details }, { label: 'Line', text: `${line}` }],
          fix: {
            text: 'Edit the trust policy',
            place: ['editTrustPolicy', role.name],
            needs: 'iam:UpdateAssumeRolePolicy',
            byHand: MEANT,
          },
        }),
      ),
    );
    const { delegation } = account;
    const ofDelegation = delegation
      ? (account.judgements.delegation?.warnings ?? []).map(
          ({ code, details, statement, line }): Failing => ({
            subject: delegationSubject(delegation),
            title: 'The delegation policy of the organization has a security warning',
            detail: `${code} ${statement.hash}`,
            evidence: [statementEvidence(statement), { label: code, text: details }, { label: 'Line', text: `${line}` }],
            fix: {
              text: 'Edit the delegation policy',
              place: ['delegationPolicy'],
              needs: 'organizations:PutResourcePolicy',
              byHand: MEANT,
            },
          }),
        )
      : [];
    const applicable = (identity?.applicable ?? 0) + roles.length + (delegation ? 1 : 0);
    return applicable === 0 ? null : { applicable, failing: [...(identity?.failing ?? []), ...trusts, ...ofDelegation] };
  },
});
