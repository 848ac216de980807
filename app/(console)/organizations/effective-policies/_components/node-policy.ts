import type { Json } from '@/lib/console/result';
import type * as answer from '@/lib/organizations/effective-policy/node-answer';
import type { InvalidPolicy, NodeEffectivePolicy } from '@/lib/organizations/effective-policy/node-operations';
import type { PolicyDraft } from '@/lib/organizations/effective-policy/schema';

/** The effective policy of a node, as JSON. */
export type NodePolicy = Json<NodeEffectivePolicy>;
export type Level = Json<answer.Level>;
export type LevelPolicy = Json<answer.LevelPolicy>;
export type Operation = Json<answer.PolicyOperation>;
export type Setting = Json<answer.Setting>;
export type Source = Json<answer.Source>;
export type Invalid = Json<InvalidPolicy>;
export type Scalar = Setting['Values'][number]['Value'];
export type Draft = PolicyDraft;

/** The value that the page explains: its setting, its text and the operator that set it or took it away. */
export type Chosen = { path: readonly string[]; value: Scalar; source: Source | null; gone: boolean };

/** Returns a text that is equal for the same path. */
export const pathKey = (path: readonly string[]) => JSON.stringify(path);

/** Returns whether a value is the chosen one. */
export function isChosen(chosen: Chosen | null, { path, value, gone }: Omit<Chosen, 'source'>): boolean {
  return chosen !== null && chosen.gone === gone && chosen.value === value && pathKey(chosen.path) === pathKey(path);
}

/** Returns the first value with a source, which the page explains before the reader chooses another. */
export function firstChosen({ Settings }: NodePolicy): Chosen | null {
  const lists = Settings.filter(({ List }) => List);
  for (const { Path, Values } of [...lists, ...Settings]) {
    const value = Values.find(({ Source }) => Source !== null);
    if (value) return { path: Path, value: value.Value, source: value.Source, gone: false };
  }
  return null;
}

/** Returns the chosen value as a policy has it, or null if the policy does not have it. */
export function currentChosen({ Settings }: NodePolicy, chosen: Chosen | null): Chosen | null {
  const setting = chosen && Settings.find(({ Path }) => pathKey(Path) === pathKey(chosen.path));
  if (!setting) return null;
  const value = setting.Values.find(({ Value }) => Value === chosen.value);
  if (!chosen.gone) return value ? { ...chosen, source: value.Source } : null;
  const gone = setting.Gone.find(({ Value }) => Value === chosen.value);
  return gone ? { ...chosen, source: gone.By } : null;
}

/** Returns the keys of all values of a policy, each a path and a value. */
function valueKeys(policy: NodePolicy): Set<string> {
  return new Set(policy.Settings.flatMap(({ Path, Values }) => Values.map(({ Value }) => JSON.stringify([Path, Value]))));
}

/** Returns the function that says whether a value is in the draft's policy only. */
export function addedBy(draft: NodePolicy, present: NodePolicy): (path: readonly string[], value: Scalar) => boolean {
  const before = valueKeys(present);
  return (path, value) => draft.Draft !== null && !before.has(JSON.stringify([path, value]));
}

/** Returns the values that a draft takes away, by path. */
export function takenBy(draft: NodePolicy, present: NodePolicy): ReadonlyMap<string, Scalar[]> {
  const after = valueKeys(draft);
  const taken = new Map<string, Scalar[]>();
  for (const { Path, Values } of present.Settings) {
    const gone = Values.flatMap(({ Value }) => (after.has(JSON.stringify([Path, Value])) ? [] : [Value]));
    if (gone.length > 0) taken.set(pathKey(Path), gone);
  }
  return taken;
}
