import { findManagedPolicy, managedPolicyDocument } from '@gatehouse/catalog/managed-policies';
import { type PolicyOrigin, type PreparedPolicy, type Principal, scopePolicyId } from '@gatehouse/policy/evaluate';
import type { Transaction } from '../../db/client';
import { BoundedMap } from '../cache/bounded-map';
import { keepFacts } from '../cache/kept-facts';
import type { Caller } from '../call';
import { readTags, type TagPair } from '../tags';
import { grouped, readByIds } from '../work/bulk';
import { prepare } from './prepared-policies';

/** A principal's compiled policies and tags. */
export type PrincipalPolicies = {
  identity: readonly PreparedPolicy[];
  boundary?: PreparedPolicy;
  tags: readonly TagPair[];
};

const NOTHING: PrincipalPolicies = { identity: [], tags: [] };
const keptPolicies = keepFacts<PrincipalPolicies>('principal_policies', 20_000);

/**
 * Loads the policies of the entity behind a principal: the user, the role, or the user who got a federation token.
 * INVARIANT (revision): all of them belong to one account and change only together with its revision.
 */
export async function loadPrincipalPolicies(db: Transaction, principal: Principal, revision: number): Promise<PrincipalPolicies> {
  const entity = entityOf(principal);
  if (!entity) return NOTHING;
  const { type, id, accountId } = entity;
  return keptPolicies.under(db, revision, id, () => (type === 'User' ? ofUser(db, id, accountId) : ofRole(db, id)));
}

function entityOf(principal: Principal): { type: 'User' | 'Role'; id: string; accountId: string } | null {
  if (principal.type === 'User') return { type: 'User', id: principal.userId, accountId: principal.accountId };
  if (principal.type === 'AssumedRole') return { type: 'Role', id: principal.roleId, accountId: principal.accountId };
  if (principal.type === 'FederatedUser' && principal.sourceUserId)
    return { type: 'User', id: principal.sourceUserId, accountId: principal.accountId };
  return null;
}

// Plain queries on one table each: after every write the next call reads all of this again, and plain queries are the fastest.
// Independent queries are sent together, in one round trip.
async function ofUser(db: Transaction, userId: string, accountId: string): Promise<PrincipalPolicies> {
  const [user, passwordPolicy, memberships, own, tags] = await Promise.all([
    db.user.findUnique({ where: { id: userId }, select: { accountId: true, name: true, path: true, permissionsBoundary: true } }),
    db.accountPasswordPolicy.findUnique({ where: { accountId }, select: { allowUsersToChangePassword: true } }),
    db.groupMembership.findMany({ where: { userId }, orderBy: { createdAt: 'asc' }, select: { groupId: true } }),
    ofEntity(db, userId, null),
    readTags(db, userId),
  ]);
  if (!user) return NOTHING;
  const groups = await Promise.all(memberships.map(({ groupId }) => ofGroup(db, groupId)));
  const change = passwordPolicy?.allowUsersToChangePassword ? [prepareOwnPasswordPolicy(user)] : [];
  return { identity: [...own, ...change, ...groups.flat()], ...(await boundaryOf(db, user.permissionsBoundary)), tags };
}

async function ofGroup(db: Transaction, groupId: string): Promise<readonly PreparedPolicy[]> {
  const group = await db.group.findUnique({ where: { id: groupId }, select: { name: true } });
  return group ? ofEntity(db, groupId, group.name) : [];
}

/** The id of the policy that a setting of the account stands for: users may change their own passwords. */
export const OWN_PASSWORD_POLICY_ID = 'account-password-policy';

// AWS: "Allow users to change their own password" of the account's password policy grants this, without a policy of the user's.
export function prepareOwnPasswordPolicy(user: { accountId: string; path: string; name: string }): PreparedPolicy {
  const document = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 'iam:ChangePassword', Resource: `arn:*:iam::${user.accountId}:user${user.path}${user.name}` },
      { Effect: 'Allow', Action: 'iam:GetAccountPasswordPolicy', Resource: '*' },
    ],
  };
  return prepare(
    { id: OWN_PASSWORD_POLICY_ID, type: 'identity', name: 'account password policy', origin: { kind: 'direct' } },
    JSON.stringify(document),
  );
}

