import { Alert, type AlertKind } from '@/components/ui/alert';
import { Panel } from '@/components/ui/panel';
import { VERDICT } from '@/components/ui/verdict-mark';

export type ValidatedFinding = {
  findingType: 'ERROR' | 'SECURITY_WARNING' | 'WARNING' | 'SUGGESTION';
  issueCode: string;
  findingDetails: string;
  locations: readonly { span: { start: { line: number; column: number } } }[];
};

const KINDS: Record<ValidatedFinding['findingType'], { kind: AlertKind; word: string }> = {
  ERROR: { kind: 'error', word: 'Error' },
  SECURITY_WARNING: { kind: 'warning', word: 'Security warning' },
  WARNING: { kind: 'warning', word: 'Warning' },
  SUGGESTION: { kind: 'info', word: 'Suggestion' },
};

/** Lists the validation findings of a document. */
export function ValidationAnswer({ findings }: { findings: readonly ValidatedFinding[] }) {
  return (
    <Panel title="Answer">
      <div className="space-y-3">
        {findings.length === 0 ? (
          <Alert verdict kind="success" title="No findings" live>
            No errors, warnings or suggestions.
          </Alert>
        ) : (
          <p role="status" {...VERDICT}>
            {findings.length === 1 ? 'One finding' : `${findings.length} findings`}
          </p>
        )}
        {findings.map(({ findingType, issueCode, findingDetails, locations }, index) => {
          const start = locations[0]?.span.start;
          const { kind, word } = KINDS[findingType];
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is shown as it came
            <Alert key={index} kind={kind} title={`${word}: ${issueCode}`}>
              {findingDetails}
              {start ? ` Line ${start.line}, column ${start.column + 1}.` : ''}
            </Alert>
          );
        })}
      </div>
    </Panel>
  );
}
