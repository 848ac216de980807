/**
 * The circles among folders: groups of which each reaches each other by imports, sorted. Files can be free of circles while their folders
 * are not, and then no folder of a circle can be understood, moved or tested without the others.
 *
 * @param {readonly (readonly [from: string, to: string])[]} imports files, with `/` between folders
 * @param {(file: string) => string | null} folderOf null for a file that is not asked about
 * @returns {string[][]}
 */
export function folderCircles(imports, folderOf) {
  /** @type {Map<string, Set<string>>} */
  const next = new Map();
  for (const [file, imported] of imports) {
    const [from, to] = [folderOf(file), folderOf(imported)];
    if (from !== null && to !== null && from !== to) next.set(from, (next.get(from) ?? new Set()).add(to));
  }
  const reached = new Map([...next.keys()].map((folder) => [folder, reachedFrom(folder, next)]));
  /** @param {string} folder */
  const circleOf = (folder) => [...(reached.get(folder) ?? [])].filter((other) => reached.get(other)?.has(folder)).sort();
  const circles = [...reached.keys()].map(circleOf).filter((circle) => circle.length > 0);
  return [...new Map(circles.map((circle) => [circle.join(), circle])).values()];
}

/**
 * Folders that lie side by side in one, each with all that is in it.
 * @param {string} parent
 * @returns {(file: string) => string | null}
 */
export function folderIn(parent) {
  return (file) => {
    if (!file.startsWith(`${parent}/`)) return null;
    const end = file.indexOf('/', parent.length + 1);
    return end < 0 ? null : file.slice(0, end);
  };
}

/**
 * Folders of pages, each by itself: only the parts of its page belong to it.
 * @param {string} file
 */
export function folderOfPage(file) {
  if (!file.startsWith('app/')) return null;
  return file.slice(0, file.lastIndexOf('/')).replace(/\/_components(\/.*)?$/, '');
}

/** @param {string} folder @param {ReadonlyMap<string, ReadonlySet<string>>} next */
function reachedFrom(folder, next) {
  /** @type {Set<string>} */
  const reached = new Set();
  const open = [folder];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const to of next.get(at) ?? []) {
      if (reached.has(to)) continue;
      reached.add(to);
      open.push(to);
    }
  }
  return reached;
}
