import { FILE_NAME_MOST } from './limits';

/** Returns the problem of a file path in a pack. Paths are shown, and used on disks where the pack is unpacked. */
export function fileNameProblem(name: string): string | undefined {
  if (name.length > FILE_NAME_MOST) return `A file name can have up to ${FILE_NAME_MOST} characters.`;
  if (/^\w[\w.-]*(?:\/\w[\w.-]*)*$/.test(name)) return undefined;
  return 'Use letters, digits, dots and hyphens for file names, as in policies/work.json.';
}
