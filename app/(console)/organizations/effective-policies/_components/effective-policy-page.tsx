'use client';

import dynamic from 'next/dynamic';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useRef, useState } from 'react';
import { useRead } from '@/components/console/kit/use-read';
import { CopyButton } from '@/components/console/page/copy-text';
import { EmptyState } from '@/components/console/page/empty-state';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { Alert } from '@/components/ui/alert';
import { Button, ButtonLink } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { MenuButton } from '@/components/ui/menu';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { UrlTabs } from '@/components/ui/tabs';
import { effectivePolicyHref, paths } from '@/lib/console/paths';
import { whenKnown } from '@/lib/console/read-query';
import { plural } from '@/lib/core/text/plural';
import { attachHref, nodeHref } from '../../_components/node-href';
import { DECLARATIVE_TYPES, type DeclarativeTypeFacts, nounsOf } from '../../_components/policy-types';
import { nodePolicyQuery } from '../../queries';
import { FieldsView } from './fields-view';
import { InvalidPolicy } from './invalid-policy';
import { lineageOf } from './lineage';
import { LineagePanel } from './lineage-panel';
import { addedBy, type Chosen, currentChosen, type Draft, firstChosen, type NodePolicy, takenBy } from './node-policy';
import { PathPanel, prettyJson } from './path-panel';
import { type DraftForm, draftTitle, newForm } from './what-if';
import { Wires } from './wires';

// Parts that are closed at first are loaded when they are opened.
const WhatIf = dynamic(() => import('./what-if').then((module) => module.WhatIf));
const TestTag = dynamic(() => import('./test-tag').then((module) => module.TestTag));
const SharingDialog = dynamic(() => import('./sharing-dialog').then((module) => module.SharingDialog));

const CRUMBS = [{ label: 'AWS accounts', href: paths.accounts }];
const VIEWS = ['fields', 'json', 'what-if'] as const;

type EffectivePolicyPageProps = { nodeId: string; type: DeclarativeTypeFacts };

/** Renders the effective policy of a root, OU or account, with the source of every value, and a change tried on it. */
export function EffectivePolicyPage({ nodeId, type }: EffectivePolicyPageProps) {
  const { id, noun } = type;
  const present = useRead(nodePolicyQuery(nodeId, id));
  const [draft, setDraft] = useState<{ asked: Draft; form: DraftForm } | null>(null);
  const drafted = useRead(whenKnown(draft?.asked, (asked) => nodePolicyQuery(nodeId, id, asked)));
  const [form, setForm] = useState<DraftForm | null>(null);
  const [, setView] = useQueryState('view', parseAsStringLiteral(VIEWS).withDefault('fields').withOptions({ history: 'push' }));
  const name = present.data?.Node.Name ?? nodeId;
  const typeSwitch = (
    <MenuButton
      label={noun.charAt(0).toUpperCase() + noun.slice(1)}
      entries={DECLARATIVE_TYPES.map(({ id: each, title }) => ({ label: title, href: effectivePolicyHref(nodeId, each) }))}
    />
  );
  const title = `Effective ${noun} of ${name}`;
  if (present.error) {
    return (
      <>
        <PageHeader title={title} breadcrumbs={CRUMBS} crumb="Effective policies" actions={typeSwitch} />
        <ReadError read={present} what={`the effective ${noun}`} />
      </>
    );
  }
  if (!present.data) return <Skeleton className="h-96" />;
  const policy = draft && drafted.data ? drafted.data : present.data;
  const { Node: node } = policy;
  const header = (
    <PageHeader
      title={title}
      breadcrumbs={[...CRUMBS, { label: name, href: nodeHref(node) }]}
      crumb="Effective policies"
      description={policy.Enabled ? <Facts policy={policy} /> : undefined}
      actions={
        <>
          {typeSwitch}
          {policy.Enabled ? (
            <>
              <CopyButton labelled what="JSON" text={prettyJson(policy.Invalid?.InForce ?? policy.Content)} />
              <ButtonLink variant="primary" href={attachHref(node, id)}>
                Attach policy
              </ButtonLink>
            </>
          ) : null}
        </>
      }
    />
  );
  if (!policy.Enabled) {
    return (
      <>
        {header}
        <Panel>
          <EmptyState
            title={`${type.title} are not enabled`}
            description="Nothing of this type is in force in the organization. Enable the type to attach policies."
            action={
              <ButtonLink variant="primary" href={paths.organizationPolicyType(id)}>
                Enable {nounsOf(type)}
              </ButtonLink>
            }
          />
        </Panel>
      </>
    );
  }
  const openDraft = (policyId?: string) => {
    setForm(newForm(present.data as NodePolicy, policyId));
    void setView('what-if');
  };
  const discard = () => setDraft(null);
  return (
    <>
      {header}
      {draft && drafted.data ? (
        <DraftBanner
          policy={drafted.data}
          title={draftTitle(present.data, drafted.data, draft.form)}
          onOpen={() => void setView('what-if')}
          onDiscard={discard}
        />
      ) : null}
      {policy.Invalid ? <InvalidPolicy policy={policy} invalid={policy.Invalid} noun={noun} /> : null}
      <Explained
        policy={policy}
        present={present.data}
        noun={noun}
        form={form ?? newForm(present.data)}
        draft={draft}
        drafted={draft ? drafted : null}
        onForm={setForm}
        onTry={(asked) => setDraft({ asked, form: form ?? newForm(present.data as NodePolicy) })}
        onDiscard={discard}
        onOpenDraft={openDraft}
      />
    </>
  );
}

