import type { Check, Scope } from '../../core/operation';
import { readByIds } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { shownPolicyArn } from '../policy/arns';
import { requirePolicyDocument } from '../policy/documents';
import { shownProviderArn, storedProviderArn } from '../provider-arns';
import { IAM_SIZES, requireRoomFor, sizeWithoutWhitespace } from '../quotas';
import { Role } from '../role/resource';
import { insertRole, type RoleRow, roleArn } from '../role/rows';
import { deleteSamlProvider, insertSamlProvider, validUntilOf } from '../saml-provider/rows';
import { deleteProtectedRole } from '../service-linked-role/rows';

/** Returns the role with an id in an account, or null. */
export async function findRoleById(db: Transaction, accountId: string, id: string): Promise<RoleRow | null> {
  const row = await db.role.findUnique({ where: { id } });
  return row?.accountId === accountId ? row : null;
}

/** Returns the roles that exist by their ids, with the parts of their ARNs. */
export async function rolesById(db: Transaction, ids: readonly string[]) {
  const rows = await readByIds(ids, (some) =>
    db.role.findMany({ where: { id: { in: some } }, select: { id: true, accountId: true, path: true, name: true } }),
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Returns the accounts of roles by the ids of the roles that exist. */
export async function accountsOfRoles(db: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return new Map([...(await rolesById(db, ids))].map(([id, { accountId }]) => [id, accountId]));
}

/**
 * Returns which of some accounts have a SAML provider. `nameIn` returns its name in an account.
 * @param metadata its metadata document; default: any
 */
export async function accountsWithSamlProvider(
  db: Transaction,
  accountIds: readonly string[],
  nameIn: (accountId: string) => string,
  metadata?: string,
): Promise<ReadonlySet<string>> {
  const accountOf = new Map(accountIds.map((id) => [storedProviderArn(id, 'saml-provider', nameIn(id)), id]));
  const rows = await readByIds(accountOf.keys(), (arns) =>
    db.samlProvider.findMany({
      where: { arn: { in: arns }, ...(metadata !== undefined && { metadata }) },
      select: { arn: true },
    }),
  );
  return new Set(rows.flatMap(({ arn }) => accountOf.get(arn) ?? []));
}

/** Returns the stored ARN of an account's customer managed policy with a name and a path, or null. */
export type PolicyFinder = (accountId: string, policy: { Name: string; Path: string }) => string | null;

/** Reads the customer managed policies with some names in accounts. IAM ignores the case of names. */
export async function findPoliciesByName(
  db: Transaction,
  accountIds: readonly string[],
  policies: readonly { Name: string }[],
): Promise<PolicyFinder> {
  const nameKeys = [...new Set(policies.map(({ Name }) => Name.toLowerCase()))];
  const rows = await readByIds(nameKeys.length === 0 ? [] : accountIds, (ids) =>
    db.policy.findMany({
      where: { accountId: { in: ids }, nameKey: { in: nameKeys } },
      select: { accountId: true, nameKey: true, path: true, arn: true },
    }),
  );
  const byName = new Map(rows.map((row) => [`${row.accountId}/${row.nameKey}`, row]));
  return (accountId, { Name, Path }) => {
    const row = byName.get(`${accountId}/${Name.toLowerCase()}`);
    return row?.path === Path ? row.arn : null;
  };
}

/** Returns whether an account has a SAML provider. */
export async function hasSamlProvider(db: Transaction, accountId: string, name: string): Promise<boolean> {
  const arn = storedProviderArn(accountId, 'saml-provider', name);
  return (await db.samlProvider.findUnique({ where: { arn }, select: { arn: true } })) !== null;
}

/** Deletes the SAML provider of an account, if it exists. */
export async function removeSamlProvider(db: Transaction, accountId: string, name: string): Promise<void> {
  if (await hasSamlProvider(db, accountId, name))
    await deleteSamlProvider(db, { arn: storedProviderArn(accountId, 'saml-provider', name) });
}

/** Increases the revision of an account whose roles changed by a call of another account. */
export async function rolesChanged(db: Transaction, accountId: string): Promise<void> {
  await db.account.update({ where: { id: accountId }, data: { revision: { increment: 1 } } });
}

/** Refuses another role when the quota of the account is reached. @throws AwsError LimitExceeded */
export function requireRoomForRole(db: Transaction, accountId: string): Promise<void> {
  return requireRoomFor(db, Role, { accountId });
}

/**
 * Validates a document that becomes the inline policy of a role.
 * @throws AwsError MalformedPolicyDocument
 */
export function requireRoleInlineDocument(document: string): void {
  requirePolicyDocument(document, 'identity', { saving: 'inline' });
}

/** The most bytes of a role's inline policies, and whether a document has more. White space does not count. */
export const ROLE_INLINE_SIZE = IAM_SIZES.RoleInlineSize;
export function exceedsRoleInlineSize(document: string): boolean {
  return sizeWithoutWhitespace(document) > ROLE_INLINE_SIZE;
}

type Place = Pick<Scope, 'db' | 'accountId' | 'partition' | 'now'>;

/** A call of IAM by a service: its permission, its parameters for the event, and what it changes. */
export type IamStep = { name: string; check: Check; input: object; carryOut: () => Promise<unknown> };

/** A role that a service keeps in an account for itself. Policies have their stored ARNs. */
export type ReservedRole = {
  name: string;
  path: string;
  trust: string;
  description: string | null;
  maxSessionDuration: number;
  managedPolicies: readonly string[];
  inlinePolicy: { name: string; document: string | null };
  boundary: string | null;
};

/** Returns the calls that create a role, or change an existing one to what is wanted. Each is carried out in its turn. */
export async function reservedRoleSteps(
  place: Place,
  wanted: ReservedRole,
  row: RoleRow | null,
): Promise<{ steps: IamStep[]; roleId: () => string }> {
  const { db, accountId, partition, now } = place;
  let id = row?.id ?? '';
  const role = { roleName: wanted.name };
  const resource = roleArn(partition, { accountId, path: wanted.path, name: wanted.name });
  const steps: IamStep[] = [];
  const step = (name: string, more: object, carryOut: IamStep['carryOut'], context?: Check['context']) =>
    steps.push({
      name,
      check: { action: `iam:${name}`, resource, ...(context && { context }) },
      input: { ...more, ...role },
      carryOut,
    });
  if (!row) {
    const { path, description, maxSessionDuration, trust: document } = wanted;
    const settings = {
      accountId,
      name: wanted.name,
      path,
      document,
      maxSessionDuration,
      ...(description !== null && { description }),
    };
    const shown = { path, maxSessionDuration, assumeRolePolicyDocument: document, ...(description !== null && { description }) };
    step('CreateRole', shown, async () => {
      ({ id } = await insertRole(db, { ...settings, now, partition }));
    });
  } else if (row.description !== wanted.description) {
    const { description } = wanted;
    step('UpdateRole', { description }, () => db.role.update({ where: { id }, data: { description } }));
  }
  const attached = row ? await db.policyAttachment.findMany({ where: { entityId: id }, select: { policyArn: true } }) : [];
  const present = new Set(attached.map(({ policyArn }) => policyArn));
  for (const policyArn of wanted.managedPolicies.filter((arn) => !present.has(arn))) {
    const shown = shownPolicyArn(partition, policyArn);
    const attach = () =>
      db.policyAttachment.create({ data: { entityId: id, policyArn, entityType: 'Role', accountId, createdAt: now } });
    step('AttachRolePolicy', { policyArn: shown }, attach, { 'iam:PolicyARN': shown });
  }
  for (const policyArn of [...present].filter((arn) => !wanted.managedPolicies.includes(arn))) {
    const shown = shownPolicyArn(partition, policyArn);
    const detach = () => db.policyAttachment.deleteMany({ where: { entityId: id, policyArn } });
    step('DetachRolePolicy', { policyArn: shown }, detach, { 'iam:PolicyARN': shown });
  }
  const { name, document } = wanted.inlinePolicy;
  const nameKey = name.toLowerCase();
  const key = () => ({ entityId_nameKey: { entityId: id, nameKey } });
  const inline = row ? await db.inlinePolicy.findUnique({ where: key() }) : null;
  if (document !== null && document !== inline?.document) {
    const put = () =>
      db.inlinePolicy.upsert({
        where: key(),
        create: { entityId: id, name, nameKey, entityType: 'Role', accountId, document, createdAt: now },
        update: { document },
      });
    step('PutRolePolicy', { policyName: name, policyDocument: document }, put);
  }
  if (document === null && inline) step('DeleteRolePolicy', { policyName: name }, () => db.inlinePolicy.delete({ where: key() }));
  const { boundary: permissionsBoundary } = wanted;
  if (permissionsBoundary !== (row?.permissionsBoundary ?? null)) {
    const set = () => db.role.update({ where: { id }, data: { permissionsBoundary } });
    const shown = permissionsBoundary === null ? undefined : shownPolicyArn(partition, permissionsBoundary);
    if (shown === undefined) step('DeleteRolePermissionsBoundary', {}, set);
    else step('PutRolePermissionsBoundary', { permissionsBoundary: shown }, set, { 'iam:PermissionsBoundary': shown });
  }
  return { steps, roleId: () => id };
}

/** Returns the calls that end with a provider of that name and metadata. An account that has it needs none. */
export async function samlProviderSteps(
  { db, accountId, partition, now }: Place,
  name: string,
  metadata: string,
): Promise<IamStep[]> {
  const stored = storedProviderArn(accountId, 'saml-provider', name);
  const resource = shownProviderArn(partition, stored);
  const sAMLMetadataDocument = metadata;
  const row = await db.samlProvider.findUnique({ where: { arn: stored }, select: { metadata: true } });
  if (row?.metadata === metadata) return [];
  const validUntil = validUntilOf(metadata, now);
  if (!row) {
    const carryOut = () => insertSamlProvider(db, { accountId, name, metadata, validUntil, now });
    return [
      {
        name: 'CreateSAMLProvider',
        check: { action: 'iam:CreateSAMLProvider', resource },
        input: { name, sAMLMetadataDocument },
        carryOut,
      },
    ];
  }
  const carryOut = () => db.samlProvider.update({ where: { arn: stored }, data: { metadata, validUntil } });
  const input = { sAMLProviderArn: resource, sAMLMetadataDocument };
  return [{ name: 'UpdateSAMLProvider', check: { action: 'iam:UpdateSAMLProvider', resource }, input, carryOut }];
}

/** Returns the calls that delete a role with its policies. */
export async function deletionSteps({ db, partition, now }: Omit<Place, 'accountId'>, role: RoleRow): Promise<IamStep[]> {
  const resource = roleArn(partition, role);
  const attached = await db.policyAttachment.findMany({ where: { entityId: role.id }, select: { policyArn: true } });
  const inline = await db.inlinePolicy.findMany({ where: { entityId: role.id }, select: { name: true } });
  const step = (name: string, more: object, carryOut: IamStep['carryOut'] = async () => undefined): IamStep => ({
    name,
    check: { action: `iam:${name}`, resource },
    input: { ...more, roleName: role.name },
    carryOut,
  });
  return [
    ...attached.map(({ policyArn }) => step('DetachRolePolicy', { policyArn: shownPolicyArn(partition, policyArn) })),
    ...inline.map(({ name }) => step('DeleteRolePolicy', { policyName: name })),
    // It takes the policies along.
    step('DeleteRole', {}, () => deleteProtectedRole({ db, now }, role)),
  ];
}
