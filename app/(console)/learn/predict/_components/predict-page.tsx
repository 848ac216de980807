'use client';

import { parseAsString, useQueryState } from 'nuqs';
import { useRead } from '@/components/console/kit/use-read';
import { EmptyState } from '@/components/console/page/empty-state';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadBox } from '@/components/console/page/read-box';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { predictionsQuery } from '../queries';
import { PredictionForm } from './prediction-form';
import { ResultsPanel } from './results-panel';
import { Revealed } from './revealed';

/** Asks for the result of a request with its policies, and then reveals it. */
export function PredictPage() {
  // The answered question to review. Without it, the next one is asked.
  const [seen, setSeen] = useQueryState('question', parseAsString.withOptions({ history: 'push' }));
  const read = useRead(predictionsQuery());
  const next = () => void setSeen(null);
  return (
    <>
      <PageHeader
        title="Predict, then reveal"
        crumb="Predict"
        info={<HelpLink />}
        description="Read the policies, predict the result of a request, and see how it is decided. The next question depends on your answers."
      />
      <ReadBox read={read} what="your predictions">
        {({ Kept, Total, Answers, Next }) => (
          <div className="space-y-4">
            {seen !== null ? (
              <Revealed key={seen} questionId={seen} onNext={next} isLast={Next === null} />
            ) : Next ? (
              <PredictionForm
                key={Next.QuestionId}
                question={Next}
                number={Answers.length + 1}
                total={Total}
                onAnswered={setSeen}
              />
            ) : (
              <Panel>
                <EmptyState
                  title={Kept ? 'You have answered all questions' : 'Predictions require a user'}
                  description={
                    Kept
                      ? 'Review your answers below, or start again.'
                      : 'Predictions are stored for users and the root user, but not for roles. Switch back to your user to predict.'
                  }
                />
              </Panel>
            )}
            {seen !== null && Next === null ? <Button onClick={next}>Show results</Button> : null}
            <ResultsPanel answers={Answers} total={Total} onOpen={(id) => void setSeen(id)} onBegin={next} />
          </div>
        )}
      </ReadBox>
      <HelpPanel title="Predict, then reveal">
        <p>
          There are three possible answers. <b>Allowed</b>; <b>explicit deny</b>, if a Deny statement applies; and{' '}
          <b>implicit deny</b>, if no Deny statement applies and a required Allow is missing.
        </p>
        <p>
          Your first answer to each question counts. No page shows it to others, but the account's event history has the call.
          Each wrong answer can come from a plausible but wrong rule. The next question is the one that best identifies the rule.
        </p>
      </HelpPanel>
    </>
  );
}
