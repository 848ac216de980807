import { rootProfileOf } from '../../account/root-profile';
import { rootUserArn } from '../../core/arns';
import type { Scope } from '../../core/operation';
import { toCsv } from '../../core/text/csv';
import { readByIds } from '../../core/work/bulk';
import { findPasswordPolicy } from '../password-policy/rows';
import { userArn } from '../user/rows';

const KEY_COLUMNS = ['active', 'last_rotated', 'last_used_date', 'last_used_region', 'last_used_service'];

/**
 * AWS's columns. Source: IAM User Guide, "Generate credential reports for your AWS account". The last documented one,
 * additional_credentials_info, appears only for users with more than two keys or certificates, which is impossible here.
 */
export const REPORT_COLUMNS: readonly string[] = [
  'user',
  'arn',
  'user_creation_time',
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'password_next_rotation',
  'mfa_active',
  ...[1, 2].flatMap((number) => KEY_COLUMNS.map((column) => `access_key_${number}_${column}`)),
  'cert_1_active',
  'cert_1_last_rotated',
  'cert_2_active',
  'cert_2_last_rotated',
];

/** The name in the first row. */
export const ROOT_USER = '<root_account>';
const NOT_APPLICABLE = 'N/A';
const DAY_MS = 86_400_000;

type ReportScope = Pick<Scope, 'db' | 'accountId' | 'partition'>;
type Certificate = Awaited<ReturnType<Scope['db']['signingCertificate']['findMany']>>[number];
type Key = Awaited<ReturnType<Scope['db']['accessKey']['findMany']>>[number];

/** Returns the report of an account as of now: the root user first, then users by name. */
export async function writeReport(scope: ReportScope): Promise<string> {
  const { db, accountId } = scope;
  // Oldest first, so that the order does not change between reports; ids are random. AWS does not document its order.
  const older: ({ createdAt: 'asc' } | { id: 'asc' })[] = [{ createdAt: 'asc' }, { id: 'asc' }];
  const keys = await db.accessKey.findMany({ where: { accountId }, orderBy: older });
  const devices = await db.mfaDevice.findMany({ where: { accountId, enabledAt: { not: null } } });
  const certificates = await db.signingCertificate.findMany({ where: { accountId }, orderBy: older });
  const [keysOf, certificatesOf] = [byUser(keys), byUser(certificates)];
  const withDevice = new Set(devices.map(({ userId }) => userId));
  const rest = (userId: string | null) => {
    const [first, second] = keysOf.get(userId) ?? [];
    const [one, other] = certificatesOf.get(userId) ?? [];
    const certificateColumns = [...certificateCells(one), ...certificateCells(other)];
    return [String(withDevice.has(userId)), ...keyCells(first), ...keyCells(second), ...certificateColumns];
  };
  const users = await userCells(scope);
  const rows = users.map(({ id, cells }) => [...cells, ...rest(id)]);
  return toCsv([REPORT_COLUMNS, [...(await rootCells(scope)), ...rest(null)], ...rows]);
}

/** Returns rows by user; those of the root user under null. */
function byUser<T extends { userId: string | null }>(rows: readonly T[]): ReadonlyMap<string | null, T[]> {
  const found = new Map<string | null, T[]>();
  for (const row of rows) found.set(row.userId, [...(found.get(row.userId) ?? []), row]);
  return found;
}

/** Returns the root user's columns up to mfa_active. In AWS, password rotation is not supported for root. */
async function rootCells({ db, accountId, partition }: ReportScope): Promise<string[]> {
  const account = await db.account.findUniqueOrThrow({ where: { id: accountId } });
  const profile = rootProfileOf(account);
  const password = profile && { lastUsed: account.rootPasswordLastUsed, changedAt: profile.changedAt };
  const arn = rootUserArn(partition, accountId);
  return [ROOT_USER, arn, dateText(account.createdAt), ...passwordCells(password), 'not_supported'];
}

async function userCells({ db, accountId, partition }: ReportScope): Promise<{ id: string; cells: string[] }[]> {
  const users = await db.user.findMany({ where: { accountId }, orderBy: { nameKey: 'asc' } });
  const logins = await readByIds(
    users.map(({ id }) => id),
    (ids) => db.loginProfile.findMany({ where: { userId: { in: ids } }, select: { userId: true, passwordChangedAt: true } }),
  );
  const changes = new Map(logins.map(({ userId, passwordChangedAt }) => [userId, passwordChangedAt]));
  const days = (await findPasswordPolicy(db, accountId))?.maxPasswordAge ?? null;
  return users.map((user) => {
    const changedAt = changes.get(user.id);
    const password = changedAt ? { lastUsed: user.passwordLastUsed, changedAt } : null;
    const rotation = changedAt && days !== null ? dateText(new Date(changedAt.getTime() + days * DAY_MS)) : NOT_APPLICABLE;
    const cells = [user.name, userArn(partition, user), dateText(user.createdAt), ...passwordCells(password), rotation];
    return { id: user.id, cells };
  });
}

/** Returns the cells for enabled, last used and last changed. */
function passwordCells(password: { lastUsed: Date | null; changedAt: Date } | null): string[] {
  if (!password) return ['false', NOT_APPLICABLE, NOT_APPLICABLE];
  return ['true', password.lastUsed ? dateText(password.lastUsed) : 'no_information', dateText(password.changedAt)];
}

/** Returns a key's cells. As in AWS, an inactive key keeps its dates, and rotation is creation. */
function keyCells(key: Key | undefined): string[] {
  if (!key) return ['false', NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE];
  return [
    String(key.status === 'Active'),
    dateText(key.createdAt),
    key.lastUsedAt ? dateText(key.lastUsedAt) : NOT_APPLICABLE,
    key.lastUsedRegion ?? NOT_APPLICABLE,
    key.lastUsedService ?? NOT_APPLICABLE,
  ];
}

function certificateCells(certificate: Certificate | undefined): string[] {
  if (!certificate) return ['false', NOT_APPLICABLE];
  return [String(certificate.status === 'Active'), dateText(certificate.createdAt)];
}

/** Returns a date as `2026-03-01T12:00:00+00:00`. */
function dateText(date: Date): string {
  return `${date.toISOString().slice(0, 19)}+00:00`;
}
