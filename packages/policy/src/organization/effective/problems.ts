import type { Steps } from '../../analyze/steps';
import type { DeclarativePolicyType, EffectivePolicyProblem } from '../types';
import { backupProblems } from './backup-problems';
import { tagProblemsSteps } from './tag-problems';
import type { TreeMap } from './tree';

/** Returns the problems that make an effective policy invalid. AWS documents them for backup and tag policies only. */
export function* effectiveProblemsSteps(
  type: DeclarativePolicyType,
  root: TreeMap,
  content: string,
): Steps<readonly EffectivePolicyProblem[]> {
  if (type === 'BACKUP_POLICY') return backupProblems(root);
  return type === 'TAG_POLICY' ? yield* tagProblemsSteps(root, content) : [];
}
