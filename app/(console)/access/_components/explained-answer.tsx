'use client';

import { policyHref } from '@/app/(console)/_client/policy-href';
import { useRead } from '@/app/(console)/_client/use-read';
import { DecisionView } from '@/components/access/decision-view';
import { withoutResource } from '@/components/access/verdict-text';
import { ErrorBox } from '@/components/console/page/error-box';
import { Skeleton } from '@/components/ui/skeleton';
import { explainQuery } from '../queries';

const REGION_WORDS = {
  given: '',
  resource: ', where the resource is',
  global: ', where this service answers',
  usual: '',
  guardrails: ', the first Region that the guardrails leave',
} as const;

/** The answer to one question with everything it follows from, and whose the resource was taken to be where nobody says. */
export function ExplainedAnswer({ question }: { question: Parameters<typeof explainQuery>[0] }) {
  const { data, error, refetch } = useRead(explainQuery(question));
  if (error) return <ErrorBox error={error} onRetry={refetch} />;
  if (!data) return <Skeleton className="h-64" />;
  return (
    <DecisionView explanation={data.explanation} documents={data.documents} fixes={data.fixes} href={policyHref}>
      {data.explanation.request.resource !== question.Resource ? (
        <p className="border-line border-b px-4 py-2.5 text-ink-2 text-sm">{withoutResource(question.Action)}</p>
      ) : null}
      {data.Region ? (
        <p className="border-line border-b px-4 py-2.5 text-ink-2 text-sm">
          Asked in <span className="font-mono">{data.Region.Code}</span>
          {REGION_WORDS[data.Region.Chosen]}.
        </p>
      ) : null}
      {data.AllowedPart ? (
        <p className="border-line border-b px-4 py-2.5 text-ink-2 text-sm">
          A part of this pattern is allowed: <code className="break-all font-mono">{data.AllowedPart}</code>. The answer is about
          the pattern as a whole.
        </p>
      ) : null}
      {data.AssumedOwner ? (
        <p className="border-line border-b px-4 py-2.5 text-ink-2 text-sm">
          The ARN does not say whose the resource is: taken as owned by account {data.AssumedOwner}. Another owner can be named
          above.
        </p>
      ) : null}
    </DecisionView>
  );
}
