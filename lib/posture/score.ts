import { SEVERITIES, type Severity } from './check';

const WEIGHTS: Readonly<Record<Severity, number>> = { critical: 10, high: 5, medium: 2, low: 1 };
/** The most that a score can be while a finding so severe is active. */
const CAPS: Readonly<Partial<Record<Severity, number>>> = { critical: 59, high: 89 };

/** What a score needs of a check. Checks that are not applicable, or unknown, are left out before. */
export type ScoredCheck = {
  severity: Severity;
  /** Subjects, without those with an exception. */
  applicable: number;
  /** Severities of its active findings. */
  active: readonly Severity[];
  /** How many subjects these are about. */
  failing: number;
};

/** From 0 to 100, with what it would be if no finding capped it. Null where nothing could be judged. */
export type Score = { score: number; uncapped: number } | null;

/** The worst of some severities, or null. */
export function worstOf(severities: readonly Severity[]): Severity | null {
  return SEVERITIES.find((severity) => severities.includes(severity)) ?? null;
}

/** `floor(100 x (sum w - sum w x f) / sum w)`: a check that fails costs half its weight, and the other half by the share of its subjects. */
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
  // The division of what is left of whole numbers and halves: rounded first, since a sum of fractions may fall just below a whole number.
  const share = Math.round((1e9 * 100 * (weights - lost)) / weights) / 1e9;
  const uncapped = Math.min(Math.floor(share), active ? 99 : 100);
  return { score: Math.min(uncapped, most), uncapped };
}
