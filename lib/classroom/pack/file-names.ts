import { FILE_NAME_MOST } from './limits';

/** What is wrong with the path of a file in a pack: it is shown, and on whoever's machine the pack is unpacked it is a path. */
export function fileNameProblem(name: string): string | undefined {
  if (name.length > FILE_NAME_MOST) return `The name of a file has ${FILE_NAME_MOST} characters at most.`;
  if (/^\w[\w.-]*(?:\/\w[\w.-]*)*$/.test(name)) return undefined;
  return 'A file is called by letters, digits, dots and hyphens, as policies/work.json is.';
}
