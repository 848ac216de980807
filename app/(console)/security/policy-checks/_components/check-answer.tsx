import { Alert } from '@/components/ui/alert';
import { Panel } from '@/components/ui/panel';

type Principal = { type: string; arn?: string; serviceName?: string };
/** A request that demonstrates a statement's access. */
type Witness = { principal: Principal | null; action: string; resource: string; context: Readonly<Record<string, unknown>> };
export type CheckedAnswer = {
  result: 'PASS' | 'FAIL';
  message: string;
  reasons: readonly { description: string; statementIndex: number; witness: Witness | null }[];
};

/** The result of a check. If it failed, it lists each statement with a request. */
export function CheckAnswer({ answer: { result, message, reasons } }: { answer: CheckedAnswer }) {
  return (
    <Panel title="Answer">
      <div className="space-y-4">
        <Alert verdict kind={result === 'PASS' ? 'success' : 'error'} title={result === 'PASS' ? 'Passed' : 'Failed'} live>
          {message}
        </Alert>
        {reasons.length > 0 ? (
          <ol className="space-y-3">
            {reasons.map(({ description, statementIndex, witness }) => (
              <li key={statementIndex} className="rounded-md border border-line px-3 py-2">
                <p className="font-medium">{description}</p>
                {witness ? (
                  <WitnessText witness={witness} />
                ) : (
                  <p className="text-ink-2">
                    The check is inconclusive: no request was found that shows it, but none can be ruled out.
                  </p>
                )}
              </li>
            ))}
          </ol>
        ) : null}
      </div>
    </Panel>
  );
}

function WitnessText({ witness: { principal, action, resource, context } }: { witness: Witness }) {
  const keys = Object.entries(context);
  return (
    <div className="text-ink-2">
      <p>
        For example <code className="break-all">{action}</code> on <code className="break-all">{resource}</code>
        {principal ? (
          <>
            {' '}
            by <span className="break-all">{nameOf(principal)}</span>
          </>
        ) : null}
        {keys.length > 0 ? ', where' : '.'}
      </p>
      {keys.length > 0 ? (
        <ul className="list-disc pl-5">
          {keys.map(([key, value]) => (
            <li key={key} className="break-all">
              <code>{key}</code> is <code>{[value].flat().join(', ')}</code>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function nameOf({ type, arn, serviceName }: Principal): string {
  if (type === 'Anonymous') return 'a caller without credentials';
  return arn ?? serviceName ?? type;
}
