import { z } from 'zod';
import { DEEPEST_FOLDER, LONGEST_NAME, LONGEST_PATH, MOST_FILE_BYTES } from './limits';

/** Returns whether a text is the path of a file below the home folder, such as `.aws/config`. */
export function isHomePath(path: string): boolean {
  const names = path.split('/');
  if (Buffer.byteLength(path) > LONGEST_PATH || names.length > DEEPEST_FOLDER + 1) return false;
  return names.every(
    (name) =>
      name !== '' && name !== '.' && name !== '..' && Buffer.byteLength(name) <= LONGEST_NAME && !/[\p{Cc}\p{Cs}]/u.test(name),
  );
}

const Path = z
  .string()
  .max(LONGEST_PATH)
  .refine((path) => isHomePath(path), {
    error: 'must be the path of a file below the home folder, without . and ..',
  });

export const ListHomeFilesInput = z.object({});
export const GetHomeFileInput = z.object({ Path });
export const PutHomeFileInput = z.object({
  Path,
  /** The bytes in base64. */
  Bytes: z.base64().max(Math.ceil(MOST_FILE_BYTES / 3) * 4),
});
export const DeleteHomeFileInput = z.object({ Path });
