import { type FileTree, resolvePath } from '../files/file-tree';
import { LimitReached } from './budget';
import { hasWildcards, Pattern } from './pattern';

const MOST_PATHS = 20_000;

/** Returns the paths that match a pattern, sorted. Hidden files match only a pattern that begins with a dot. */
export function expandPaths(
  pattern: string,
  { files, cwd, dotglob }: { files: FileTree; cwd: string; dotglob: boolean },
): string[] {
  const isAbsolute = pattern.startsWith('/');
  let found: string[] = [isAbsolute ? '/' : ''];
  const parts = pattern.split('/').filter((part, index) => part !== '' || (index > 0 && index === pattern.split('/').length - 1));
  parts.forEach((part, index) => {
    const last = index === parts.length - 1;
    const next: string[] = [];
    for (const start of found) {
      const folder = resolvePath(cwd, start === '' ? '.' : start);
      const join = (name: string) => (start === '' || start.endsWith('/') ? start + name : `${start}/${name}`);
      if (part === '') {
        if (files.facts(folder)?.isFolder) next.push(`${start}/`);
        continue;
      }
      if (!hasWildcards(part)) {
        const plain = part.replace(/\\(.)/g, '$1');
        const path = join(plain);
        if (plain === '.' || plain === '..' || files.facts(resolvePath(cwd, path))) next.push(path);
        continue;
      }
      if (!files.facts(folder)?.isFolder) continue;
      const compiled = new Pattern(part);
      for (const name of files.list(folder)) {
        if (name.startsWith('.') && !part.startsWith('.') && !dotglob) continue;
        if (!compiled.matches(name)) continue;
        if (!last && !files.facts(resolvePath(folder, name))?.isFolder) continue;
        next.push(join(name));
        if (next.length > MOST_PATHS)
          throw new LimitReached(`the line was stopped: a pattern has more than ${MOST_PATHS} paths.`);
      }
    }
    found = next;
  });
  return found.sort();
}
