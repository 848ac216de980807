'use client';

import dynamic from 'next/dynamic';
import { parseAsString, useQueryState } from 'nuqs';
import { useEffect, useEffectEvent, useState } from 'react';
import { COUNTED } from '@/app/(console)/_client/policies/counted-policies';
import { subjectDocumentsQuery } from '@/app/(console)/access/queries';
import { useRead } from '@/components/console/kit/use-read';
import { Answer } from '@/components/console/page/answer';
import { ErrorBox } from '@/components/console/page/error-box';
import { PageHeader } from '@/components/console/page/page-header';
import { useFlash } from '@/components/console/shell/flashbar';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { CREDENTIALS_OF_USERS, type CredentialName } from '@/lib/access/limits';
import type { SubjectAnswer, SubjectSummary } from '@/lib/access/operations';
import { paths } from '@/lib/console/paths';
import { whenKnown } from '@/lib/console/read-query';
import type { Json } from '@/lib/console/result';
import { AskWays } from '../../ask-ways';
import { type Simulation, simulationQuery } from '../queries';
import { outcomesOf } from './outcomes';
import { PoliciesPanel } from './policies-panel';
import { draftsOf, NO_CHANGES, type PolicyChanges, policiesOf } from './policy-set';
import { NO_QUESTIONS, type Questions, QuestionsPanel, toSimulation } from './questions-panel';
import { SavedPanel } from './saved-panel';
import { type SavedSet, type Setup, setupFragment, setupIn, withSet } from './saved-sets';
import { SubjectField } from './subject-field';
import { useSavedSets } from './use-saved-sets';

// Loaded with the first results.
const ResultsPanel = dynamic(() => import('./results-panel').then((module) => module.ResultsPanel));

/** Selects a principal, policies and requests, and shows the results. No policy is changed. Saved sets stay in the browser. */
export function SimulatorPage() {
  const [principal, setPrincipal] = useQueryState('principal', parseAsString.withOptions({ history: 'push' }));
  const [begun, setBegun] = useState<Begun | null>(null);
  // Only the browser knows the fragment, which sets up the page.
  useEffect(() => {
    let current = true;
    const read = async () => {
      const { hash } = window.location;
      if (setupIn(hash) === undefined) return;
      const { readSetup } = await import('./read-sets');
      const setup = readSetup(hash);
      if (setup && current && hash === window.location.hash) setBegun({ at: Date.now(), setup });
    };
    const onChange = () => void read();
    onChange();
    window.addEventListener('hashchange', onChange);
    return () => {
      current = false;
      window.removeEventListener('hashchange', onChange);
    };
  }, []);
  const onPrincipal = (next: string | null) => void setPrincipal(next);
  const onSet = (set: SavedSet) => {
    setBegun({ at: Date.now(), setup: set.setup, before: set });
    if (set.principal !== principal) void setPrincipal(set.principal);
  };
  const common = { begun, onPrincipal, onSet };
  return (
    <>
      <PageHeader
        title="Policy simulator"
        breadcrumbs={[{ label: 'Ask', href: paths.ask() }]}
        crumb="Simulate many"
        description={`Exclude policies, edit copies or add new ones, and simulate many requests at once. No policy is changed.${
          // Without a principal, nothing but the policies that the reader adds is decided.
          principal === null ? '' : ` ${COUNTED.simulation}`
        }`}
      />
      <AskWays current="simulate" />
      {principal === null ? (
        <Simulator
          key={`none ${begun?.at}`}
          principal={null}
          known={null}
          levels={[]}
          credentials={CREDENTIALS_OF_USERS}
          {...common}
        />
      ) : (
        <PrincipalSimulator key={`${principal} ${begun?.at}`} principal={principal} {...common} />
      )}
    </>
  );
}

/** The initial setup: from the address, or from a saved set with its results. */
type Begun = { at: number; setup: Setup; before?: SavedSet };

type CommonProps = {
  begun: Begun | null;
  onPrincipal: (principal: string | null) => void;
  onSet: (set: SavedSet) => void;
};

