import type { CommandFiles } from '../io';
import type { Candidate } from './candidate';

const MOST_FILES = 500;

/**
 * Returns the files and folders whose paths begin with the typed one. Hidden files are left out until a period is typed.
 * @param expand turns the typed folder into the one that is read
 */
export async function filesAt(
  typed: string,
  files: Pick<CommandFiles, 'list' | 'stat'>,
  expand: (folder: string) => string = (folder) => folder,
): Promise<Candidate[]> {
  const slash = typed.lastIndexOf('/') + 1;
  const [folder, begun] = [typed.slice(0, slash), typed.slice(slash)];
  const path = expand(folder) || '.';
  const names = await files.list(path).catch(() => []);
  const found: Candidate[] = [];
  for (const name of names) {
    if (!name.startsWith(begun) || (name.startsWith('.') && !begun.startsWith('.'))) continue;
    if (found.length === MOST_FILES) break;
    const facts = await files.stat(path.endsWith('/') ? path + name : `${path}/${name}`);
    if (facts?.isFolder) found.push({ value: `${folder}${name}/`, kind: 'file', continues: true });
    else if (facts) found.push({ value: folder + name, kind: 'file' });
  }
  return found;
}
