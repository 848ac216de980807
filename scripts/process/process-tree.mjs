import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** The time that processes get to finish after SIGTERM. */
const GRACE_MS = 20_000;
const LOOK_AGAIN_MS = 50;

/** @typedef {{ pid: number, parent: number, group: number }} Process */

/**
 * Returns the living processes of a tree: `root` and its descendants. Members of a process group that one of them leads or led count too,
 * so a process whose parent has ended is still found.
 *
 * @param {number} root
 * @returns {number[]}
 */
export function processTree(root) {
  return grow(new Set([root]));
}

/**
 * Adds to the process ids in `found` those below them, and returns those that live.
 *
 * @param {Set<number>} found
 */
function grow(found) {
  const all = processes();
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const { pid, parent, group } of all) if (found.has(parent) || found.has(group)) found.add(pid);
  }
  return all.map(({ pid }) => pid).filter((pid) => found.has(pid));
}

/**
 * Ends a process with everything below it: asks first, kills what has not ended after a while, and resolves when none lives.
 *
 * @param {number} root
 * @param {{ spareRoot?: boolean, graceMs?: number }} [options] `spareRoot` ends only what is below it
 */
export async function endProcessTree(root, { spareRoot = false, graceMs = GRACE_MS } = {}) {
  // Who was found once stays condemned, also when its parent ends first.
  const condemned = new Set([root]);
  const living = () => grow(condemned).filter((pid) => !(spareRoot && pid === root));
  for (const pid of living()) signal(pid, 'SIGTERM');
  const killFrom = Date.now() + graceMs;
  for (let left = living(); left.length > 0; left = living()) {
    if (Date.now() >= killFrom) for (const pid of left) signal(pid, 'SIGKILL');
    await wait(LOOK_AGAIN_MS);
  }
}

/** For the last moment of a process, when nothing can be waited for. @param {number} root */
export function killProcessTree(root) {
  for (const pid of processTree(root)) if (pid !== process.pid) signal(pid, 'SIGKILL');
}

/** @param {number} pid @param {NodeJS.Signals} name */
function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended in the meantime.
  }
}

/** @returns {Process[]} all that have not ended; one that has but was not waited for does nothing any more */
function processes() {
  if (existsSync('/proc/self/stat')) {
    return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? readProcess(Number(name)) : []));
  }
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat='], { encoding: 'utf8' }).trim().split('\n');
  return lines.flatMap((line) => {
    const [pid = '', parent = '', group = '', state = ''] = line.trim().split(/\s+/);
    return state.startsWith('Z') ? [] : { pid: Number(pid), parent: Number(parent), group: Number(group) };
  });
}

/** @param {number} pid @returns {Process[]} */
function readProcess(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in parentheses, may hold anything.
    const [state, parent, group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' || state === 'X' ? [] : [{ pid, parent: Number(parent), group: Number(group) }];
  } catch {
    return [];
  }
}
