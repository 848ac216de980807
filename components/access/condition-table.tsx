import type { ConditionTrace } from '@gatehouse/policy/evaluate';
import { OutcomeIcon } from '../ui/outcome-icon';

const RULES: Record<ConditionTrace['rule'], string> = {
  valueMatched: 'a value matches',
  noValueMatched: 'no value matches',
  keyMissing: 'the key is missing',
  keyMissingIfExists: 'the key is missing, and IfExists lets that pass',
  keyMissingNegated: 'the key is missing, so it is not equal',
  keyMissingForAllValues: 'the key is missing, and ForAllValues is true for no values',
  keyMissingForAnyValue: 'the key is missing, and ForAnyValue needs one value',
  nullCheck: 'the operator checks for presence',
  multivaluedWithoutQualifier: 'several values, but the operator accepts one',
  ambiguousKey: 'two keys differ only by case',
  unparsableValue: 'a value has the wrong type for the operator',
  unknownOperator: 'the operator does not exist',
};

/** Lists the conditions of a statement with the compared values. */
export function ConditionTable({ conditions }: { conditions: readonly ConditionTrace[] }) {
  if (conditions.length === 0) return null;
  return (
    <div className="overflow-x-auto">
      <table className="w-full text-sm">
        <caption className="sr-only">Conditions and compared values</caption>
        <thead>
          <tr className="text-left text-ink-3">
            <th scope="col" className="py-1 pr-3 font-medium">
              Condition
            </th>
            <th scope="col" className="py-1 pr-3 font-medium">
              Policy value
            </th>
            <th scope="col" className="py-1 font-medium">
              Request value
            </th>
          </tr>
        </thead>
        <tbody>
          {conditions.map((condition) => (
            <tr key={`${condition.operator} ${condition.key}`} className="border-line border-t align-top">
              <th scope="row" className="py-1.5 pr-3 text-left font-normal">
                <span className="flex items-start gap-1.5">
                  <OutcomeIcon outcome={condition.matched ? 'allowed' : 'implicit-deny'} size={14} className="mt-0.75" />
                  <span>
                    <span className="block break-all font-mono">{condition.key}</span>
                    <span className="block text-ink-3">
                      {condition.operator}: {condition.matched ? 'met' : 'not met'}, {RULES[condition.rule]}
                    </span>
                  </span>
                </span>
              </th>
              <td className="break-all py-1.5 pr-3 font-mono">
                {(condition.resolved ?? condition.expected).map((value) => value ?? '(no value)').join(', ')}
              </td>
              <td className="break-all py-1.5 font-mono">
                {condition.actual === null ? (
                  <span className="font-sans text-ink-3">
                    {condition.hidden ? 'You don’t have permission to view these tags.' : 'missing'}
                  </span>
                ) : (
                  condition.actual.join(', ')
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
