/** @typedef {import('./read-imports.mjs').Import} Import */
/** @typedef {import('./rules.mjs').ImportRule} ImportRule */
/** @typedef {import('./rules.mjs').Pattern} Pattern */
/** @typedef {ReadonlyMap<string, readonly Import[]>} Files the imports of each file */

/**
 * Returns a line for each import that breaks a rule: the name of the rule, the file, and its target or the way there.
 *
 * @param {Files} files @param {readonly ImportRule[]} rules
 */
export function brokenRules(files, rules) {
  return [...files].flatMap(([file, imports]) =>
    rules
      .filter(({ from }) => matches(file, from))
      .flatMap((rule) => waysToTargets(file, rule, imports, files).map((way) => `${rule.name}: ${way.join(' → ')}`)),
  );
}

/** @param {string} file @param {ImportRule} rule @param {readonly Import[]} imports @param {Files} files @returns {string[][]} */
function waysToTargets(file, { from, to }, imports, files) {
  const groups = (from.path && expression(from.path).exec(file)?.slice(1)) || [];
  const isTarget = (/** @type {string} */ target) => matches(target, to, groups);
  if (to.reachable) {
    const way = shortestWay(file, files, isTarget);
    return way ? [way] : [];
  }
  const judged = imports.filter(
    (one) => (one.value || !to.value) && (one.developmentPackage || !to.developmentPackage) && (one.unresolved || !to.unresolved),
  );
  return judged.filter(({ target }) => isTarget(target)).map(({ target }) => [file, target]);
}

/**
 * Returns circles of files that import each other, types included, from each group of such files at least one.
 *
 * @param {Files} files @returns {string[][]}
 */
export function fileCircles(files) {
  const inside = filesBetweenCircles(files);
  const reported = new Set();
  return [...inside.keys()].flatMap((file) => {
    const circle = reported.has(file) ? null : shortestWay(file, inside, (target) => target === file);
    for (const one of circle ?? []) reported.add(one);
    return circle ? [circle] : [];
  });
}

/** Returns the files that are left when those that import nothing are taken away again and again. @param {Files} files */
function filesBetweenCircles(files) {
  const left = new Map(files);
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    for (const [file, imports] of left) if (!imports.some(({ target }) => left.has(target))) left.delete(file);
  }
  return left;
}

/** @param {string} start @param {Files} files @param {(target: string) => boolean} isEnd @returns {string[] | null} */
function shortestWay(start, files, isEnd) {
  /** @type {Map<string, string>} */
  const before = new Map();
  const open = [start];
  for (const file of open) {
    for (const { target } of files.get(file) ?? []) {
      if (before.has(target)) continue;
      before.set(target, file);
      if (isEnd(target)) return wayFrom(start, target, before);
      open.push(target);
    }
  }
  return null;
}

/** @param {string} start @param {string} end @param {ReadonlyMap<string, string>} before */
function wayFrom(start, end, before) {
  const way = [end];
  for (let at = before.get(end); at !== undefined && at !== start; at = before.get(at)) way.unshift(at);
  return [start, ...way];
}

/** @param {string} path @param {{ path?: Pattern, pathNot?: Pattern }} patterns @param {readonly string[]} [groups] */
function matches(path, patterns, groups = []) {
  return (
    (patterns.path === undefined || expression(patterns.path, groups).test(path)) &&
    (patterns.pathNot === undefined || !expression(patterns.pathNot, groups).test(path))
  );
}

/** @type {Map<string, RegExp>} */
const expressions = new Map();

/** Returns the pattern with groups in the places of `$1` and `$2`. @param {Pattern} pattern @param {readonly string[]} [groups] */
function expression(pattern, groups = []) {
  const all = typeof pattern === 'string' ? pattern : pattern.join('|');
  const filled = all.replaceAll(/\$(\d)/g, (whole, digit) => groups[digit - 1] ?? whole);
  const known = expressions.get(filled) ?? new RegExp(filled);
  expressions.set(filled, known);
  return known;
}