function Facts({ policy }: { policy: NodePolicy }) {
  const count = policy.Levels.reduce((sum, { Policies }) => sum + Policies.length, 0);
  const ignored = policy.Levels.flatMap(({ Policies }) => Policies.flatMap(({ Operations }) => Operations)).filter(
    ({ Ignored, Operator }) => Ignored !== null && Operator !== null,
  );
  const keys = new Set(policy.Settings.map(({ Path }) => Path[1]));
  const enforced = policy.Settings.filter(({ Path, Values }) => Path[2] === 'enforced_for' && Values.length > 0);
  return (
    <p className="flex flex-wrap gap-x-5">
      {policy.HidesPolicies ? null : (
        <span>
          {plural(count, 'policy', 'policies')} on {plural(policy.Levels.length, 'level')}
        </span>
      )}
      {policy.PolicyType === 'TAG_POLICY' ? (
        <span>
          {plural(keys.size, 'tag key')}, {enforced.length.toLocaleString('en')} enforced
        </span>
      ) : (
        <span>{plural(policy.Settings.length, 'setting')}</span>
      )}
      {ignored.length > 0 ? <span>{plural(ignored.length, 'operation')} ignored</span> : null}
      {policy.ChangedAt ? (
        <span>
          Last changed <Time value={policy.ChangedAt} format="short" />
        </span>
      ) : null}
      {policy.Node.Type === 'ACCOUNT' ? null : <span>AWS publishes effective policies of accounts only</span>}
    </p>
  );
}

type DraftBannerProps = { policy: NodePolicy; title: string; onOpen: () => void; onDiscard: () => void };

function DraftBanner({ policy, title, onOpen, onDiscard }: DraftBannerProps) {
  const { Draft: effects } = policy;
  if (!effects) return null;
  const { BecomeInvalid, Changed, Faults, Affected } = effects;
  const headline =
    Faults.length > 0
      ? 'The draft can’t be saved, so the page shows the policy without it.'
      : BecomeInvalid > 0
        ? `${plural(BecomeInvalid, 'account')} below would become invalid.`
        : `${plural(Changed, 'account')} below would change.`;
  const issue = Affected.find(({ Problem }) => Problem !== null);
  return (
    <Alert
      kind={BecomeInvalid > 0 || Faults.length > 0 ? 'warning' : 'info'}
      live
      title={headline}
      className="mb-4 max-sm:flex-wrap"
      action={
        <div className="flex flex-wrap gap-2">
          <Button onClick={onOpen}>Open What if</Button>
          <Button onClick={onDiscard}>Discard draft</Button>
        </div>
      }
    >
      {title}
      {issue ? `: ${issue.Problem} (${issue.Name}). Accounts with an invalid policy keep their last valid one.` : '.'}
    </Alert>
  );
}

type ExplainedProps = {
  policy: NodePolicy;
  present: NodePolicy;
  noun: string;
  form: DraftForm;
  draft: { asked: Draft } | null;
  drafted: { data: NodePolicy | undefined; pending: boolean; error: unknown } | null;
  onForm: (form: DraftForm) => void;
  onTry: (draft: Draft) => void;
  onDiscard: () => void;
  onOpenDraft: (policyId?: string) => void;
};

