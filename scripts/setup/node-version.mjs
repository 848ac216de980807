/**
 * Why this version of Node.js will not do, as one sentence, or null when it will. Written so that any Node.js of the last ten
 * years can read it.
 *
 * @param {string} version as in process.versions.node
 * @returns {string | null}
 */
export function nodeVersionProblem(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  // 21 and 23 never became long-term releases. Older releases cannot `require` ES modules, as `next build` does here.
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24;
  return fits ? null : `Gatehouse needs Node.js 20.19 or newer (of 22: 22.12 or newer; not 21 or 23), but this is ${version}.`;
}
