import { TextLink } from '@/components/ui/text-link';
import type { EffectiveAnswer } from '@/lib/access/effective/operations';
import type { SubjectSummary } from '@/lib/access/operations';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { plural } from '@/lib/core/text/plural';
import { policiesThrough } from './policies-through';

/** One line of facts above the answer: place of the account, attached policies, limits. */
export function SubjectFacts({ answer }: { answer: Json<EffectiveAnswer> }) {
  const { Subject, Counts, Milliseconds } = answer;
  const total = Object.values(Counts).reduce((sum, count) => sum + count, 0);
  return (
    <p className="flex flex-wrap gap-x-6 gap-y-1 text-ink-2 wrap-anywhere">
      <span>
        <b className="font-semibold text-ink">{Subject.Account.Name}</b>
        {Subject.Levels.length > 1
          ? ` · ${Subject.Levels.slice(0, -1)
              .map((level) => (level.Kind === 'root' ? 'Root' : level.Name))
              .join(' › ')}`
          : null}
      </span>
      <ElsewhereFact subject={Subject} />
      <PolicyFact subject={Subject} />
      {Subject.Boundary ? (
        <span>
          Boundary{' '}
          {Subject.Boundary.Arn && (Subject.Known === 'own' || isOfAws(Subject.Boundary.Arn)) ? (
            <TextLink href={paths.policy(Subject.Boundary.Arn)}>{Subject.Boundary.Name}</TextLink>
          ) : (
            Subject.Boundary.Name
          )}
        </span>
      ) : null}
      <GuardrailFact subject={Subject} />
      <span className="text-ink-3">
        {plural(total, 'action')} in {Milliseconds < 1 ? 'under 1' : Math.round(Milliseconds)} ms
      </span>
    </p>
  );
}

/** For a principal of another account: says that it cannot be changed here, and links to its account. */
function ElsewhereFact({ subject: { Account, Arn, Kind, Known } }: { subject: SubjectSummary }) {
  if (Known !== 'organization' || Kind === 'Account') return null;
  return (
    <span>
      In account {Account.Id}, view only:{' '}
      <TextLink href={paths.switchRole({ account: Account.Id, next: paths.access({ principal: Arn }) })}>switch role</TextLink> to
      make changes
    </span>
  );
}

function PolicyFact({ subject }: { subject: SubjectSummary }) {
  if (subject.Kind === 'Account') return <span>Maximum permissions in the account</span>;
  const own = subject.Identity.filter(({ OfSetting }) => !OfSetting);
  const { count, words } = policiesThrough(own.map(({ Group }) => (subject.Kind === 'User' ? Group : undefined)));
  return (
    <span>
      <b className="font-semibold text-ink">{count === 0 ? 'No' : count}</b> {words}
    </span>
  );
}

/** Uses only the ARN, so that the engine is not loaded with the page. */
function isOfAws(arn: string | undefined): boolean {
  return arn?.includes('::aws:policy/') === true;
}

function GuardrailFact({ subject }: { subject: SubjectSummary }) {
  if (subject.Account.Management) return <span>Management account: SCPs do not apply</span>;
  if (!subject.ScpApplies) return <span>No SCPs in effect</span>;
  const limiting = subject.Levels.flatMap(({ Policies }) => Policies).filter(({ Arn }) => !isOfAws(Arn));
  const text =
    limiting.length === 0
      ? 'Not limited by SCPs'
      : `Limited by ${plural(limiting.length, 'SCP')} on ${plural(subject.Levels.length, 'level')}`;
  return <span title={limiting.map(({ Name }) => Name).join(', ')}>{text}</span>;
}
