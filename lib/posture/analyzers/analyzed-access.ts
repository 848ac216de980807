import { prepareTrustPolicy } from '../../core/authorization/prepared-policies';
import { resourceTypeOf } from '../../core/module/resource-types';
import type { ExaminedAccount, RoleFacts } from '../facts';
import { judgeResources } from '../judge-resources';
import type { LetIn, ResourceJudgement } from '../judgements';
import { beyondTrust, judgedRoles } from '../zone-of-trust';

/** The kinds of access an analyzer reports: from outside the account, from outside its organization, or unused. */
export type AnalyzedFor = 'account' | 'organization' | 'unused';

/** The kind of access that an analyzer of each type looks for. */
export const ANALYZED_FOR: Readonly<Record<string, AnalyzedFor>> = {
  ACCOUNT: 'account',
  ORGANIZATION: 'organization',
  ACCOUNT_UNUSED_ACCESS: 'unused',
  ORGANIZATION_UNUSED_ACCESS: 'unused',
};

/** Returns the type of an analyzed resource. It is empty for resources without a type. */
const analyzedType = (arn: string) => resourceTypeOf(arn) ?? '';

/** Access that an external principal has to a resource. */
export type ExternalAccess = {
  /** The resource's unique id, never its ARN, which can be reused. */
  resourceId: string;
  resource: string;
  resourceType: string;
  /** The principal by type, as in policies: `{ AWS: '111122223333' }`. */
  principal: Readonly<Record<string, string>>;
  action: readonly string[];
  /** Values by condition key. */
  condition: Readonly<Record<string, string>>;
  isPublic: boolean;
  /** True if RCPs take away part of what the policy allows. */
  cutByRcp: boolean;
};

/** A role, password or access key with the time of its last use. */
export type Credential = {
  type: 'UnusedIAMRole' | 'UnusedIAMUserAccessKey' | 'UnusedIAMUserPassword';
  resourceId: string;
  resource: string;
  resourceType: string;
  accessKeyId?: string;
  createdAt: Date;
  lastAccessed: Date | null;
};

/** The write actions a principal is allowed, each with its last known use. */
export type Permissions = {
  resourceId: string;
  resource: string;
  resourceType: string;
  createdAt: Date;
  actions: readonly { action: string; lastAccessed: Date | null }[];
};

/** The access in an account that analyzers report. A kind that no analyzer looks for is absent. */
export type AnalyzedAccess = {
  external: Partial<Record<'account' | 'organization', readonly ExternalAccess[]>>;
  unused?: {
    credentials: readonly Credential[];
    permissions: readonly Permissions[];
    /** The start of the period in which uses are known; null if it covers the whole tracking period. */
    since: Date | null;
  };
};

/**
 * Returns the access in an account that analyzers report.
 * @param wanted the kinds that some analyzer of the account looks for
 */
export async function analyze(account: ExaminedAccount, wanted: ReadonlySet<AnalyzedFor>, now: Date): Promise<AnalyzedAccess> {
  const external: AnalyzedAccess['external'] = {};
  if (wanted.has('account')) {
    const alone = { ...account, ownAccounts: new Set([account.id]), organization: null };
    const { resources } = account.organization ? await judgeResources(alone, now) : account.judgements;
    external.account = externalOf(alone, resources);
  }
  if (wanted.has('organization')) external.organization = externalOf(account, account.judgements.resources);
  return { external, ...(wanted.has('unused') && { unused: unusedOf(account) }) };
}

function externalOf(account: ExaminedAccount, resources: readonly ResourceJudgement[]): ExternalAccess[] {
  const ofRoles = judgedRoles(account).flatMap((role) => ofRole(account, role));
  const ofResources = resources.flatMap(({ id, arn, shared }) =>
    shared.map(({ principal, actions, conditions, isPublic, cutByRcp }): ExternalAccess => {
      return {
        resourceId: id,
        resource: arn,
        resourceType: analyzedType(arn),
        principal: { [kindOf(principal)]: principal },
        action: actions,
        condition: Object.fromEntries(conditions.flatMap(readCondition)),
        isPublic,
        cutByRcp,
      };
    }),
  );
  return [...ofRoles, ...ofResources];
}

