import type { DocumentNode, PolicyNode, Scalar } from '../types';

type Operators = { assign: Scalar[][]; append: Scalar[][]; remove: Scalar[][] };

/** Returns the values of each setting by its path, for policies without controls: a second, plain statement of the rule. */
export function plainInheritance(chain: readonly PolicyNode[]): Map<string, Scalar[]> {
  const result = new Map<string, Scalar[]>();
  for (const { policies } of chain) {
    const level = new Map<string, Operators>();
    for (const { policy } of policies) collect(policy.root, [], level);
    for (const [path, { assign, append, remove }] of level) {
      let values = assign[0] ? unique(assign[0]) : result.get(path);
      for (const added of append) if (values || added.length > 0) values = unique([...(values ?? []), ...added]);
      for (const removed of remove) values = values?.filter((value) => !removed.includes(value));
      if (values) result.set(path, values);
    }
  }
  return result;
}

function unique(values: readonly Scalar[]): Scalar[] {
  return values.filter((value, index) => values.indexOf(value) === index);
}

function collect(node: DocumentNode, path: readonly string[], level: Map<string, Operators>): void {
  if (node.kind === 'map') {
    for (const [name, member] of node.members) collect(member, [...path, name], level);
    return;
  }
  const place = JSON.stringify(path);
  const operators = level.get(place) ?? { assign: [], append: [], remove: [] };
  level.set(place, operators);
  const { '@@assign': assign, '@@append': append, '@@remove': remove } = node.values;
  if (assign) operators.assign.push([...assign]);
  if (append) operators.append.push([...append]);
  if (remove) operators.remove.push([...remove]);
}
