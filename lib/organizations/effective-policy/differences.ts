import type { Steps } from '@gatehouse/policy/analyze';
import type { EffectivePolicy } from '@gatehouse/policy/organization';

type Document = EffectivePolicy['document'];
type Value = Document[string];

/** A setting that differs between two effective policies. A value is null where the policy does not have it. */
export type SettingDifference = { Path: string; Before: string | null; After: string | null };

/** The values that are compared between two pauses. */
const AT_ONCE = 500;

/**
 * Returns settings that differ, sorted by their paths, and none if the documents are equal. The order of members says nothing.
 * @param most the number of differences to stop at
 */
export function* differencesSteps(before: Document, after: Document, most: number): Steps<SettingDifference[]> {
  const found: SettingDifference[] = [];
  let seen = 0;
  function* compare(last: Value | undefined, next: Value | undefined, path: readonly string[]): Steps<void> {
    if (last === next || found.length >= most) return;
    if (++seen % AT_ONCE === 0) yield;
    const [lastMembers, nextMembers] = [membersOf(last), membersOf(next)];
    const Before = last === undefined || lastMembers ? null : JSON.stringify(last);
    const After = next === undefined || nextMembers ? null : JSON.stringify(next);
    if (Before !== After && path.length > 0) found.push({ Path: path.join('/'), Before, After });
    const at = (members: Document | null, name: string) => (members && Object.hasOwn(members, name) ? members[name] : undefined);
    for (const name of Object.keys(nextMembers ?? {}))
      yield* compare(at(lastMembers, name), at(nextMembers, name), [...path, name]);
    for (const name of Object.keys(lastMembers ?? {}))
      if (at(nextMembers, name) === undefined) yield* compare(at(lastMembers, name), undefined, [...path, name]);
  }
  yield* compare(before, after, []);
  return found.sort((a, b) => (a.Path < b.Path ? -1 : 1));
}

/** Returns the members of an object that has some. An empty one is a value. */
function membersOf(value: Value | undefined): Document | null {
  const hasMembers = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
  return hasMembers ? (value as Document) : null;
}
