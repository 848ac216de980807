import { ExpandableSection } from '@/components/ui/expandable-section';
import { Severity, type SeverityLevel } from '@/components/ui/severity';
import type { Json } from '@/lib/console/result';
import type { CheckAnswer, PostureAnswer } from '@/lib/posture/operations';
import { controlWords } from './control-words';

type Check = Json<CheckAnswer>;
const ORDER: readonly Check['State'][] = ['failed', 'unknown', 'passed', 'notApplicable'];

/** Lists every check with its result: passed, failed, unknown or not applicable. */
export function ChecksPanel({ checks }: { checks: readonly Check[] }) {
  const count = (state: Check['State']) => checks.filter(({ State }) => State === state).length;
  const unknown = count('unknown');
  const words = [
    `${count('passed')} pass`,
    `${count('failed')} fail`,
    ...(unknown > 0 ? [`${unknown} unknown`] : []),
    `${count('notApplicable')} do not apply`,
  ];
  return (
    <ExpandableSection
      look="panel"
      title={`All ${checks.length} checks`}
      description={words.join(', ')}
      defaultOpen={unknown > 0}
    >
      <ul className="grid gap-x-8 gap-y-2 lg:grid-cols-2">
        {ORDER.flatMap((state) => checks.filter(({ State }) => State === state)).map((check) => (
          <li key={check.CheckId} className="flex min-w-0 gap-3">
            <span className="w-24 shrink-0">
              {check.State === 'notApplicable' ? (
                <span className="text-ink-3 text-sm">Not applicable</span>
              ) : (
                <Severity level={levelOf(check)} />
              )}
            </span>
            <span className="min-w-0">
              <span className="font-medium">{check.Title}</span>
              <span className="block text-ink-3 text-sm">
                {check.State === 'unknown' ? (
                  <>
                    Requires <code className="font-mono text-xs">{check.Needs?.join(', ')}</code>
                  </>
                ) : (
                  detailOf(check)
                )}
              </span>
              {check.Controls.length > 0 ? (
                <span className="block text-ink-3 text-xs">{check.Controls.map(controlWords).join(', ')}</span>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </ExpandableSection>
  );
}

function levelOf({ State, Severity: severity }: Check): SeverityLevel {
  if (State === 'unknown') return 'unknown';
  return State === 'passed' ? 'done' : severity;
}

function detailOf({ State, Active, Applicable, Why }: Check): string {
  if (State === 'failed') return `${Active.toLocaleString('en')} open of ${Applicable.toLocaleString('en')}`;
  return State === 'passed' && Applicable > 1 ? `All ${Applicable.toLocaleString('en')} passed` : Why;
}

/** Lists public controls without a check, each with the reason. */
export function OmittedControls({ controls }: { controls: Json<PostureAnswer>['OmittedControls'] }) {
  return (
    <ExpandableSection
      look="panel"
      title={`${controls.length} public controls without a check`}
      description="Controls of Security Hub for IAM and of CIS AWS Foundations Benchmark 5.0, section 1."
    >
      <ul className="grid gap-x-8 gap-y-2 lg:grid-cols-2">
        {controls.map(({ Control, Title, Reason }) => (
          <li key={Control} className="min-w-0">
            <span className="font-medium">
              {controlWords(Control)}: {Title}
            </span>
            <span className="block text-ink-3 text-sm">{Reason}</span>
          </li>
        ))}
      </ul>
    </ExpandableSection>
  );
}
