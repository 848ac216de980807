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

/** A request and its policies: what comes of it is said first, and shown then. */
export function PredictPage() {
  // One that was predicted, looked at again. Without it, the next one is asked.
  const [seen, setSeen] = useQueryState('question', parseAsString.withOptions({ history: 'push' }));
  const read = useRead(predictionsQuery());
  const next = () => void setSeen(null);
  return (
    <>
      <PageHeader
        title="Predict, then reveal"
        crumb="Predict"
        info={<HelpLink />}
        description="Read the policies, say what comes of the request, and see how it is decided. The next question is chosen by your answers."
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
                  title={Kept ? 'That was all of them' : 'Predictions are for people'}
                  description={
                    Kept
                      ? 'Look at any of them again below, or begin again.'
                      : 'They are kept for users and the root user. Of a role nobody knows who is behind it: switch back to predict.'
                  }
                />
              </Panel>
            )}
            {seen !== null && Next === null ? <Button onClick={next}>To the end</Button> : null}
            <ResultsPanel answers={Answers} total={Total} onOpen={(id) => void setSeen(id)} onBegin={next} />
          </div>
        )}
      </ReadBox>
      <HelpPanel title="Predict, then reveal">
        <p>
          Three answers are possible. <b>Allowed</b>; <b>explicit deny</b>, where a statement with the effect Deny applies; and{' '}
          <b>implicit deny</b>, where none does and something that has to allow it does not.
        </p>
        <p>
          The first answer to a question counts. No page shows it to anybody else, but the event history of the account has the
          call, as it has every other. Behind each wrong answer may be a rule that seems plausible: the next question is the one
          that tells most about which.
        </p>
      </HelpPanel>
    </>
  );
}
