import { FILE_NAME_MOST } from './limits';

/** Returns the problem of a file path in a pack. Paths are shown, and used on disks where the pack is unpacked. */
export function fileNameProblem(name: string): string | undefined {
  if (name.length > FILE_NAME_MOST) return `The name of a file has ${FILE_NAME_MOST} characters at most.`;
  if (/^\w[\w.-]*(?:\/\w[\w.-]*)*$/.test(name)) return undefined;
  return 'A file is called by letters, digits, dots and hyphens, as policies/work.json is.';
}
