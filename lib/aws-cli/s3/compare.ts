import { compareTexts } from '../python/value';
import type { TransferFile } from './files';

export type SyncOptions = {
  /** Deletes files of the target that the source does not have. */
  deletes: boolean;
  sizeOnly: boolean;
  /** Downloads files whose times differ in any direction. */
  exactTimestamps: boolean;
};

/** Returns the files that `aws s3 sync` works on. Both sides are sorted by their keys. */
export function filesToSync(
  source: readonly TransferFile[],
  target: readonly TransferFile[],
  options: SyncOptions,
): TransferFile[] {
  const result: TransferFile[] = [];
  let at = 0;
  for (const file of source) {
    for (; at < target.length && compareTexts(target[at]?.compareKey ?? '', file.compareKey) < 0; at++) addDeletion(target[at]);
    const other = target[at];
    if (other?.compareKey !== file.compareKey) {
      result.push(file);
      continue;
    }
    at++;
    if (differs(file, other, options)) result.push(file);
  }
  for (; at < target.length; at++) addDeletion(target[at]);
  return result;

  function addDeletion(file: TransferFile | undefined): void {
    if (file && options.deletes) result.push({ ...file, operation: 'delete' });
  }
}

function differs(file: TransferFile, other: TransferFile, { sizeOnly, exactTimestamps }: SyncOptions): boolean {
  if (file.size !== other.size) return true;
  if (sizeOnly && !exactTimestamps) return false;
  // An upload is due if the source is newer, a download if the local file is.
  const age = (other.modified?.getTime() ?? 0) - (file.modified?.getTime() ?? 0);
  if (file.operation !== 'download') return age < 0;
  return exactTimestamps ? age !== 0 : age > 0;
}
