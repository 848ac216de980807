import { readPackFiles } from './format/read-pack';
import { packOperations } from './operations';
import type { ReadPack } from './pack';

/**
 * Reads the files of a pack and reports at most 50 problems that can be found without running it.
 * @param files the texts by path in the pack, such as `scenario.yaml` and `policies/work.json`
 */
export function readPack(files: ReadonlyMap<string, string>): Promise<ReadPack> {
  return readPackFiles(files, packOperations());
}
