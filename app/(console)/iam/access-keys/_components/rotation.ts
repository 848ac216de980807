/** The facts of a key that its rotation needs. */
export type RotatedKey = {
  id: string;
  active: boolean;
  /** The time of creation, ISO 8601. */
  created: string;
  /** The time of the last use; null if never used, undefined if it can't be read. */
  lastUsed: string | null | undefined;
};

export type RotationStep = 'create' | 'use' | 'deactivate' | 'delete';

/** The steps in AWS's order. Source: IAM User Guide, "Updating access keys". */
export const ROTATION_STEPS: readonly RotationStep[] = ['create', 'use', 'deactivate', 'delete'];

export type Rotation = {
  /** The next step. It follows from the keys alone, so a rotation can be resumed at any time. */
  step: RotationStep;
  old: RotatedKey;
  /** The replacement key; null until it exists. */
  next: RotatedKey | null;
  /** True if the old key was used after the new one was created. */
  oldInUse: boolean;
};

/** Returns the state of the rotation of a user's keys; null without keys. The older of two keys is replaced. */
export function rotationOf(keys: readonly RotatedKey[]): Rotation | null {
  const [old, next = null] = [...keys].sort((one, other) => one.created.localeCompare(other.created));
  if (!old) return null;
  if (!next) return { step: 'create', old, next, oldInUse: false };
  const oldInUse = Boolean(old.lastUsed && old.lastUsed > next.created);
  if (!old.active && next.active) return { step: 'delete', old, next, oldInUse };
  // The change is complete once the new key is used and the old one no longer is.
  const changed = next.active && Boolean(next.lastUsed) && !oldInUse;
  return { step: changed ? 'deactivate' : 'use', old, next, oldInUse };
}
