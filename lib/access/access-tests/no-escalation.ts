import type { AccessModel } from '@gatehouse/policy/analyze';
import type { Scope } from '../../core/operation';
import { plural } from '../../core/text/plural';
import { escalationReport, visiblePaths } from '../escalation/operations';
import { visibleAnswers } from '../many-principals';
import { parseSubject } from '../subject-arn';
import type { TestReason } from './results';

/** The principals that must not become administrators, or with `others`, everybody except them. */
export type AskedEscalation = { named: ReadonlySet<string>; others: boolean; short: (arn: string) => string };

/**
 * Returns the principals that are administrators or can become one against the test. Root users always are, so they count only if the test
 * names them.
 */
export async function escalationReasons(
  scope: Scope,
  model: AccessModel,
  { named, others, short }: AskedEscalation,
): Promise<TestReason[]> {
  const report = await escalationReport(model);
  const concerns = (arn: string) => others || named.has(arn);
  const ways = report.paths.filter(({ principal }) => concerns(principal));
  const powerful = report.administrators.filter(concerns);
  const paths = await visiblePaths(scope, ways);
  const administrators = await visibleAnswers(scope, powerful, (arn) => [arn]);
  const withheld = ways.length - paths.length + powerful.length - administrators.length;
  const isAsked = (arn: string) => named.has(arn) !== others && (named.has(arn) || parseSubject(arn)?.kind !== 'Account');
  const reasons: TestReason[] = administrators.filter(isAsked).map((arn) => ({ text: `${short(arn)} is an administrator.` }));
  for (const { principal, access, steps } of paths) {
    if (!isAsked(principal)) continue;
    const way = steps
      .map(({ needs, on }) => `${needs.map(({ action }) => action).join(' and ')} on ${short(on)}`)
      .join(', then ');
    reasons.push({
      text: `${short(principal)} can ${access === 'always' ? '' : 'at times '}make itself an administrator: ${way}.`,
    });
  }
  if (withheld > 0)
    reasons.push({
      text: others
        ? `You don't have permission to view the access of ${plural(withheld, 'other principal')}.`
        : `The path of ${plural(withheld, 'principal')} includes a principal that you don't have permission to view.`,
      undecided: true,
    });
  return reasons;
}
