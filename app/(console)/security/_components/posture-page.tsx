'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { AccountReader } from '@/app/(console)/_client/account-reader';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadBox } from '@/components/console/page/read-box';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { Button, ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { PostureAnswer } from '@/lib/posture/operations';
import { postureQuery, type Reach } from '../queries';
import { ChecksPanel, OmittedControls } from './checks-panel';
import { ExceptionsPanel } from './exceptions-panel';
import { ExportMenu } from './export-menu';
import { FindingsPanel } from './findings-panel';
import { OrganizationPanels } from './organization-panels';
import { ScorePanel } from './score-panel';

const ParametersDialog = dynamic(() => import('./parameters-dialog').then((module) => module.ParametersDialog));

type Answer = Json<PostureAnswer>;

type PosturePageProps = { reach: Reach; reader: AccountReader; accountName: string; filter: string };

/**
 * The posture of the account or organization: score, findings with fixes, and exceptions. `filter` is the initial filter of
 * findings.
 */
export function PosturePage({ reach, reader, accountName, filter }: PosturePageProps) {
  const posture = useRead(postureQuery(reach));
  const [parameters, setParameters] = useState(false);
  const missing = useMissing();
  return (
    <>
      <PageHeader
        title="Posture"
        info={<HelpLink />}
        description={
          reach === 'organization'
            ? 'See the current results of the security checks for all accounts of the organization.'
            : `See the current results of the security checks for ${accountName}.`
        }
        actions={
          // Readers without permission to view the posture see nothing below.
          posture.data ? (
            <>
              {posture.data.MaySeeOrganization ? <OtherReach reach={reach} /> : null}
              <ButtonLink href={paths.accessGraph({ reach: reach === 'organization' ? reach : undefined })}>
                Access graph
              </ButtonLink>
              <ExportMenu reach={reach} />
              <Button disabledReason={missing('gatehouse:PutPostureParameters')} onClick={() => setParameters(true)}>
                Parameters
              </Button>
            </>
          ) : null
        }
      />
      <div className="space-y-4">
        <Panel flush={Boolean(posture.data)}>
          <ReadBox read={posture} what="the posture">
            {(answer) => <ScorePanel of={answer} />}
          </ReadBox>
        </Panel>
        {posture.data ? <Below answer={posture.data} reach={reach} reader={reader} filter={filter} /> : null}
      </div>
      {parameters ? <ParametersDialog onClose={() => setParameters(false)} /> : null}
      <PostureHelp />
    </>
  );
}

function OtherReach({ reach }: { reach: Reach }) {
  return reach === 'organization' ? (
    <ButtonLink href={paths.posture()}>This account only</ButtonLink>
  ) : (
    <ButtonLink href={paths.posture({ scope: 'organization' })}>Whole organization</ButtonLink>
  );
}

type BelowProps = { answer: Answer; reach: Reach; reader: AccountReader; filter: string };

function Below({ answer, reach, reader, filter }: BelowProps) {
  const { Units, Checks } = answer;
  return (
    <>
      <FindingsPanel
        reach={reach}
        reader={reader}
        filter={filter}
        active={Object.values(answer.Active).reduce((sum, count) => sum + count, 0)}
      />
      {reach === 'organization' ? <OrganizationPanels of={answer} /> : null}
      <ExceptionsPanel account={reader.accountId} managed={answer.ManagesOrganization && Units ? { Units, Checks } : null} />
      <ChecksPanel checks={Checks} />
      <OmittedControls controls={answer.OmittedControls} />
    </>
  );
}

function PostureHelp() {
  return (
    <HelpPanel title="Posture">
      <p>Each check evaluates the current account and its event history. Findings disappear when they are fixed.</p>
      <p>
        Use of a key or role counts a second or two after the call. In AWS, last accessed information can take up to four hours to
        appear, and unused access findings up to a day.
      </p>
      <h3>Score</h3>
      <p>
        Each check is weighted by its severity. A failed check loses half of its weight, and the other half in proportion to its
        failed resources. While a critical finding is open, the score is at most 59. While a high finding is open, it is at most
        89.
      </p>
      <h3>Exceptions</h3>
      <p>
        You can exclude accepted findings for a limited time, with a reason. Critical findings can be excluded for at most 30
        days.
      </p>
      <h3>Unknown</h3>
      <p>A check is unknown if you don't have permission to view its facts. It does not count in the score.</p>
    </HelpPanel>
  );
}
