import { type Steps, takeAll } from '../../analyze/steps';
import { spend } from '../../budget/count';
import { ADDITIONS_CLOSED_BY, CLOSED_MAP_REFUSES_FIXED_NAMES } from '../open-points';
import { POLICY_TYPES } from '../policy-types';
import { named } from '../schema';
import type {
  ControlSource,
  DeclarativePolicyType,
  DocumentMap,
  EffectiveJson,
  EffectiveObject,
  EffectivePolicy,
  EffectiveSetting,
  PolicyNode,
  PolicySyntax,
  RefusedMember,
} from '../types';
import { effectiveProblemsSteps } from './problems';
import { TreeMap, type TreeNode, TreeSetting } from './tree';

/** The members of a map between two pauses. */
const AT_ONCE = 500;

/**
 * Returns the effective policy of an account, with the source of each value, what was overruled and why, and the problems that make it
 * invalid. Policies of other types are ignored. Never throws, and takes linear time. Source: Organizations User Guide, "Inheritance
 * operators" and "Effective policies".
 * @param chain the root, the organizational units and the account, each with its policies in order of attachment
 */
export function effectivePolicy(type: DeclarativePolicyType, chain: readonly PolicyNode[]): EffectivePolicy {
  return takeAll(effectivePolicySteps(type, chain));
}

/** The same in steps. Each takes a few tens of milliseconds at most: a policy has 10,000 characters, and an account's chain 70 policies. */
export function* effectivePolicySteps(type: DeclarativePolicyType, chain: readonly PolicyNode[]): Steps<EffectivePolicy> {
  const { syntax } = POLICY_TYPES[type];
  const merge = new Merge(new TreeMap(syntax?.root ?? named({})));
  for (const { id, policies } of chain) {
    for (const { id: policy, policy: content } of policies) {
      if (content.type === type) merge.add(merge.root, content.root, { policy, node: id }, []);
      yield;
    }
    merge.commit();
    yield;
  }
  if (syntax) yield* setDefaultsSteps(merge.root, syntax);
  yield;
  const document = yield* toObjectSteps(merge.root);
  yield;
  const content = yield* toTextSteps(document);
  yield;
  const settings: EffectiveSetting[] = [];
  yield* listSettingsSteps(merge.root, [], settings);
  yield;
  const problems = yield* effectiveProblemsSteps(type, merge.root, content);
  return { type, document, content, settings, refusedMembers: merge.refused, problems };
}

/**
 * Returns the document that is in force for an account. AWS never publishes an invalid effective policy: the last valid document stays as a
 * whole. Source: Organizations User Guide, "Invalid effective policy alerts".
 * @param last the content that was in force before
 */
export function contentInForce({ content, problems }: Pick<EffectivePolicy, 'content' | 'problems'>, last = '{}'): string {
  return problems.length > 0 ? last : content;
}

/** Merges documents into a tree. The depth of the schema limits the recursion. */
class Merge {
  readonly refused: RefusedMember[] = [];
  private readonly touched = new Set<TreeNode>();

  constructor(readonly root: TreeMap) {}

  add(tree: TreeMap, map: DocumentMap, source: ControlSource, path: readonly string[]): void {
    this.touched.add(tree);
    if (map.control) tree.gate.add(map.control, source);
    const closedBy = ADDITIONS_CLOSED_BY === 'none' ? tree.gate.closedBy() : tree.gate.closerOf('@@append');
    for (const [name, node] of map.members) {
      spend(5);
      const place = [...path, name];
      let member = tree.members.get(name);
      if (!member) {
        if (closedBy && (CLOSED_MAP_REFUSES_FIXED_NAMES || !tree.schema.members.has(name))) {
          this.refused.push({ path: place, ...source, by: closedBy });
          continue;
        }
        member = node.kind === 'map' ? new TreeMap(node.schema) : new TreeSetting(node.schema);
        tree.members.set(name, member);
      }
      if (member.kind === 'map' && node.kind === 'map') this.add(member, node, source, place);
      if (member.kind === 'setting' && node.kind === 'setting') {
        this.touched.add(member);
        member.add(node.values, source.policy, source.node);
        if (node.control) member.gate.add(node.control, source);
      }
    }
  }

  /** Ends a node: values first, and then the controls, which count from the next node on. */
  commit(): void {
    spend(5 * this.touched.size);
    for (const node of this.touched) {
      if (node.kind === 'setting') node.commit();
      node.gate.commit();
    }
    this.touched.clear();
  }
}

function* setDefaultsSteps(root: TreeMap, { topLevelKey, defaults }: PolicySyntax): Steps<void> {
  const top = root.members.get(topLevelKey);
  if (!defaults || top?.kind !== 'map') return;
  let count = 0;
  for (const [name, entry] of top.members) {
    if (++count % AT_ONCE === 0) yield;
    if (entry.kind !== 'map') continue;
    for (const [member, value] of Object.entries(defaults(name))) {
      const schema = entry.schema.members.get(member);
      if (!schema || schema.kind === 'map') continue;
      const setting = entry.members.get(member) ?? new TreeSetting(schema);
      if (setting.kind === 'setting') setting.setDefault(value);
      entry.members.set(member, setting);
    }
  }
}

/** Returns the members as AWS prints them: maps without a setting disappear. */
function* toObjectSteps(map: TreeMap): Steps<EffectiveObject> {
  // Names come from policies: an object without prototype takes `__proto__` as a name.
  const object: EffectiveObject = Object.create(null);
  let count = 0;
  for (const [name, node] of map.members) {
    if (node.kind === 'map') {
      const inner = yield* toObjectSteps(node);
      if (Object.keys(inner).length > 0) object[name] = inner;
    } else if (node.values) {
      const values = [...node.values.values()].map(({ value }) => value);
      object[name] = node.schema.kind === 'list' ? values : (values[0] ?? null);
    }
    if (++count % AT_ONCE === 0) yield;
  }
  return object;
}

/** Returns the same text as JSON.stringify. */
function* toTextSteps(value: EffectiveJson): Steps<string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const text = JSON.stringify(value);
    spend(text.length);
    return text;
  }
  const members: string[] = [];
  for (const [name, inner] of Object.entries<EffectiveJson>(value)) {
    members.push(`${JSON.stringify(name)}:${yield* toTextSteps(inner)}`);
    spend(name.length);
    if (members.length % AT_ONCE === 0) yield;
  }
  return `{${members.join()}}`;
}

function* listSettingsSteps(map: TreeMap, path: readonly string[], into: EffectiveSetting[]): Steps<void> {
  let count = 0;
  for (const [name, node] of map.members) {
    const place = [...path, name];
    if (node.kind === 'map') yield* listSettingsSteps(node, place, into);
    else {
      into.push({
        path: place,
        kind: node.schema.kind,
        present: node.values !== null,
        values: [...(node.values?.values() ?? [])],
        setBy: node.setBy,
        overruled: node.overruled,
        allowedForChildren: node.gate.allowed(),
      });
    }
    if (++count % AT_ONCE === 0) yield;
  }
}
