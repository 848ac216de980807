import type { TrustStatement } from '@gatehouse/policy/analyze';
import { conditionWords } from '@/components/access/condition-words';

/** Renders the conditions of a statement in words. */
export function TrustConditions({ effect, conditions }: Pick<TrustStatement, 'effect' | 'conditions'>) {
  if (conditions.length === 0) return <span className="text-ink-3">None</span>;
  return (
    <ul className="space-y-1">
      {conditions.map((condition) => {
        const words = conditionWords(condition, effect);
        return (
          <li key={`${condition.operator} ${condition.key}`} className="break-words">
            {effect === 'Allow' ? 'when ' : 'unless '}
            <code className="font-mono text-sm">{condition.key}</code>{' '}
            {words ? words.verb : <code className="font-mono text-sm">{condition.operator}</code>}{' '}
            <span className="break-words">{words ? words.values : condition.values.join(', ')}</span>
          </li>
        );
      })}
    </ul>
  );
}