function ofRole(account: ExaminedAccount, role: RoleFacts): ExternalAccess[] {
  const outside = account.judgements.outside.get(role.id);
  const trust = account.judgements.trust.get(role.shownTrust);
  const of = (kind: string, principal: string, action: string, more: Partial<ExternalAccess> = {}): ExternalAccess => ({
    resourceId: role.id,
    resource: role.arn,
    resourceType: 'AWS::IAM::Role',
    principal: { [kind]: principal },
    action: [action],
    condition: {},
    isPublic: false,
    cutByRcp: false,
    ...more,
  });
  const externalPrincipals = beyondTrust(outside?.accounts ?? [], account, { trustedAccounts: [] });
  return [
    ...(outside && outside.anonymous !== 'never' ? [of('AWS', '*', 'sts:AssumeRole', { isPublic: true })] : []),
    ...externalPrincipals.map((external) =>
      of(kindOf(external.principal), external.principal, 'sts:AssumeRole', { condition: conditionsOf(role, external) }),
    ),
    ...(trust?.openIdProviders ?? []).map((provider) => of('Federated', provider, 'sts:AssumeRoleWithWebIdentity')),
    ...(trust?.samlProviders ?? []).map((provider) => of('Federated', provider, 'sts:AssumeRoleWithSAML')),
  ];
}

/** Returns the condition values of the statements that grant the access. Statements are named by number, from 1. */
function conditionsOf({ arn, shownTrust }: RoleFacts, { statements }: LetIn): Record<string, string> {
  const { policy } = prepareTrustPolicy({ roleArn: arn, document: shownTrust });
  const own = statements.flatMap(({ name }) => policy.statements[Number.parseInt(name, 10) - 1]?.conditions ?? []);
  return Object.fromEntries(own.map(({ key, values }) => [key, values.map(({ value }) => value).join(', ')]));
}

/**
 * Reads `StringEquals aws:SourceVpc vpc-1, vpc-2` as a key with values. Denials are not conditions of the access, so they are
 * skipped.
 */
function readCondition(text: string): [string, string][] {
  const [, key, values] = /^\S+ (\S+) (.*)$/.exec(text) ?? [];
  return key === undefined || values === undefined || text.startsWith('denied where ') ? [] : [[key, values]];
}

function kindOf(principal: string): string {
  if (/:(?:saml|oidc)-provider\//.test(principal)) return 'Federated';
  return /^[0-9a-f]{64}$/.test(principal) ? 'CanonicalUser' : 'AWS';
}

function unusedOf(account: ExaminedAccount): NonNullable<AnalyzedAccess['unused']> {
  const { users, activity, judgements } = account;
  const roles = judgedRoles(account);
  const credentials: Credential[] = [
    ...roles.map(
      ({ id, arn, createdAt, lastUsedAt }): Credential => ({
        type: 'UnusedIAMRole',
        resourceId: id,
        resource: arn,
        resourceType: 'AWS::IAM::Role',
        createdAt,
        lastAccessed: lastUsedAt,
      }),
    ),
    ...users.flatMap(({ id, arn, password, passwordLastUsed, keys }): Credential[] => {
      const of = { resourceId: id, resource: arn, resourceType: 'AWS::IAM::User' };
      return [
        ...(password
          ? [{ ...of, type: 'UnusedIAMUserPassword' as const, createdAt: password.createdAt, lastAccessed: passwordLastUsed }]
          : []),
        ...keys
          .filter(({ active }) => active)
          .map((key) => ({
            ...of,
            type: 'UnusedIAMUserAccessKey' as const,
            accessKeyId: key.id,
            createdAt: key.createdAt,
            lastAccessed: key.lastUsedAt,
          })),
      ];
    }),
  ];
  const permissions = [...users, ...roles].flatMap(({ id, arn, createdAt }): Permissions[] => {
    const allowed = judgements.writes.get(arn) ?? [];
    if (allowed.length === 0) return [];
    const used = activity.usedWrites.get(id);
    const actions = allowed.map((action) => ({ action, lastAccessed: used?.get(action) ?? null }));
    return [{ resourceId: id, resource: arn, resourceType: analyzedType(arn), createdAt, actions }];
  });
  return { credentials, permissions, since: activity.since };
}
