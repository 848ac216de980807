/**
 * The circles among the folders that lie side by side in one: groups of which each reaches each other by imports, sorted.
 *
 * @param {readonly (readonly [from: string, to: string])[]} imports files, with `/` between folders
 * @param {string} parent
 * @returns {string[][]}
 */
export function folderCircles(imports, parent) {
  /** @type {Map<string, Set<string>>} */
  const next = new Map();
  for (const [file, imported] of imports) {
    const [from, to] = [folderIn(parent, file), folderIn(parent, imported)];
    if (from !== null && to !== null && from !== to) next.set(from, (next.get(from) ?? new Set()).add(to));
  }
  const reached = new Map([...next.keys()].map((folder) => [folder, reachedFrom(folder, next)]));
  /** @param {string} folder */
  const circleOf = (folder) => [...(reached.get(folder) ?? [])].filter((other) => reached.get(other)?.has(folder)).sort();
  const circles = [...reached.keys()].map(circleOf).filter((circle) => circle.length > 0);
  return [...new Map(circles.map((circle) => [circle.join(), circle])).values()];
}

/** @param {string} parent @param {string} file */
function folderIn(parent, file) {
  if (!file.startsWith(`${parent}/`)) return null;
  const end = file.indexOf('/', parent.length + 1);
  return end < 0 ? null : file.slice(0, end);
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
