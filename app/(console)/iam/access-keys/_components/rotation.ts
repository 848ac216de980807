/** A key as its rotation looks at it. */
export type RotatedKey = {
  id: string;
  active: boolean;
  /** ISO 8601. */
  created: string;
  /** When it was used last: null for never, undefined where that may not be read. */
  lastUsed: string | null | undefined;
};

export type RotationStep = 'create' | 'use' | 'deactivate' | 'delete';

/** AWS's order, "Updating access keys" in the IAM User Guide. */
export const ROTATION_STEPS: readonly RotationStep[] = ['create', 'use', 'deactivate', 'delete'];

export type Rotation = {
  /** What comes next. It follows from the keys alone, so that a rotation goes on wherever and whenever it was left. */
  step: RotationStep;
  old: RotatedKey;
  /** The key that takes its place; null until there is one. */
  next: RotatedKey | null;
  /** The old key was used after the new one was made: somebody has not changed over. */
  oldInUse: boolean;
};

/** How far the rotation of a user's keys is: the older of two is the one that goes. Null where there is no key. */
export function rotationOf(keys: readonly RotatedKey[]): Rotation | null {
  const [old, next = null] = [...keys].sort((one, other) => one.created.localeCompare(other.created));
  if (!old) return null;
  if (!next) return { step: 'create', old, next, oldInUse: false };
  const oldInUse = Boolean(old.lastUsed) && (old.lastUsed ?? '') > next.created;
  if (!old.active && next.active) return { step: 'delete', old, next, oldInUse };
  // Until the new key has been seen in a call, and as long as the old one is, the change is not complete.
  const changed = next.active && Boolean(next.lastUsed) && !oldInUse;
  return { step: changed ? 'deactivate' : 'use', old, next, oldInUse };
}
