import { isAccessCheck } from './access-checks';
import { comparesAccess } from './account-checks';
import type { Ask, Check, Way } from './checks';
import { ACCESS_FORMAT, MOST_CHECKS, MOST_COMPARISONS, MOST_READS, MOST_ROWS } from './limits';
import type { YamlFile } from './read-yaml';
import type { Scenario } from './schema';

/** Refuses a pack whose evaluation would exceed the budget. */
export function checkCosts(file: YamlFile, { format, steps }: Scenario): void {
  const checks = steps.flatMap((step) => step.checks);
  const parts = checks.flatMap((check): (Check | Way)[] => (check.kind === 'anyOf' ? check.of : [check]));
  const rows = parts.reduce((sum, check) => sum + (check.kind === 'decision' ? rowsOf(check.ask) : 0), 0);
  const comparing = parts.filter(comparesAccess);
  const comparisons = comparing.reduce((sum, check) => sum + comparisonsOf(check), 0);
  const reads = parts.filter(({ kind }) => kind === 'state').length;
  if (checks.length > MOST_CHECKS)
    file.note(['steps'], `There are ${checks.length} checks, and an evaluation has at most ${MOST_CHECKS}.`);
  if (rows > MOST_ROWS) file.note(['steps'], `Its decisions have ${rows} rows, and an evaluation has at most ${MOST_ROWS}.`);
  if (reads > MOST_READS)
    file.note(['steps'], `There are ${reads} checks of state, and an evaluation reads at most ${MOST_READS} times.`);
  if (comparisons > MOST_COMPARISONS)
    file.note(['steps'], `Its checks make ${comparisons} comparisons, and an evaluation makes at most ${MOST_COMPARISONS}.`);
  if (comparing.length > 0 && format < ACCESS_FORMAT)
    file.note(['format'], `A check of the kind ${comparing[0]?.kind} needs format: ${ACCESS_FORMAT}.`);
}

/** Returns the number of rows of questions: the product of principals, actions, resources and contexts. */
export function rowsOf(asks: readonly Ask[]): number {
  const many = (value: unknown) => (Array.isArray(value) ? value.length : 1);
  return asks.reduce((sum, ask) => sum + many(ask.principal) * many(ask.action) * many(ask.resource) * many(ask.context), 0);
}

/** Returns the number of comparisons of a check. For principals, it is one for each entry of `who`, each reference and each circumstance. */
function comparisonsOf(check: Check | Way): number {
  if (!isAccessCheck(check)) return check.kind === 'nothingLeft' ? check.of.length : 2;
  const references = check.kind === 'equalAccess' && check.reference === undefined ? 2 : 1;
  return [check.who].flat().length * references * [check.when].flat().length;
}