async function ofRole(db: Transaction, roleId: string): Promise<PrincipalPolicies> {
  const [role, identity, tags] = await Promise.all([
    db.role.findUnique({ where: { id: roleId }, select: { permissionsBoundary: true } }),
    ofEntity(db, roleId, null),
    readTags(db, roleId),
  ]);
  return role ? { identity, ...(await boundaryOf(db, role.permissionsBoundary)), tags } : NOTHING;
}

/** Loads a group's policies for its members. */
export function loadGroupPolicies(db: Transaction, groupId: string, groupName: string): Promise<readonly PreparedPolicy[]> {
  return ofEntity(db, groupId, groupName);
}

/** Reads the inline and attached policies of one user, group or role, in the order of the pages. */
async function ofEntity(db: Transaction, entityId: string, groupName: string | null): Promise<PreparedPolicy[]> {
  const [inline, attached] = await Promise.all([
    db.inlinePolicy.findMany({ where: { entityId }, orderBy: { nameKey: 'asc' } }),
    db.policyAttachment.findMany({ where: { entityId }, orderBy: { policyArn: 'asc' } }),
  ]);
  const found = await Promise.all(
    attached.map(async ({ policyArn: arn }) => ({ arn, policy: await readManagedPolicy(db, arn) })),
  );
  const managed = found.flatMap(({ arn, policy }): AttachedPolicy[] => (policy ? [{ arn, ...policy }] : []));
  return prepareEntityPolicies(entityId, groupName, inline, managed);
}

export type AttachedPolicy = ManagedPolicy & { arn: string };

/** Prepares the policies of one entity from its rows. `groupName` is set for a group. */
export function prepareEntityPolicies(
  entityId: string,
  groupName: string | null,
  inline: readonly { name: string; document: string }[],
  attached: readonly AttachedPolicy[],
): PreparedPolicy[] {
  const origin = (isInline: boolean): PolicyOrigin =>
    groupName === null ? { kind: isInline ? 'inline' : 'direct' } : { kind: 'group', groupName, inline: isInline };
  return [
    ...inline.map(({ name, document }) =>
      prepare({ id: `${entityId}/${name}`, type: 'identity', name, origin: origin(true) }, document),
    ),
    ...attached.map(({ arn, name, document }) =>
      prepare({ id: `${arn}@${entityId}`, type: 'identity', name, arn, origin: origin(false) }, document),
    ),
  ];
}

async function boundaryOf(db: Transaction, arn: string | null): Promise<{ boundary?: PreparedPolicy }> {
  return arn === null ? {} : { boundary: prepareBoundary(arn, await readManagedPolicy(db, arn)) };
}

/** Prepares the permissions boundary of an entity, whose policy is null if it no longer exists. */
export function prepareBoundary(arn: string, managed: ManagedPolicy | null): PreparedPolicy {
  // A boundary without its policy allows nothing. This is only a safe default, since AWS refuses to delete a policy in use.
  const document = managed?.document ?? '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}';
  const ref = { id: `${arn}@boundary`, type: 'boundary', name: managed?.name ?? arn, arn, origin: { kind: 'boundary' } } as const;
  return prepare(ref, document);
}

/** The name and default version of a managed policy. */
type ManagedPolicy = { name: string; document: string };

/** A managed policy with its other versions and their total number. AWS's own policies have no other versions here. */
export type ManagedPolicyVersions = ManagedPolicy & {
  others?: readonly { versionId: string; document: string }[];
  versionCount?: number;
};

// The catalog reads a document from its file each time. These never change, and a few are on nearly every principal.
const awsPolicies = new BoundedMap<string, ManagedPolicy>(200);

function findAwsPolicy(arn: string): ManagedPolicy | undefined {
  const known = awsPolicies.get(arn);
  if (known) return known;
  const aws = findManagedPolicy(arn);
  const document = aws && managedPolicyDocument(arn);
  if (!aws || document === undefined) return undefined;
  const found = { name: aws.name, document };
  awsPolicies.set(arn, found);
  return found;
}

/** Reads a managed policy, AWS's or the customer's. Returns null if it does not exist. */
export async function readManagedPolicy(db: Transaction, arn: string): Promise<ManagedPolicy | null> {
  const aws = findAwsPolicy(arn);
  if (aws) return aws;
  const policy = await db.policy.findUnique({ where: { arn }, select: { id: true, name: true, defaultVersionId: true } });
  if (!policy) return null;
  const version = await db.policyVersion.findUnique({
    where: { policyId_versionId: { policyId: policy.id, versionId: policy.defaultVersionId } },
    select: { document: true },
  });
  return version ? { name: policy.name, document: version.document } : null;
}

