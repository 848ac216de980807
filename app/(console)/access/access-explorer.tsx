'use client';

import dynamic from 'next/dynamic';
import { parseAsBoolean, parseAsString, useQueryStates } from 'nuqs';
import { useEffect, useState } from 'react';
import { COUNTED } from '@/app/(console)/_client/policies/counted-policies';
import { IncludedPolicies, notEvaluated } from '@/app/(console)/_client/policies/included-policies';
import { useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { SplitLayout } from '@/components/console/page/split-layout';
import { Alert } from '@/components/ui/alert';
import { Button, ButtonLink } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import type { EffectiveAnswer } from '@/lib/access/effective/operations';
import type { PolicyDraft } from '@/lib/access/schema';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { plural } from '@/lib/core/text/plural';
import { withDraft } from './_components/fix-trial';
import { ServicesTable } from './_components/services-table';
import { StrangerFacts } from './_components/stranger-facts';
import { SubjectFacts } from './_components/subject-facts';
import { draftPermissionsQuery } from './queries';
import { setFragment } from './question-fragment';

// Parts that are not visible at first are loaded when opened.
const ActionPanel = dynamic(() => import('./_components/action-panel').then((module) => module.ActionPanel));
const ActionsTable = dynamic(() => import('./_components/actions-table').then((module) => module.ActionsTable));
const ReachedResources = dynamic(() => import('./_components/reached-resources').then((module) => module.ReachedResources));
const DraftDialog = dynamic(() => import('./_components/draft-dialog').then((module) => module.DraftDialog));
const AskPanel = dynamic(() => import('./_components/ask-panel').then((module) => module.AskPanel));

// Loaded only if an address has a question, because it validates whole questions.
const loadReader = () => import('./read-fragment');

/**
 * Everything about one principal's access: overview, details, questions and drafts. Used as a page and as a tab.
 * @param onlyAsk shows only the question
 */
export function AccessExplorer({ principal, onlyAsk = false }: { principal: string; onlyAsk?: boolean }) {
  const [view, setView] = useQueryStates(
    {
      service: parseAsString,
      action: parseAsString,
      resource: parseAsString,
      owner: parseAsString,
      region: parseAsString,
      credential: parseAsString,
      ask: parseAsBoolean.withDefault(false),
      resources: parseAsBoolean.withDefault(false),
    },
    { history: 'push' },
  );
  const [drafts, setDrafts] = useDrafts();
  const [editing, setEditing] = useState(false);
  const read = useRead(draftPermissionsQuery(principal, drafts, view.resources));
  const { data } = read;
  if (read.error) return <ReadError read={read} what="these permissions" />;
  if (!data) return <Skeleton className="h-96" />;

  const panel = (onClose?: () => void) => (
    <AskPanel
      principal={principal}
      drafts={drafts}
      credentials={data.Subject.Credentials}
      initial={{
        action: view.action,
        resource: view.resource,
        owner: view.owner,
        region: view.region,
        credential: view.credential,
      }}
      onDraft={(draft) => setDrafts(withDraft(drafts, draft))}
      onAsked={(asked) => void setView(asked, { history: 'replace' })}
      onClose={onClose}
    />
  );
  const notice =
    drafts.length > 0 ? (
      <DraftNotice drafts={drafts} effect={effectOf(data)} onEdit={() => setEditing(true)} onDrop={() => setDrafts([])} />
    ) : null;
  const dialog = editing ? (
    <DraftDialog
      subject={data.Subject}
      owner={view.owner}
      drafts={drafts}
      onApply={setDrafts}
      onClose={() => setEditing(false)}
    />
  ) : null;
  const isStranger = data.Subject.Known === 'nothing';
  if (isStranger || onlyAsk) {
    return (
      <div className="max-w-3xl space-y-4">
        <div className="flex items-start justify-between gap-x-4 gap-y-2 max-lg:flex-wrap">
          {isStranger ? <StrangerFacts subject={data.Subject} /> : null}
          <Button className="ml-auto shrink-0" onClick={() => setEditing(true)}>
            Try draft
          </Button>
        </div>
        {notice}
        {panel()}
        {dialog}
      </div>
    );
  }
  const ask = () => void setView({ ask: true, action: view.action });
  const main = view.service ? (
    <ActionsTable
      principal={principal}
      service={data.Services.find((service) => service.Service === view.service)}
      prefix={view.service}
      drafts={drafts}
      resources={view.resources}
      selected={view.action}
      onSelect={(action) => void setView({ action, ask: null })}
      onBack={() => void setView({ service: null, action: null })}
    />
  ) : (
    <div className="space-y-4">
      <ServicesTable services={data.Services} onOpen={(service) => void setView({ service, action: null })} />
      {acts(data.Subject) ? (
        <div id="through-resources" className="scroll-mt-16">
          <ReachedResources principal={principal} />
        </div>
      ) : null}
    </div>
  );
  // The table uses the whole width until a question is asked.
  const aside = view.ask ? (
    panel(() => void setView({ ask: null, resource: null, owner: null, region: null, credential: null }))
  ) : view.action ? (
    <ActionPanel
      principal={principal}
      known={data.Subject.Known}
      action={view.action}
      drafts={drafts}
      resources={view.resources}
      onAsk={ask}
    />
  ) : null;
  return (
    <div className="space-y-4">
      <div className="flex items-start gap-x-4 gap-y-2 max-lg:flex-wrap">
        <SubjectFacts answer={data} />
        <div className="ml-auto flex shrink-0 gap-2">
          {acts(data.Subject) ? <ButtonLink href={paths.compare({ left: principal })}>Compare</ButtonLink> : null}
          <Button onClick={() => setEditing(true)}>Try draft</Button>
          <Button variant="primary" onClick={ask}>
            Check one action
          </Button>
        </div>
      </div>
      {acts(data.Subject) ? (
        <IncludedPolicies
          resources={view.resources}
          without={COUNTED.principal}
          withResources={COUNTED.principalOnResources}
          onChange={(resources) => void setView({ resources }, { history: 'replace' })}
        >
          <ThroughResources more={data.MoreResources ?? 0} />
        </IncludedPolicies>
      ) : (
        <p className="text-ink-2">{countedFor(data.Subject)}</p>
      )}
      {notice}
      {aside === null ? (
        main
      ) : (
        <SplitLayout asideFirst aside={aside}>
          {main}
        </SplitLayout>
      )}
      {dialog}
    </div>
  );
}

/** Returns the policies that the answer for a group or an account includes. */
function countedFor({ Kind, ScpApplies }: Json<EffectiveAnswer>['Subject']): string {
  if (Kind === 'Group') return ScpApplies ? COUNTED.group : COUNTED.groupAlone;
  return ScpApplies ? COUNTED.account : COUNTED.accountAlone;
}

/** Leads to the access that resource policies add, and says how many of them were not evaluated. */
function ThroughResources({ more }: { more: number }) {
  return (
    <>
      <a href="#through-resources" className="text-accent underline underline-offset-2">
        Through resource policies
      </a>{' '}
      shows additional access from resource policies, one resource at a time. {notEvaluated(more)}
    </>
  );
}

/** Resource policies never grant access to groups and accounts as callers. */
function acts({ Kind }: Json<EffectiveAnswer>['Subject']): boolean {
  return Kind === 'User' || Kind === 'Role';
}

/** Returns the active drafts. They are in the address's fragment, so that reloads and navigation keep them. */
function useDrafts(): [drafts: PolicyDraft[], setDrafts: (drafts: PolicyDraft[]) => void] {
  const [drafts, setDrafts] = useState<PolicyDraft[]>([]);
  useEffect(() => {
    const read = async () => {
      const { hash } = window.location;
      setDrafts(hash === '' ? [] : ((await loadReader()).readFragment(hash).Drafts ?? []));
    };
    void read();
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  const change = async (next: PolicyDraft[]) => {
    setDrafts(next);
    const { readFragment } = await loadReader();
    const { Try: _, ...asked } = readFragment(window.location.hash);
    setFragment({ ...asked, Drafts: next });
  };
  return [drafts, (next) => void change(next)];
}

type DraftNoticeProps = {
  drafts: readonly PolicyDraft[];
  effect: string;
  onEdit: () => void;
  onDrop: () => void;
};

function effectOf({ Subject, Changed }: Json<EffectiveAnswer>): string {
  if (Subject.Known === 'nothing') return 'Each result is as if it were in effect.';
  if (!Changed) return 'Calculating the difference…';
  const [gained, lost, narrowed] = [Changed.Gained, Changed.Lost, Changed.Narrowed].map((count) => count.toLocaleString('en'));
  return `${gained} actions gain access, ${lost} lose it, ${narrowed} are newly limited.`;
}

/** Shown above every answer while drafts are active: nothing is saved. */
function DraftNotice({ drafts, effect, onEdit, onDrop }: DraftNoticeProps) {
  return (
    <Alert
      kind="warning"
      live
      title={`Preview with ${plural(drafts.length, 'draft')} (not saved)`}
      action={
        <span className="flex gap-2">
          <Button size="sm" onClick={onEdit}>
            Edit
          </Button>
          <Button size="sm" onClick={onDrop}>
            Discard
          </Button>
        </span>
      }
    >
      {effect}
    </Alert>
  );
}
