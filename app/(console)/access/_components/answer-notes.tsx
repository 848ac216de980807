'use client';

import { withoutResource } from '@/components/access/verdict-text';
import type { ExplainedAccess } from '@/lib/access/operations';
import type { Json } from '@/lib/console/result';
import type { Question } from '../question-fragment';
import { TriedDrafts } from './tried-drafts';

const REGION_WORDS = {
  given: '',
  resource: ', the Region of the resource',
  global: ', the Region of this service',
  usual: '',
  guardrails: ', the first Region that the guardrails allow',
} as const;

type Answered = { question: Question; answer: Json<ExplainedAccess> };

/** Lists the assumptions of an answer: drafts, Region, unknown policies and the assumed owner. */
export function AnswerNotes({ question, answer }: Answered) {
  return (
    <>
      <TriedDrafts question={question} answer={answer} />
      {answer.explanation.request.resource !== question.Resource ? <Note>{withoutResource(question.Action)}</Note> : null}
      {answer.Region ? (
        <Note>
          Region used: <span className="font-mono">{answer.Region.Code}</span>
          {REGION_WORDS[answer.Region.Chosen]}.
        </Note>
      ) : null}
      {answer.UnknownKeys.length > 0 ? (
        <Note>
          Not known for this caller, and treated as not present:{' '}
          <span className="font-mono">{answer.UnknownKeys.join(', ')}</span>. Add{' '}
          {answer.UnknownKeys.length === 1 ? 'it' : 'them'} under Circumstances.
        </Note>
      ) : null}
      {answer.AllowedPart ? (
        <Note>
          Part of this pattern is allowed: <code className="break-all font-mono">{answer.AllowedPart}</code>. The result is for
          the pattern as a whole.
        </Note>
      ) : null}
      {answer.AssumedOwner ? (
        <Note>
          The ARN does not include an account. The owner is assumed to be account {answer.AssumedOwner}. You can enter another
          owner above.
        </Note>
      ) : null}
    </>
  );
}

function Note({ children }: { children: React.ReactNode }) {
  return <p className="border-line border-b px-4 py-2.5 text-ink-2 text-sm">{children}</p>;
}