/** Reads many managed policies by ARN. Missing policies are absent. */
export async function readManagedPolicies(db: Transaction, arns: Iterable<string>): Promise<Map<string, ManagedPolicyVersions>> {
  const found = new Map<string, ManagedPolicyVersions>();
  const customers: string[] = [];
  for (const arn of new Set(arns)) {
    const aws = findAwsPolicy(arn);
    if (aws) found.set(arn, aws);
    else customers.push(arn);
  }
  const policies = await readByIds(customers, (some) =>
    db.policy.findMany({ where: { arn: { in: some } }, select: { id: true, arn: true, name: true, defaultVersionId: true } }),
  );
  const versions = await readByIds(
    policies.map(({ id }) => id),
    (some) =>
      db.policyVersion.findMany({
        where: { policyId: { in: some } },
        select: { policyId: true, versionId: true, document: true },
      }),
  );
  const versionsOf = grouped(versions, ({ policyId }) => policyId);
  for (const { id, arn, name, defaultVersionId } of policies) {
    const own = versionsOf.get(id) ?? [];
    const document = own.find(({ versionId }) => versionId === defaultVersionId)?.document;
    if (document === undefined) continue;
    // A version with the same document as the default would change nothing.
    const others = own.filter((version) => version.versionId !== defaultVersionId && version.document !== document);
    found.set(arn, { name, document, versionCount: own.length, ...(others.length > 0 && { others }) });
  }
  return found;
}

const keptSessionPolicies = keepFacts<ManagedPolicy | null>('session_policies', 2_000);

const ROOT_SESSION = prepare(
  { id: 'root-session', type: 'session', name: 'root session', origin: { kind: 'session' } },
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
);

/**
 * Loads a session's policies as one set, inline and managed together. Undefined if the session has none.
 * INVARIANT (revision): a managed one is AWS's, or belongs to the session's account.
 * @param revision of that account
 */
export async function loadSessionPolicies(
  db: Transaction,
  caller: Caller,
  revision: number,
): Promise<readonly PreparedPolicy[] | undefined> {
  const { principal, session } = caller;
  const arns = principal.type === 'AssumedRoot' ? [principal.taskPolicyArn] : (session?.sessionPolicyArns ?? []);
  const inline = session?.sessionPolicy;
  // AWS: a federated user without a session policy has no identity permissions.
  if (inline === undefined && arns.length === 0) return principal.type === 'FederatedUser' ? [] : undefined;
  const policies: PreparedPolicy[] = [];
  // AWS: the task policies of root sessions only deny, and the root user may do everything else.
  if (principal.type === 'AssumedRoot') policies.push(ROOT_SESSION);
  if (inline !== undefined)
    policies.push(prepare({ id: 'session', type: 'session', name: 'session policy', origin: { kind: 'session' } }, inline));
  for (const arn of arns) {
    const managed = await keptSessionPolicies.under(db, revision, arn, () => readManagedPolicy(db, arn));
    if (managed)
      policies.push(
        prepare(
          { id: `${arn}@session`, type: 'session', name: managed.name, arn, origin: { kind: 'session' } },
          managed.document,
        ),
      );
  }
  return policies;
}

/** Returns the scope-down policies of a session, each of which must allow its calls. */
export function prepareScopes({ session }: Caller): { scopes?: readonly PreparedPolicy[] } {
  if (!session?.scopePolicies) return {};
  const scopes = session.scopePolicies.map((document, index) =>
    prepare({ id: scopePolicyId(index), type: 'session', name: 'scope-down policy', origin: { kind: 'session' } }, document),
  );
  return { scopes };
}

/** Returns a caller's tags in the session: session tags override the role's (IAM User Guide, "Passing session tags"). */
export function effectiveTags(own: readonly TagPair[], session: readonly TagPair[] | undefined): readonly TagPair[] {
  if (!session || session.length === 0) return own;
  const keys = new Set(session.map((tag) => tag.Key.toLowerCase()));
  return [...own.filter((tag) => !keys.has(tag.Key.toLowerCase())), ...session];
}
