import type { Check, Scope } from '../../core/operation';
import { grouped, readByIds } from '../../core/work/bulk';
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

/** Returns the roles that exist by their ids. */
export async function wholeRolesById(db: Transaction, ids: readonly string[]): Promise<ReadonlyMap<string, RoleRow>> {
  const rows = await readByIds(ids, (some) => db.role.findMany({ where: { id: { in: some } } }));
  return new Map(rows.map((row) => [row.id, row]));
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

/** Returns the metadata documents of the SAML providers of accounts. `nameIn` returns the provider's name in an account. */
export async function samlMetadataByAccount(
  db: Transaction,
  accountIds: readonly string[],
  nameIn: (accountId: string) => string,
): Promise<ReadonlyMap<string, string>> {
  const accountOf = new Map(accountIds.map((id) => [storedProviderArn(id, 'saml-provider', nameIn(id)), id]));
  const rows = await readByIds(accountOf.keys(), (arns) =>
    db.samlProvider.findMany({ where: { arn: { in: arns } }, select: { arn: true, metadata: true } }),
  );
  return new Map(rows.map(({ arn, metadata }) => [accountOf.get(arn) ?? '', metadata]));
}

/** The policies that a role has, with its inline policies by `nameKey`. */
export type HeldPolicies = { attached: readonly string[]; inline: ReadonlyMap<string, string> };

/** Returns the policies of roles by the ids of the roles. */
export async function policiesOfRoles(db: Transaction, ids: readonly string[]): Promise<(roleId: string) => HeldPolicies> {
  const attachments = await readByIds(ids, (some) =>
    db.policyAttachment.findMany({ where: { entityId: { in: some } }, select: { entityId: true, policyArn: true } }),
  );
  const documents = await readByIds(ids, (some) =>
    db.inlinePolicy.findMany({
      where: { entityId: { in: some } },
      select: { entityId: true, nameKey: true, document: true },
    }),
  );
  const attached = grouped(attachments, ({ entityId }) => entityId);
  const inline = grouped(documents, ({ entityId }) => entityId);
  return (id) => ({
    attached: (attached.get(id) ?? []).map(({ policyArn }) => policyArn),
    inline: new Map((inline.get(id) ?? []).map(({ nameKey, document }) => [nameKey, document])),
  });
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

/** Increases the revisions of accounts whose roles changed by a call of another account. */
export async function rolesChanged(db: Transaction, accountIds: readonly string[]): Promise<void> {
  await db.account.updateMany({ where: { id: { in: [...accountIds] } }, data: { revision: { increment: 1 } } });
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

/**
 * Returns the calls that create a role, or change an existing one to what is wanted. Each is carried out in its turn.
 * @param held the policies that the existing role has
 */
export function reservedRoleSteps(
  place: Place,
  wanted: ReservedRole,
  row: RoleRow | null,
  held: HeldPolicies,
): { steps: IamStep[]; roleId: () => string } {
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
  const present = new Set(held.attached);
  for (const policyArn of wanted.managedPolicies.filter((arn) => !present.has(arn))) {
    const shown = shownPolicyArn(partition, policyArn);
    const attach = () =>
      db.policyAttachment.createMany({ data: [{ entityId: id, policyArn, entityType: 'Role', accountId, createdAt: now }] });
    step('AttachRolePolicy', { policyArn: shown }, attach, { 'iam:PolicyARN': shown });
  }
  for (const policyArn of [...present].filter((arn) => !wanted.managedPolicies.includes(arn))) {
    const shown = shownPolicyArn(partition, policyArn);
    const detach = () => db.policyAttachment.deleteMany({ where: { entityId: id, policyArn } });
    step('DetachRolePolicy', { policyArn: shown }, detach, { 'iam:PolicyARN': shown });
  }
  const { name, document } = wanted.inlinePolicy;
  const nameKey = name.toLowerCase();
  const where = () => ({ entityId: id, nameKey });
  const inline = held.inline.get(nameKey);
  if (document !== null && document !== inline) {
    const create = () =>
      db.inlinePolicy.createMany({
        data: [{ ...where(), name, entityType: 'Role', accountId, document, createdAt: now }],
      });
    const update = () => db.inlinePolicy.updateMany({ where: where(), data: { document } });
    step('PutRolePolicy', { policyName: name, policyDocument: document }, inline === undefined ? create : update);
  }
  if (document === null && inline !== undefined)
    step('DeleteRolePolicy', { policyName: name }, () => db.inlinePolicy.deleteMany({ where: where() }));
  const { boundary: permissionsBoundary } = wanted;
  if (permissionsBoundary !== (row?.permissionsBoundary ?? null)) {
    const set = () => db.role.update({ where: { id }, data: { permissionsBoundary } });
    const shown = permissionsBoundary === null ? undefined : shownPolicyArn(partition, permissionsBoundary);
    if (shown === undefined) step('DeleteRolePermissionsBoundary', {}, set);
    else step('PutRolePermissionsBoundary', { permissionsBoundary: shown }, set, { 'iam:PermissionsBoundary': shown });
  }
  return { steps, roleId: () => id };
}

/**
 * Returns the calls that end with a provider of that name and metadata. An account that has it needs none.
 * @param present the metadata that the account's provider has, or undefined without one
 */
export function samlProviderSteps(
  { db, accountId, partition, now }: Place,
  name: string,
  metadata: string,
  present: string | undefined,
): IamStep[] {
  const stored = storedProviderArn(accountId, 'saml-provider', name);
  const resource = shownProviderArn(partition, stored);
  const sAMLMetadataDocument = metadata;
  if (present === metadata) return [];
  const validUntil = validUntilOf(metadata, now);
  if (present === undefined) {
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
