import type { AccessModel } from '@gatehouse/policy/analyze';
import type { Scope } from '../../core/operation';
import { escalationReport, visiblePaths } from '../escalation/operations';
import { visibleAnswers } from '../many-principals';
import { parseSubject } from '../subject-arn';
import type { Reason } from './results';

/** Those who are named must not become administrators; or (`others`) everybody else must not. */
export type AskedEscalation = { named: ReadonlySet<string>; others: boolean; short: (arn: string) => string };

/** Who is an administrator, or can make itself one, and should not. Root users always are, and are asked about where they are named. */
export async function escalationReasons(
  scope: Scope,
  model: AccessModel,
  { named, others, short }: AskedEscalation,
): Promise<Reason[]> {
  const report = await escalationReport(model);
  const concerns = (arn: string) => others || named.has(arn);
  const ways = report.paths.filter(({ principal }) => concerns(principal));
  const powerful = report.administrators.filter(concerns);
  const paths = await visiblePaths(scope, ways);
  const administrators = await visibleAnswers(scope, powerful, (arn) => [arn]);
  const withheld = ways.length - paths.length + powerful.length - administrators.length;
  const isAsked = (arn: string) => named.has(arn) !== others && (named.has(arn) || parseSubject(arn)?.kind !== 'Account');
  const reasons: Reason[] = administrators.filter(isAsked).map((arn) => ({ text: `${short(arn)} is an administrator.` }));
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
        ? `You may not look at the access of ${withheld} others.`
        : `The way of ${withheld} of them leads over somebody whose access you may not look at.`,
      undecided: true,
    });
  return reasons;
}
