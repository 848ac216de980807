'use client';

import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { useRead } from '@/app/(console)/_client/use-read';
import { subjectDocumentsQuery } from '@/app/(console)/access/queries';
import { ErrorBox } from '@/components/console/page/error-box';
import { PageHeader } from '@/components/console/page/page-header';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { CREDENTIALS_OF_USERS, type CredentialName } from '@/lib/access/schema';
import type { Simulation } from '../queries';
import { PoliciesPanel } from './policies-panel';
import { draftsOf, NO_CHANGES, type PolicyChanges, policiesOf, type SimulatedPolicy } from './policy-set';
import { NO_QUESTIONS, type Questions, QuestionsPanel, toSimulation } from './questions-panel';
import { ResultsPanel } from './results-panel';
import { SubjectField } from './subject-field';

/** Whose policies, which of them and in which version; what is asked; and the answers. Nothing here is saved. */
export function SimulatorPage() {
  const [principal, setPrincipal] = useQueryState('principal', parseAsString.withOptions({ history: 'push' }));
  return (
    <>
      <PageHeader
        title="Policy simulator"
        crumb="Policy simulator"
        description="Leave policies out, edit copies of them or write new ones, and see how requests would be decided, many at once. Nothing is saved."
      />
      {principal === null ? (
        <Simulator
          key="none"
          principal={null}
          stored={[]}
          levels={[]}
          credentials={CREDENTIALS_OF_USERS}
          onPrincipal={setPrincipal}
        />
      ) : (
        <PrincipalSimulator key={principal} principal={principal} onPrincipal={setPrincipal} />
      )}
    </>
  );
}

type OnPrincipal = (principal: string | null) => void;

function PrincipalSimulator({ principal, onPrincipal }: { principal: string; onPrincipal: OnPrincipal }) {
  const { data, error, refetch } = useRead(subjectDocumentsQuery(principal));
  if (error) {
    return (
      <div className="space-y-4">
        <Panel title="Whom to simulate">
          <SubjectField principal={principal} onChange={onPrincipal} />
        </Panel>
        <ErrorBox error={error} onRetry={refetch} />
      </div>
    );
  }
  if (!data) return <Skeleton className="h-96" />;
  const { Subject, Documents } = data;
  return (
    <Simulator
      principal={principal}
      stored={policiesOf(Subject, Documents)}
      levels={Subject.ScpApplies ? Subject.Levels : []}
      credentials={Subject.Credentials}
      note={Subject.Account.Management ? 'SCPs do not apply to the management account.' : undefined}
      onPrincipal={onPrincipal}
    />
  );
}

type SimulatorProps = {
  principal: string | null;
  stored: readonly SimulatedPolicy[];
  /** Where an SCP could be added. */
  levels: readonly { Id: string; Name: string; Kind: string }[];
  credentials: readonly CredentialName[];
  note?: string;
  onPrincipal: OnPrincipal;
};

function Simulator({ principal, stored, levels, credentials, note, onPrincipal }: SimulatorProps) {
  const [changes, setChanges] = useState<PolicyChanges>(NO_CHANGES);
  const [questions, setQuestions] = useState<Questions>(NO_QUESTIONS);
  const [run, setRun] = useState<Simulation>();
  const simulation: Simulation = {
    PrincipalArn: principal ?? undefined,
    ...toSimulation(questions),
    Drafts: draftsOf(stored, changes),
  };
  const outdated = run !== undefined && JSON.stringify(run) !== JSON.stringify(simulation);
  return (
    <div className="space-y-4">
      <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[432px_minmax(0,1fr)]">
        <PoliciesPanel
          principal={principal}
          stored={stored}
          levels={levels}
          note={note}
          changes={changes}
          onChanges={setChanges}
          onPrincipal={onPrincipal}
        />
        <QuestionsPanel
          questions={questions}
          onQuestions={setQuestions}
          credentials={credentials}
          policies={[...stored, ...changes.added]}
          changes={changes}
          outdated={outdated}
          onRun={() => setRun(simulation)}
        />
      </div>
      {run ? <ResultsPanel key={JSON.stringify(run)} simulation={run} outdated={outdated} /> : null}
    </div>
  );
}
