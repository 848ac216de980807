import type { Steps } from '../../analyze/steps';
import type { EffectivePolicyProblem } from '../types';
import { mapAt, textAt, valuesAt } from './read-tree';
import type { TreeMap } from './tree';

const MOST_BYTES = 395_000;
const MOST_REQUIRED = 50;
const NAMED_KEYS = 5;
/** The keys and the characters between two pauses. */
const AT_ONCE = 500;
const CHARACTERS_AT_ONCE = 100_000;

/**
 * Returns the problems of an effective tag policy. Source: measured. The message about the size, and the count by literal entries such as
 * `ec2:ALL_SUPPORTED`, are not confirmed.
 */
export function* tagProblemsSteps(root: TreeMap, content: string): Steps<readonly EffectivePolicyProblem[]> {
  const problems: EffectivePolicyProblem[] = [];
  const required = new Map<string, { keys: string[]; policies: Set<string> }>();
  let count = 0;
  for (const [name, rule] of mapAt(root, 'tags')?.members ?? []) {
    if (++count % AT_ONCE === 0) yield;
    if (rule.kind !== 'map') continue;
    for (const { value, source } of valuesAt(rule, 'report_required_tag_for') ?? []) {
      const found = required.get(String(value)) ?? { keys: [], policies: new Set<string>() };
      required.set(String(value), found);
      found.keys.push(textAt(rule, 'tag_key') ?? name);
      if (source) found.policies.add(source.policy);
    }
  }
  for (const [type, { keys, policies }] of required) {
    if (keys.length <= MOST_REQUIRED) continue;
    const message = `Resource type '${type}' has ${keys.length} tags for 'report_required_tag_for', which exceeds the maximum limit of ${MOST_REQUIRED}. Contributing tag keys include: ${keys.slice(0, NAMED_KEYS).join(', ')} and ${keys.length - NAMED_KEYS} more`;
    problems.push({ code: 'ELEMENTS_TOO_MANY', message, path: 'tags', contributingPolicies: [...policies] });
  }
  const bytes = yield* countBytesSteps(content);
  if (bytes > MOST_BYTES) {
    const message = `Effective policy size is ${bytes} bytes, which exceeds the maximum limit of ${MOST_BYTES} bytes`;
    problems.push({ code: 'ELEMENTS_TOO_MANY', message, path: 'tags', contributingPolicies: [] });
  }
  return problems;
}

/** Returns the length of a text in UTF-8. */
function* countBytesSteps(text: string): Steps<number> {
  let bytes = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (at % CHARACTERS_AT_ONCE === 0) yield;
    const code = text.charCodeAt(at);
    // Each half of a surrogate pair counts two of its four bytes.
    bytes += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 2 : 3;
  }
  return bytes;
}
