import type { Caller } from '../../core/call';
import { AwsError } from '../../core/errors';
import type { Scope } from '../../core/operation';
import { decrypt } from '../../core/secrets/secrets';
import { MOST_FILES, MOST_HOME_BYTES } from './limits';

/** The purpose of the key that encrypts the contents of files. */
export const CONTENT_PURPOSE = 'shell-file';

/**
 * The owner of a home folder. The unique id is in it, so that a principal never finds the files of a deleted one with its name. A role has
 * one for each session name, as people of IAM Identity Center share roles.
 */
export type HomeOwner = { accountId: string; principalId: string; userId: string | null; roleId: string | null };

/** @throws AwsError for callers who can't sign in to the console, and so have no shell */
export function homeOwner({ accountId, principal }: Caller): HomeOwner {
  switch (principal.type) {
    case 'Root':
      return { accountId, principalId: accountId, userId: null, roleId: null };
    case 'User':
      return { accountId, principalId: principal.userId, userId: principal.userId, roleId: null };
    case 'AssumedRole':
      return {
        accountId,
        principalId: `${principal.roleId}:${principal.sessionName}`,
        userId: null,
        roleId: principal.roleId,
      };
    default:
      throw new AwsError('ValidationException', 'Only users, role sessions and the root user have a shell.');
  }
}

/** A file without its content. */
export type HomeFile = { id: string; path: string; size: number; modifiedAt: Date };

/** Returns the files of a home folder in the order of their paths. There are at most `MOST_FILES`. */
export function filesOf({ db }: Pick<Scope, 'db'>, { accountId, principalId }: HomeOwner): Promise<HomeFile[]> {
  return db.shellFile.findMany({
    where: { accountId, principalId },
    select: { id: true, path: true, size: true, modifiedAt: true },
    orderBy: { path: 'asc' },
  });
}

export function bytesOf(files: readonly HomeFile[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}

/** Returns the content of a file in base64, or null if it does not exist. */
export async function contentOf({ db }: Pick<Scope, 'db'>, owner: HomeOwner, path: string): Promise<string | null> {
  const { accountId, principalId } = owner;
  // Not findUnique: Prisma puts those of one moment into one statement, which would read many files at once.
  const row = await db.shellFile.findFirst({ where: { accountId, principalId, path }, select: { contentCipher: true } });
  return row && decrypt(CONTENT_PURPOSE, row.contentCipher);
}

/** @throws AwsError if a home folder has no room for a file of this size in the place of an older one */
export function requireRoom(files: readonly HomeFile[], path: string, size: number): void {
  const others = files.filter((file) => file.path !== path);
  if (others.length >= MOST_FILES) throw noSpace(`The home folder has ${MOST_FILES} files, the most that it can have.`);
  if (bytesOf(others) + size > MOST_HOME_BYTES) throw noSpace(`The home folder can have at most ${MOST_HOME_BYTES} bytes.`);
}

/** Returns the error for a full home folder. The shell shows its POSIX code. */
function noSpace(reason: string): AwsError {
  return new AwsError('ServiceQuotaExceededException', `ENOSPC: ${reason}`);
}

/** @throws AwsError if a file stands where the path has a folder, or a folder where it has its file */
export function requirePlace(files: readonly HomeFile[], path: string): void {
  if (files.some((file) => path.startsWith(`${file.path}/`)))
    throw new AwsError('ValidationException', `ENOTDIR: A part of ${path} is a file and no folder.`);
  if (files.some((file) => file.path.startsWith(`${path}/`)))
    throw new AwsError('ValidationException', `EISDIR: ${path} is a folder.`);
}
