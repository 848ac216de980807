'use client';

import { useEffect, useEffectEvent, useRef } from 'react';
import { policyHrefOf } from '@/app/(console)/_client/policy-href';
import { useRead } from '@/app/(console)/_client/use-read';
import { DecisionView } from '@/components/access/decision-view';
import { withoutResource } from '@/components/access/verdict-text';
import { ErrorBox } from '@/components/console/page/error-box';
import { Skeleton } from '@/components/ui/skeleton';
import type { AccessAnswer, SubjectSummary } from '@/lib/access/operations';
import type { Json } from '@/lib/console/result';
import { isAwsManaged, type PolicyRef } from '@/lib/engine';
import { explainQuery } from '../queries';
import { FixActions } from './fix-actions';
import { type Trial, trialOf } from './fix-trial';
import { decisionHref, type Question } from './question-fragment';
import { TriedDrafts } from './tried-drafts';

const REGION_WORDS = {
  given: '',
  resource: ', where the resource is',
  global: ', where this service answers',
  usual: '',
  guardrails: ', the first Region that the guardrails leave',
} as const;

type ExplainedAnswerProps = {
  question: Question;
  /** Asks the question again with a change in it that is not made, where that can be done. */
  onTry?: (trial: Trial) => void;
  /** The sentence of a change to try as soon as the answer proposes it. */
  tryAtOnce?: string;
};

/** The answer to one question with everything it follows from, and whose the resource was taken to be where nobody says. */
export function ExplainedDecision({ question, onTry, tryAtOnce }: ExplainedAnswerProps) {
  const { data, error, refetch } = useRead(explainQuery(question));
  useTryAtOnce(data, tryAtOnce, onTry);
  if (error) return <ErrorBox error={error} onRetry={refetch} />;
  if (!data) return <Skeleton className="h-64" />;
  return (
    <DecisionView
      explanation={data.explanation}
      documents={data.documents}
      fixes={data.fixes}
      href={(policy, statement) =>
        isKeptElsewhere(policy, data.Subject) ? undefined : policyHrefOf(question.PrincipalArn)(policy, statement)
      }
      wholeHref={decisionHref(question)}
      fixActions={(fix, policy) => (
        <FixActions fix={fix} policy={policy} question={question} documents={data.documents} onTry={onTry} />
      )}
    >
      <TriedDrafts question={question} answer={data} />
      {data.explanation.request.resource !== question.Resource ? <Note>{withoutResource(question.Action)}</Note> : null}
      {data.Region ? (
        <Note>
          Asked in <span className="font-mono">{data.Region.Code}</span>
          {REGION_WORDS[data.Region.Chosen]}.
        </Note>
      ) : null}
      {data.UnknownKeys.length > 0 ? (
        <Note>
          Not known of this caller, and taken for absent: <span className="font-mono">{data.UnknownKeys.join(', ')}</span>. Give{' '}
          {data.UnknownKeys.length === 1 ? 'it' : 'them'} under Circumstances.
        </Note>
      ) : null}
      {data.AllowedPart ? (
        <Note>
          A part of this pattern is allowed: <code className="break-all font-mono">{data.AllowedPart}</code>. The answer is about
          the pattern as a whole.
        </Note>
      ) : null}
      {data.AssumedOwner ? (
        <Note>
          The ARN does not say whose the resource is: taken as owned by account {data.AssumedOwner}. Another owner can be named
          above.
        </Note>
      ) : null}
    </DecisionView>
  );
}

function Note({ children }: { children: React.ReactNode }) {
  return <p className="border-line border-b px-4 py-2.5 text-ink-2 text-sm">{children}</p>;
}

/** Tries the change that the address asks for, once, if the answer as it is now still proposes it. */
function useTryAtOnce(
  answer: Json<AccessAnswer> | undefined,
  sentence: string | undefined,
  onTry: ExplainedAnswerProps['onTry'],
) {
  const done = useRef(false);
  const tryIt = useEffectEvent((found: Json<AccessAnswer>) => {
    const fix = found.fixes.find((each) => each.sentence === sentence);
    const { policies, scpLevels, rcpLevels } = found.explanation;
    const traces = [...policies, ...[...scpLevels, ...rcpLevels].flatMap((level) => level.policies)];
    const trial = fix && trialOf(fix, traces.find(({ policy }) => policy.id === fix.policyId)?.policy);
    if (trial) onTry?.(trial);
  });
  useEffect(() => {
    if (!answer || sentence === undefined || done.current) return;
    done.current = true;
    tryIt(answer);
  }, [answer, sentence]);
}

/** Whether another account keeps a policy of the caller: what has its name here is another one. */
function isKeptElsewhere(policy: PolicyRef, { Known }: Pick<SubjectSummary, 'Known'>): boolean {
  return Known !== 'own' && ['identity', 'boundary', 'session'].includes(policy.type) && !isAwsManaged(policy);
}
