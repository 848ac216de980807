import { randomUUID } from 'node:crypto';
import type { User } from '@aws-sdk/client-identitystore';
import { tellPersonChanged } from '../../core/module/call-hooks';
import type { Scope } from '../../core/operation';
import { storedJson } from '../../core/text/stored-json';
import type { Transaction } from '../../db/client';
import { conflict, invalid, notFound, requireRoom } from '../errors';
import { type ExternalId, externalIdsOf } from '../external-id';
import type { IdentityStoreRow, StoreUserRow } from '../rows';
import type { Attributes, UserAttributes } from './schema';

/** @throws AwsError ResourceNotFoundException */
export function requireUser(user: StoreUserRow | null, id?: string): StoreUserRow {
  if (!user) throw notFound('USER', id);
  return user;
}

/** The attributes without which no user exists. AWS needs the names in practice, although its model does not say so. */
export type CompleteAttributes = UserAttributes & { UserName: string; DisplayName: string };

/** AWS reserves these names. Source: IAM Identity Center User Guide, "Add users". */
const RESERVED_NAMES: ReadonlySet<string> = new Set(['administrator', 'awsadministrators']);

/** @throws AwsError ValidationException for a missing name, or a reserved user name */
export function requireComplete(given: UserAttributes): CompleteAttributes {
  const { UserName, DisplayName, Name: name } = given;
  if (UserName === undefined) throw invalid('userName is a required attribute', 'UserName');
  if (RESERVED_NAMES.has(UserName.toLowerCase())) throw invalid(`The user name ${UserName} is reserved.`, 'UserName');
  if (DisplayName === undefined) throw missing('displayName', 'DisplayName');
  if (name?.FamilyName === undefined) throw missing('familyName', 'Name');
  if (name.GivenName === undefined) throw missing('givenName', 'Name');
  return { ...given, UserName, DisplayName };
}

function missing(attribute: string, member: string) {
  return invalid(`${attribute}: The attribute ${attribute} is required`, member);
}

/** Returns what callers write of a user. */
export function attributesOf(row: Pick<StoreUserRow, 'userName' | 'displayName' | 'attributes'>): UserAttributes {
  return { UserName: row.userName, DisplayName: row.displayName, ...storedJson<Attributes>(row.attributes) };
}

/**
 * Returns the SDK's shape of a user.
 * @param extensions the names of the extensions to return
 */
export function toUser(row: StoreUserRow, extensions: readonly string[] = []) {
  const { Extensions = {}, ...attributes } = attributesOf(row);
  const named = Object.entries(Extensions).filter(([name]) => extensions.includes(name));
  return {
    IdentityStoreId: row.storeId,
    UserId: row.id,
    ...attributes,
    ...externalIdsOf(row),
    UserStatus: row.status as 'ENABLED' | 'DISABLED',
    CreatedAt: row.createdAt,
    CreatedBy: row.createdBy,
    UpdatedAt: row.updatedAt,
    UpdatedBy: row.updatedBy,
    ...(named.length > 0 && { Extensions: Object.fromEntries(named) }),
  } satisfies User;
}

/** Reads users in ascending order of their ids, after an id. */
export function readUsers(db: Transaction, storeId: string, after: string, take: number): Promise<StoreUserRow[]> {
  return db.identityStoreUser.findMany({ where: { storeId, id: { gt: after } }, orderBy: { id: 'asc' }, take });
}

export function findUserByEmail(db: Transaction, storeId: string, email: string): Promise<StoreUserRow | null> {
  return db.identityStoreUser.findUnique({ where: { storeId_emailKey: { storeId, emailKey: email.toLowerCase() } } });
}

export function findUserByExternalId(db: Transaction, storeId: string, { Issuer, Id }: ExternalId): Promise<StoreUserRow | null> {
  return db.identityStoreUser.findFirst({ where: { storeId, externalIssuer: Issuer, externalId: Id } });
}

/** The writer of a change, and its time. */
export type Author = { by: string; now: Date };

/** Returns the author of a call. AWS names its account. */
export function authorOf({ accountId, now }: Pick<Scope, 'accountId' | 'now'>): Author {
  return { by: accountId, now };
}

type Written = { attributes: CompleteAttributes; external?: ExternalId | null; enabled?: boolean };

/** Creates a user without a password. @throws AwsError ConflictException, or ServiceQuotaExceededException */
export async function insertUser(
  db: Transaction,
  store: Pick<IdentityStoreRow, 'id' | 'ownerId'>,
  written: Written,
  { by, now }: Author,
): Promise<StoreUserRow> {
  await requireUnused(db, store.id, written);
  requireRoom('UsersPerIdentityStore', await db.identityStoreUser.count({ where: { storeId: store.id } }));
  const data = {
    id: randomUUID(),
    storeId: store.id,
    ownerId: store.ownerId,
    ...columnsOf(written),
    status: written.enabled === false ? 'DISABLED' : 'ENABLED',
    passwordHistory: '[]',
    passwordResetRequired: false,
    createdAt: now,
    createdBy: by,
    updatedAt: now,
    updatedBy: by,
  };
  return db.identityStoreUser.create({ data });
}

/** Replaces the attributes of a user. @throws AwsError ConflictException */
export async function updateUser(
  db: Transaction,
  row: StoreUserRow,
  written: Written,
  { by, now }: Author,
): Promise<StoreUserRow> {
  await requireUnused(db, row.storeId, written, row.id);
  const status = written.enabled === undefined ? {} : { status: written.enabled ? 'ENABLED' : 'DISABLED' };
  const data = { ...columnsOf(written), ...status, updatedAt: now, updatedBy: by };
  return db.identityStoreUser.update({ where: { id: row.id }, data });
}

/** Deletes a user with its memberships. Its assignments remain, as in AWS. */
export async function deleteUser(db: Transaction, storeId: string, id: string): Promise<void> {
  await db.identityStoreUser.deleteMany({ where: { id, storeId } });
  await tellPersonChanged(db, { storeId, userId: id, change: 'DELETED' });
}

function columnsOf({ attributes: { UserName, DisplayName, ...attributes }, external }: Written) {
  return {
    userName: UserName,
    userNameKey: UserName.toLowerCase(),
    displayName: DisplayName,
    emailKey: emailKeyOf(attributes),
    attributes: JSON.stringify(attributes),
    ...(external !== undefined && { externalIssuer: external?.Issuer ?? null, externalId: external?.Id ?? null }),
  };
}

function emailKeyOf({ Emails }: Pick<Attributes, 'Emails'>): string | null {
  return Emails?.[0]?.Value?.toLowerCase() ?? null;
}

/** @param id the user that may have the values already */
async function requireUnused(db: Transaction, storeId: string, { attributes, external }: Written, id = ''): Promise<void> {
  const others = { storeId, NOT: { id } };
  const userNameKey = attributes.UserName.toLowerCase();
  if (await db.identityStoreUser.findFirst({ where: { ...others, userNameKey } }))
    throw conflict('Duplicate UserName', 'UserName');
  const emailKey = emailKeyOf(attributes);
  if (emailKey !== null && (await db.identityStoreUser.findFirst({ where: { ...others, emailKey } })))
    throw conflict('Duplicate Emails', 'Emails');
  if (!external) return;
  const taken = { ...others, externalIssuer: external.Issuer, externalId: external.Id };
  if (await db.identityStoreUser.findFirst({ where: taken })) throw conflict('Duplicate ExternalId');
}