/** Renders both columns: the attached policies, and the effective policy with the explanation of the chosen value. */
function Explained(props: ExplainedProps) {
  const { policy, present, noun, draft } = props;
  const [picked, choose] = useState<Chosen | null>(null);
  const [sharing, setSharing] = useState(false);
  const flow = useRef<HTMLDivElement>(null);
  const [view] = useQueryState('view', parseAsStringLiteral(VIEWS).withDefault('fields'));
  const chosen = currentChosen(policy, picked) ?? firstChosen(policy);
  const levels = chosen ? lineageOf(policy, chosen) : [];
  const isEmpty = policy.Levels.every(({ Policies }) => Policies.length === 0);
  if (isEmpty && !policy.HidesPolicies && view === 'fields' && !draft) {
    return <NothingAttached {...props} />;
  }
  const showsFields = view === 'fields';
  return (
    <div ref={flow} className="relative grid items-start gap-3 xl:grid-cols-[minmax(0,38rem)_minmax(0,1fr)] xl:gap-11">
      <PathPanel
        policy={policy}
        steps={showsFields ? levels.flatMap(({ steps }) => steps) : []}
        draftId={draft === null ? null : (draft.asked.PolicyId ?? 'draft')}
      />
      <div className="min-w-0 space-y-3">
        <section aria-label="Effective policy" className="relative min-w-0 rounded-lg border border-line bg-surface p-3 pt-1">
          <div className="flex justify-end sm:absolute sm:top-2.5 sm:right-4 sm:z-1">
            <Button variant="link" onClick={() => setSharing(true)}>
              All accounts that share it
            </Button>
          </div>
          <UrlTabs
            label="Effective policy"
            param="view"
            tabs={[
              {
                id: 'fields',
                label: 'Fields',
                content: (
                  <div className="-mx-3 -mt-4 -mb-3">
                    {policy.Invalid && policy.Node.Type === 'ACCOUNT' && policy.Content !== policy.Invalid.InForce ? (
                      <p className="border-line border-b px-4 py-2 text-ink-2 text-sm">
                        These values are not in force, because the policy is invalid. JSON shows the document in force.
                      </p>
                    ) : null}
                    <FieldsView
                      policy={policy}
                      chosen={chosen}
                      onChoose={choose}
                      isAdded={addedBy(policy, present)}
                      taken={draft ? takenBy(policy, present) : NOTHING_TAKEN}
                    />
                  </div>
                ),
              },
              { id: 'json', label: 'JSON', content: <Documents policy={policy} noun={noun} /> },
              {
                id: 'what-if',
                label: (
                  <>
                    What if
                    {draft ? (
                      <span className="ml-1.5 rounded-full bg-limit-soft px-1.5 font-semibold text-limit text-xs">1 draft</span>
                    ) : null}
                  </>
                ),
                content: <WhatIfTab {...props} />,
              },
            ]}
          />
        </section>
        {showsFields && chosen ? (
          <LineagePanel
            policy={policy}
            chosen={chosen}
            levels={levels}
            onDraft={policy.HidesPolicies ? undefined : props.onOpenDraft}
          />
        ) : null}
        {showsFields && policy.PolicyType === 'TAG_POLICY' && policy.Settings.length > 0 ? <TestTag policy={policy} /> : null}
      </div>
      {showsFields ? <Wires flow={flow} chosen={chosen} /> : null}
      {sharing ? <SharingDialog policy={policy} noun={noun} onClose={() => setSharing(false)} /> : null}
    </div>
  );
}

const NOTHING_TAKEN: ReadonlyMap<string, never[]> = new Map();

function NothingAttached({ policy, noun, onOpenDraft }: ExplainedProps) {
  return (
    <Panel>
      <EmptyState
        title={`No ${noun} applies to ${policy.Node.Name}`}
        description="No policy of this type is attached here or above, so the effective policy is empty."
        action={
          <div className="flex flex-wrap justify-center gap-2">
            <ButtonLink variant="primary" href={attachHref(policy.Node, policy.PolicyType)}>
              Attach policy
            </ButtonLink>
            <Button onClick={() => onOpenDraft()}>Try a draft</Button>
          </div>
        }
      />
    </Panel>
  );
}

function WhatIfTab({ present, form, draft, drafted, onForm, onTry, onDiscard }: ExplainedProps) {
  return (
    <WhatIf
      present={present}
      drafted={drafted?.data}
      form={form}
      onForm={onForm}
      onTry={onTry}
      onDiscard={onDiscard}
      pending={drafted?.pending ?? false}
      hasDraft={draft !== null}
    />
  );
}

function Documents({ policy, noun }: { policy: NodePolicy; noun: string }) {
  const inForce = policy.Node.Type === 'ACCOUNT' ? (policy.Invalid?.InForce ?? null) : null;
  return (
    <div className="space-y-3">
      {inForce === null ? null : (
        <>
          <h3 className="font-semibold">In force</h3>
          <CodeBlock code={prettyJson(inForce)} label={`Document in force of ${policy.Node.Name}`} maxHeight={420} />
          <h3 className="font-semibold">Computed from the attached policies, not in force</h3>
        </>
      )}
      <CodeBlock code={prettyJson(policy.Content)} label={`Effective ${noun} of ${policy.Node.Name}`} maxHeight={640} />
      <p className="text-ink-2 text-sm">An effective policy has no operators, so you can’t create a policy from it.</p>
    </div>
  );
}