function PrincipalSimulator({ principal, ...common }: CommonProps & { principal: string }) {
  const { data, error, refetch } = useRead(subjectDocumentsQuery(principal));
  if (error) {
    return (
      <div className="space-y-4">
        <Panel title="Principal">
          <SubjectField principal={principal} onChange={common.onPrincipal} />
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
      {...common}
    />
  );
}

function noteOf({ Known, Kind, Account }: Json<SubjectSummary>): string | undefined {
  if (Account.Management) return 'SCPs do not apply to the management account.';
  if (Known !== 'nothing') return undefined;
  return Kind === 'User' || Kind === 'Role'
    ? `The policies of account ${Account.Id} are not known here. Add them.`
    : 'This caller has no policies. The resource policies decide.';
}

type SimulatorProps = CommonProps & {
  principal: string | null;
  /** The simulated principal. Null for new policies only. */
  known: Json<SubjectAnswer> | null;
  /** The levels to which an SCP can be added. */
  levels: readonly { Id: string; Name: string; Kind: string }[];
  credentials: readonly CredentialName[];
  note?: string;
};

function Simulator({ principal, known, levels, credentials, note, begun, onPrincipal, onSet }: SimulatorProps) {
  const [changes, setChanges] = useState<PolicyChanges>(begun?.setup.changes ?? NO_CHANGES);
  const [questions, setQuestions] = useState<Questions>(begun?.setup.questions ?? NO_QUESTIONS);
  const [run, setRun] = useState<Simulation>();
  const [times, setTimes] = useState(0);
  const [before, setBefore] = useState(begun?.before);
  const [sets, keepSets] = useSavedSets();
  const flash = useFlash();
  const { ResourceAccount } = toSimulation(questions);
  // The RCPs are those of the resources' owner.
  const others = useRead(
    whenKnown(ResourceAccount === undefined || known === null ? null : principal, (arn) =>
      subjectDocumentsQuery(arn, ResourceAccount),
    ),
  );
  const owner = ResourceAccount === undefined ? known : others.data;
  const documents = { ...known?.Documents, ...owner?.Documents };
  const stored = known === null ? [] : policiesOf(known.Subject, owner?.Controls, documents);
  const simulation: Simulation = {
    PrincipalArn: principal ?? undefined,
    ...toSimulation(questions),
    Drafts: draftsOf(stored, changes),
  };
  const outdated = run !== undefined && JSON.stringify(run) !== JSON.stringify(simulation);
  const answers = useRead({ ...simulationQuery(run ?? simulation), enabled: run !== undefined }).data?.Results;
  const ready = ResourceAccount === undefined || known === null || others.data !== undefined;
  // A saved set, or a setup in the address, is run at once.
  const begin = useEffectEvent(() => {
    if (run === undefined && questions.actions.length > 0) setRun(simulation);
  });
  useEffect(() => {
    if (begun && ready) begin();
  }, [begun, ready]);
  const onRun = () => {
    setRun(simulation);
    setTimes(times + 1);
    const { pathname, search } = window.location;
    window.history.replaceState(window.history.state, '', `${pathname}${search}${setupFragment({ questions, changes })}`);
  };
  const save = (name: string) => {
    if (!answers) return;
    const set = {
      name,
      principal,
      setup: { questions, changes },
      outcomes: outcomesOf(answers),
      answeredAt: new Date().toISOString(),
    };
    if (!keepSets(withSet(sets, set))) return flash.warning(`${name} was not saved, because the browser storage is full.`);
    if (before?.name === name) setBefore(undefined);
  };
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
          onRun={onRun}
        />
      </div>
      {run ? (
        <Answer label="Answers" asked={`${times} ${JSON.stringify(run)}`}>
          <ResultsPanel key={JSON.stringify(run)} simulation={run} outdated={outdated} before={before} />
        </Answer>
      ) : null}
      <SavedPanel
        sets={sets}
        problem={!answers || outdated ? 'Run the simulation first. Its results are saved with the set' : undefined}
        onSave={save}
        onRun={onSet}
        onDelete={(set) => void keepSets(sets.filter((each) => each !== set))}
      />
    </div>
  );
}
