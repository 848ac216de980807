'use client';

import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { hrefOfAnswer, hrefOfRecorded } from '@/app/(console)/access/_components/answer-href';
import { AnswerNotes } from '@/app/(console)/access/_components/answer-notes';
import { FixActions } from '@/app/(console)/access/_components/fix-actions';
import { askedSo, type Trial, withDraft } from '@/app/(console)/access/_components/fix-trial';
import { OpenQuestion } from '@/app/(console)/access/_components/open-question';
import { RefusedByPolicy } from '@/app/(console)/access/_components/refused-by-policy';
import { useAskedFragment } from '@/app/(console)/access/_components/use-asked-fragment';
import { authorizationQuery } from '@/app/(console)/access/events/queries';
import { explainQuery } from '@/app/(console)/access/queries';
import { type Question, questionHref, showDecision } from '@/app/(console)/access/question-fragment';
import { useOwnAccount } from '@/app/(console)/access/use-own-account';
import { WayOut } from '@/components/access/decision-view';
import { DecisionWalk } from '@/components/access/decision-walk';
import { useRead } from '@/components/console/kit/use-read';
import { EmptyState } from '@/components/console/page/empty-state';
import { ReadError } from '@/components/console/page/read-box';
import { ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { CREDENTIALS_OF_ROLES, CREDENTIALS_OF_USERS } from '@/lib/access/limits';
import { paths } from '@/lib/console/paths';
import { Stage, useAsksFirst } from './stage';

const IN_URL = {
  id: parseAsString,
  evaluation: parseAsInteger.withDefault(1),
  principal: parseAsString,
  action: parseAsString,
  resource: parseAsString,
  owner: parseAsString,
  credential: parseAsStringLiteral([...CREDENTIALS_OF_USERS, ...CREDENTIALS_OF_ROLES]),
};

/** One decision over the whole width: as a picture of its levels, and step by step. It is about a question or a real call. */
export function Decision() {
  const [view] = useQueryStates(IN_URL);
  const { id, evaluation, principal, action, resource, owner, credential } = view;
  const circumstances = useAskedFragment();
  if (id !== null) return <Recorded id={id} evaluation={evaluation} />;
  if (action === null || resource === null) {
    return (
      <Stage>
        <Panel>
          <EmptyState
            title="No decision selected"
            description="Check one action, or open a denied call, to see its decision here."
            action={<ButtonLink href={paths.ask()}>Check one action</ButtonLink>}
          />
        </Panel>
      </Stage>
    );
  }
  if (circumstances === null) {
    return (
      <Stage>
        <Skeleton className="h-96" />
      </Stage>
    );
  }
  const { Try: _, ...given } = circumstances;
  return (
    <Asked
      question={{
        PrincipalArn: principal ?? undefined,
        Action: action,
        Resource: resource,
        ResourceAccount: owner ?? undefined,
        Credential: credential ?? undefined,
        ...given,
      }}
    />
  );
}

function useStep() {
  const [{ step }, setStep] = useQueryStates({ step: parseAsInteger.withDefault(0) }, { history: 'replace' });
  const [asksFirst] = useAsksFirst();
  return { step, onStep: (next: number) => void setStep({ step: next === 0 ? null : next }), asksFirst };
}

function Waiting({ read, what }: Parameters<typeof ReadError>[0]) {
  return <Stage>{read.error ? <ReadError read={read} what={what} /> : <Skeleton className="h-96" />}</Stage>;
}

function Asked({ question }: { question: Question }) {
  const read = useRead(explainQuery(question));
  const { data } = read;
  const walk = useStep();
  const ownAccount = useOwnAccount();
  if (!data) return <Waiting read={read} what="the decision" />;
  const href = hrefOfAnswer(question.PrincipalArn, data.Subject, ownAccount);
  const onTry = (trial: Trial) =>
    showDecision(
      'draft' in trial
        ? { ...question, Drafts: withDraft(question.Drafts ?? [], trial.draft) }
        : askedSo(question, trial.question),
    );
  return (
    <Stage explanation={data.explanation} back={{ href: questionHref(question), label: 'Edit request' }}>
      <DecisionWalk
        explanation={data.explanation}
        documents={data.documents}
        href={href}
        notes={
          <>
            <AnswerNotes question={question} answer={data} />
            <OpenQuestion question={question} answer={data} onGive={onTry} />
          </>
        }
        {...walk}
      >
        <WayOut
          explanation={data.explanation}
          fixes={data.fixes}
          fixActions={(fix, policy) => (
            <FixActions fix={fix} policy={policy} question={question} documents={data.documents} href={href} onTry={onTry} />
          )}
        />
      </DecisionWalk>
    </Stage>
  );
}

function Recorded({ id, evaluation }: { id: string; evaluation: number }) {
  const read = useRead(authorizationQuery(id));
  const { data } = read;
  const walk = useStep();
  const ownAccount = useOwnAccount();
  if (!data) return <Waiting read={read} what="the decision" />;
  const shown = data.Evaluations[evaluation - 1] ?? data.Evaluations[0];
  if (!shown) return <Stage />;
  const { explanation, documents, fixes } = shown;
  return (
    <Stage
      explanation={explanation}
      made
      {...(data.Refusal ? {} : { back: { href: paths.troubleshooter(id), label: 'How to fix it' } })}
    >
      {data.Refusal ? <RefusedByPolicy refusal={data.Refusal} /> : null}
      <DecisionWalk made explanation={explanation} documents={documents} href={hrefOfRecorded(explanation, ownAccount)} {...walk}>
        <WayOut explanation={explanation} fixes={fixes} />
      </DecisionWalk>
    </Stage>
  );
}
