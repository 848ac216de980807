'use client';

import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { useRead } from '@/app/(console)/_client/use-read';
import { subjectDocumentsQuery } from '@/app/(console)/access/queries';
import { ErrorBox } from '@/components/console/page/error-box';
import { PageHeader } from '@/components/console/page/page-header';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import type { SubjectAnswer, SubjectSummary } from '@/lib/access/operations';
import { CREDENTIALS_OF_USERS, type CredentialName } from '@/lib/access/schema';
import type { Json } from '@/lib/console/result';
import type { Simulation } from '../queries';
import { PoliciesPanel } from './policies-panel';
import { draftsOf, NO_CHANGES, type PolicyChanges, policiesOf } from './policy-set';
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
          known={null}
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
  const { Subject } = data;
  return (
    <Simulator
      principal={principal}
      known={data}
      levels={Subject.ScpApplies ? Subject.Levels : []}
      credentials={Subject.Credentials}
      note={noteOf(Subject)}
      onPrincipal={onPrincipal}
    />
  );
}

function noteOf({ Known, Kind, Account }: Json<SubjectSummary>): string | undefined {
  if (Account.Management) return 'SCPs do not apply to the management account.';
  if (Known !== 'nothing') return undefined;
  return Kind === 'User' || Kind === 'Role'
    ? `The policies of account ${Account.Id} are not known here: add what it has.`
    : 'This caller has no policies: those on the resources decide.';
}

type SimulatorProps = {
  principal: string | null;
  /** Whose policies are simulated; null where only those count that are written here. */
  known: Json<SubjectAnswer> | null;
  /** Where an SCP could be added. */
  levels: readonly { Id: string; Name: string; Kind: string }[];
  credentials: readonly CredentialName[];
  note?: string;
  onPrincipal: OnPrincipal;
};

function Simulator({ principal, known, levels, credentials, note, onPrincipal }: SimulatorProps) {
  const [changes, setChanges] = useState<PolicyChanges>(NO_CHANGES);
  const [questions, setQuestions] = useState<Questions>(NO_QUESTIONS);
  const [run, setRun] = useState<Simulation>();
  const { ResourceAccount } = toSimulation(questions);
  // The RCPs are those over whoever owns the resources.
  const others = useRead({
    ...subjectDocumentsQuery(principal ?? '', ResourceAccount),
    enabled: ResourceAccount !== undefined && known !== null,
  });
  const owner = ResourceAccount === undefined ? known : others.data;
  const documents = { ...known?.Documents, ...owner?.Documents };
  const stored = known === null ? [] : policiesOf(known.Subject, owner?.Controls, documents);
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
