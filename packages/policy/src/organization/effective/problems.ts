import type { DeclarativePolicyType, EffectivePolicyProblem } from '../types';
import { backupProblems } from './backup-problems';
import { tagProblems } from './tag-problems';
import type { TreeMap } from './tree';

/** Returns the problems that make an effective policy invalid. AWS documents them for backup and tag policies only. */
export function effectiveProblems(
  type: DeclarativePolicyType,
  root: TreeMap,
  content: string,
): readonly EffectivePolicyProblem[] {
  if (type === 'BACKUP_POLICY') return backupProblems(root);
  return type === 'TAG_POLICY' ? tagProblems(root, content) : [];
}
