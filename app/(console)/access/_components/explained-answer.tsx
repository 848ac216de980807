'use client';

import { policyEditHref, policyHref } from '@/app/(console)/_client/policy-href';
import { withSuggestion } from '@/app/(console)/_client/suggested-document';
import { useRead } from '@/app/(console)/_client/use-read';
import { DecisionView } from '@/components/access/decision-view';
import { withoutResource } from '@/components/access/verdict-text';
import { ErrorBox } from '@/components/console/page/error-box';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import type { Draft } from '@/lib/access/schema';
import { explainQuery } from '../queries';

const REGION_WORDS = {
  given: '',
  resource: ', where the resource is',
  global: ', where this service answers',
  usual: '',
  guardrails: ', the first Region that the guardrails leave',
} as const;

type ExplainedAnswerProps = {
  question: Parameters<typeof explainQuery>[0];
  /** Asks the question again with a policy as a change would make it, where drafts can be tried. */
  onDraft?: (draft: Draft) => void;
};

/** The answer to one question with everything it follows from, and whose the resource was taken to be where nobody says. */
export function ExplainedAnswer({ question, onDraft }: ExplainedAnswerProps) {
  const { data, error, refetch } = useRead(explainQuery(question));
  if (error) return <ErrorBox error={error} onRetry={refetch} />;
  if (!data) return <Skeleton className="h-64" />;
  return (
    <DecisionView
      explanation={data.explanation}
      documents={data.documents}
      fixes={data.fixes}
      href={policyHref}
      fixActions={({ policyId, document }, policy) => {
        const edit = policy && policyEditHref(policy, question.PrincipalArn ?? '');
        if (policyId === undefined || document === undefined)
          return edit ? <TextLink href={edit}>Open the policy</TextLink> : null;
        return (
          <>
            {onDraft ? (
              <Button variant="link" size="sm" onClick={() => onDraft({ kind: 'replace', policyId, document })}>
                Try it as a draft
              </Button>
            ) : null}
            {edit ? <TextLink href={withSuggestion(edit, document)}>Review and apply</TextLink> : null}
          </>
        );
      }}
    >
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
