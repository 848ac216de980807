import type { PolicyRef, StatementTrace } from '@gatehouse/policy/evaluate';
import { useMemo } from 'react';
import { CodeBlock, type CodeHighlight } from '../ui/code-block';
import { ConditionTable } from './condition-table';
import { linesWith, readableDocument, statementExcerpt } from './policy-excerpt';
import { type PolicyHref, PolicyLink } from './policy-link';

type DecidingStatementProps = {
  policy: PolicyRef;
  statement: StatementTrace;
  document: string;
  where: string;
  href: PolicyHref;
};

/** A deciding statement, marked in its document, with the values its conditions compared. */
export function DecidingStatement({ policy, statement, document, where, href }: DecidingStatementProps) {
  const excerpt = useMemo(
    () => statementExcerpt(readableDocument(document, policy.type), statement.index),
    [document, policy.type, statement.index],
  );
  const tone = statement.effect === 'Deny' ? 'deny' : 'allow';
  const label = `${policy.name}, statement ${statement.sid ?? statement.index + 1}`;
  return (
    <section className="space-y-2">
      <h4 className="text-sm">
        <PolicyLink policy={policy} statement={statement.index} href={href} /> ·{' '}
        {statement.sid ? `statement ${statement.sid}` : `statement ${statement.index + 1}`}{' '}
        <span className="text-ink-3">({where})</span>
      </h4>
      {excerpt ? (
        <CodeBlock
          label={label}
          code={excerpt.code}
          firstLine={excerpt.firstLine}
          highlights={highlightsOf(excerpt, statement, tone)}
          maxHeight={520}
        />
      ) : null}
      <ConditionTable conditions={statement.conditions} />
    </section>
  );
}

/** Returns the matched entries and conditions, or the whole statement if they are not known. */
function highlightsOf(
  excerpt: { code: string; firstLine: number; from: number; to: number },
  statement: StatementTrace,
  tone: 'deny' | 'allow',
): CodeHighlight[] {
  // A condition says more than a matched action or resource, which is often just "*".
  const entries = statement.elements.flatMap((element) => (element.entry === undefined ? [] : [element.entry]));
  const conditions = linesWith(
    excerpt,
    statement.conditions.map(({ key }) => key),
  );
  const lines = conditions.length > 0 ? conditions : linesWith(excerpt, entries);
  return (lines.length > 0 ? lines : [{ from: excerpt.from, to: excerpt.to }]).map((line) => ({ ...line, tone }));
}
