import type { DeclarativePolicy, DocumentMap, Scalar, ValueOperator } from './types';
import { VALUE_OPERATORS } from './types';

/** An operator of a policy at one setting, or a control alone. Its path has the names that the effective policy has. */
export type PolicySetting = {
  path: readonly string[];
  /** Null for a control without an operator, and for every control on a map. */
  operator: ValueOperator | null;
  values: readonly Scalar[];
  /** The operators that the policy leaves to child policies, or null where it has no control. */
  allowedForChildren: readonly ValueOperator[] | null;
};

/** Returns the operators of a policy in the order of its members. A control is on the first operator of its setting. */
export function settingsOfPolicy({ root }: DeclarativePolicy): PolicySetting[] {
  const settings: PolicySetting[] = [];
  collect(root, [], settings);
  return settings;
}

/** The depth of the schema limits the recursion. */
function collect(map: DocumentMap, path: readonly string[], into: PolicySetting[]): void {
  if (map.control) into.push({ path, operator: null, values: [], allowedForChildren: [...map.control] });
  for (const [name, node] of map.members) {
    const place = [...path, name];
    if (node.kind === 'map') {
      collect(node, place, into);
      continue;
    }
    let allowedForChildren = node.control && [...node.control];
    for (const operator of VALUE_OPERATORS) {
      const values = node.values[operator];
      if (values === null) continue;
      into.push({ path: place, operator, values, allowedForChildren });
      allowedForChildren = null;
    }
    if (allowedForChildren) into.push({ path: place, operator: null, values: [], allowedForChildren });
  }
}
