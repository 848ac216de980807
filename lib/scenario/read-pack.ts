import { readPackFiles } from './format/read-pack';
import { packOperations } from './operations';
import type { ReadPack } from './pack';

/**
 * Reads the files of a pack, with everything that is wrong with them and can be found without running it; at most 50 problems.
 * @param files texts by their path in the pack, such as `scenario.yaml` and `policies/work.json`
 */
export function readPack(files: ReadonlyMap<string, string>): Promise<ReadPack> {
  return readPackFiles(files, packOperations());
}
