import { SEVERITIES, type Severity } from '../check';

const WEIGHTS: Readonly<Record<Severity, number>> = { critical: 10, high: 5, medium: 2, low: 1 };
/** The highest score possible while a finding of this severity is active. */
const CAPS: Readonly<Partial<Record<Severity, number>>> = { critical: 59, high: 89 };

/** The input of the score for one check. Checks that are unknown or not applicable are left out before. */
export type ScoredCheck = {
  severity: Severity;
  /** The number of subjects without an exception. */
  applicable: number;
  /** The severities of its active findings. */
  active: readonly Severity[];
  /** The number of subjects that the active findings are about. */
  failing: number;
};

/** A score from 0 to 100, and the score without caps. Null if nothing could be judged. */
export type Score = { score: number; uncapped: number } | null;

/** Returns the worst of the severities, or null. */
export function worstOf(severities: readonly Severity[]): Severity | null {
  return SEVERITIES.find((severity) => severities.includes(severity)) ?? null;
}

/**
 * Computes `floor(100 x (sum w - sum w x f) / sum w)`. A failing check costs half its weight, plus the other half in proportion
 * to its failing subjects.
 */
export function scoreOf(checks: readonly ScoredCheck[]): Score {
  let [weights, lost, most] = [0, 0, 100];
  let active = false;
  for (const check of checks) {
    if (check.applicable === 0) continue;
    const worst = worstOf(check.active);
    const weight = WEIGHTS[worst ?? check.severity];
    weights += weight;
    if (worst === null) continue;
    active = true;
    lost += weight * (0.5 + (0.5 * check.failing) / check.applicable);
    most = Math.min(most, CAPS[worst] ?? 100);
  }
  if (weights === 0) return null;
  // Rounded before floor, since the sum of fractions may fall just below a whole number.
  const share = Math.round((1e9 * 100 * (weights - lost)) / weights) / 1e9;
  const uncapped = Math.min(Math.floor(share), active ? 99 : 100);
  return { score: Math.min(uncapped, most), uncapped };
}
