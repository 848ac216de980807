import { randomUUID } from 'node:crypto';
import { AwsError } from '../../core/errors';
import { defineOperation } from '../../core/operation';
import { encrypt } from '../../core/secrets/secrets';
import { letOthersIn } from '../../core/work/bulk';
import { environmentCheck } from '../environment';
import { MOST_FILE_BYTES, MOST_HOME_BYTES } from './limits';
import { bytesOf, CONTENT_PURPOSE, contentOf, filesOf, homeOwner, requirePlace, requireRoom } from './rows';
import { DeleteHomeFileInput, GetHomeFileInput, ListHomeFilesInput, PutHomeFileInput } from './schema';

// The caller's own files. They are reachable in a session only, so they need its permission. AWS records no access to files.

/** Returns the files in the caller's home folder, without their contents. */
export const ListHomeFiles = defineOperation({
  service: 'cloudshell',
  name: 'ListHomeFiles',
  action: 'cloudshell:CreateSession',
  access: 'List',
  leavesNoEvent: true,
  input: ListHomeFilesInput,
  checks: (_input, scope) => [environmentCheck('CreateSession', scope)],
  run: async (_input, scope) => {
    const files = await filesOf(scope, homeOwner(scope.caller));
    return {
      Files: files.map(({ path: Path, size: Size, modifiedAt: Modified }) => ({ Path, Size, Modified })),
      HomeBytes: bytesOf(files),
      QuotaBytes: MOST_HOME_BYTES,
    };
  },
});

/** Returns the content of a file in base64. @throws AwsError ResourceNotFoundException */
export const GetHomeFile = defineOperation({
  service: 'cloudshell',
  name: 'GetHomeFile',
  action: 'cloudshell:CreateSession',
  access: 'Read',
  leavesNoEvent: true,
  input: GetHomeFileInput,
  checks: (_input, scope) => [environmentCheck('CreateSession', scope)],
  run: async ({ Path }, scope) => {
    // It takes some milliseconds to decrypt a large file. If a class opens its shells, one file is decrypted in each turn.
    await letOthersIn();
    const Bytes = await contentOf(scope, homeOwner(scope.caller), Path);
    if (Bytes === null) throw notThere(Path);
    return { Path, Bytes };
  },
});

/**
 * Writes a file with its content, in the place of an older one.
 * @throws AwsError ServiceQuotaExceededException for a full home folder; ValidationException where a folder is
 */
export const PutHomeFile = defineOperation({
  service: 'cloudshell',
  name: 'PutHomeFile',
  action: 'cloudshell:CreateSession',
  access: 'Write',
  leavesNoEvent: true,
  input: PutHomeFileInput,
  checks: (_input, scope) => [environmentCheck('CreateSession', scope)],
  // It does not affect decisions.
  touches: () => ({}),
  run: async ({ Path: path, Bytes }, scope) => {
    const owner = homeOwner(scope.caller);
    const size = Buffer.from(Bytes, 'base64').length;
    if (size > MOST_FILE_BYTES)
      throw new AwsError('ServiceQuotaExceededException', `ENOSPC: A file can have at most ${MOST_FILE_BYTES} bytes.`);
    const files = await filesOf(scope, owner);
    requirePlace(files, path);
    requireRoom(files, path, size);
    const file = { size, modifiedAt: scope.now, contentCipher: encrypt(CONTENT_PURPOSE, Bytes) };
    const { principalId } = owner;
    await scope.db.shellFile.upsert({
      where: { principalId_path: { principalId, path } },
      create: { id: randomUUID(), ...owner, path, ...file },
      update: file,
      select: { principalId: true, path: true },
    });
    return { Path: path, Size: size, Modified: scope.now };
  },
});

/** Deletes a file, or a folder with all files below it. @throws AwsError ResourceNotFoundException */
export const DeleteHomeFile = defineOperation({
  service: 'cloudshell',
  name: 'DeleteHomeFile',
  action: 'cloudshell:CreateSession',
  access: 'Write',
  leavesNoEvent: true,
  input: DeleteHomeFileInput,
  checks: (_input, scope) => [environmentCheck('CreateSession', scope)],
  touches: () => ({}),
  run: async ({ Path }, scope) => {
    const files = await filesOf(scope, homeOwner(scope.caller));
    const ids = files.flatMap(({ id, path }) => (path === Path || path.startsWith(`${Path}/`) ? [id] : []));
    if (ids.length === 0) throw notThere(Path);
    await scope.db.shellFile.deleteMany({ where: { id: { in: ids } } });
    return { Deleted: ids.length };
  },
});

function notThere(path: string): AwsError {
  return new AwsError('ResourceNotFoundException', `ENOENT: There is no file ${path} in the home folder.`);
}
