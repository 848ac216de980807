import type { EffectiveValue } from '../types';
import type { TreeMap, TreeNode } from './tree';

/** Returns the maps of a map by their names. */
export function mapsOf(map: TreeMap | null): [string, TreeMap][] {
  return [...(map?.members ?? [])].flatMap(([name, node]) => (node.kind === 'map' ? [[name, node]] : []));
}

export function mapAt(map: TreeMap, name: string): TreeMap | null {
  const node = map.members.get(name);
  return node?.kind === 'map' ? node : null;
}

/** Returns the values of a setting, or null where it is absent. */
export function valuesAt(map: TreeMap | null, name: string): readonly EffectiveValue[] | null {
  const node = map?.members.get(name);
  return node?.kind === 'setting' && node.values ? [...node.values.values()] : null;
}

/** Returns the only value as text, or null where it is absent. */
export function textAt(map: TreeMap | null, name: string): string | null {
  const value = valuesAt(map, name)?.[0]?.value;
  return value === undefined ? null : String(value);
}

/** Says whether a node prints nothing. */
export function isEmpty(node: TreeNode): boolean {
  return node.kind === 'setting' ? node.values === null : [...node.members.values()].every(isEmpty);
}

/** Returns the policies that set a value in a part of the tree, each once. */
export function contributors(node: TreeNode, into = new Set<string>()): ReadonlySet<string> {
  if (node.kind === 'map') for (const member of node.members.values()) contributors(member, into);
  else {
    if (node.setBy) into.add(node.setBy.policy);
    for (const { source } of node.values?.values() ?? []) if (source) into.add(source.policy);
  }
  return into;
}
