'use client';

import { X } from 'lucide-react';
import { useState } from 'react';
import { Answer } from '@/components/console/page/answer';
import { Button, IconButton } from '@/components/ui/button';
import { useText } from '@/components/ui/field/use-text';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import type { CredentialName } from '@/lib/access/limits';
import type { PolicyDraft } from '@/lib/access/schema';
import { type Question, setFragment } from '../question-fragment';
import { ActionField } from './action-field';
import { type Circumstances, CircumstancesFields, circumstancesOf, fromAsked } from './circumstances-fields';
import { CredentialField } from './credential-field';
import { ExplainedAnswer } from './explained-answer';
import { askedSo, type Trial } from './fix-trial';
import { RegionField } from './region-field';
import { ownerFor, ResourceFields } from './resource-fields';
import { useAskedFragment } from './use-asked-fragment';

/** The part of a question in the query string. */
export type AskedInUrl = {
  action: string | null;
  resource: string | null;
  owner: string | null;
  region: string | null;
  /** A credential that the principal cannot have is ignored. */
  credential: string | null;
};

type AskPanelProps = {
  principal: string;
  drafts: PolicyDraft[];
  /** The credentials that the principal can have. */
  credentials: readonly CredentialName[];
  /** If action and resource are given, the question is asked at once. */
  initial: AskedInUrl;
  /** Called with an asked question, to put it into the page's address. */
  onAsked: (asked: AskedInUrl) => void;
  /** Replaces a stored policy for all further questions. */
  onDraft: (draft: PolicyDraft) => void;
  /** Absent if the page shows only the question. */
  onClose: (() => void) | undefined;
};

/** Asks one question: can the principal do this action on this resource in these circumstances? */
export function AskPanel(props: AskPanelProps) {
  const given = useAskedFragment();
  if (given === null) return <Skeleton className="h-64" />;
  const { Try: tryAtOnce, ...asked } = given;
  const circumstances = fromAsked(asked);
  return (
    <AskForm
      key={JSON.stringify([props.principal, circumstances])}
      {...props}
      initialCircumstances={circumstances}
      tryAtOnce={tryAtOnce}
    />
  );
}

type AskFormProps = AskPanelProps & { initialCircumstances: Circumstances; tryAtOnce: string | undefined };

function AskForm(props: AskFormProps) {
  const { principal, drafts, credentials, initial, initialCircumstances, tryAtOnce, onAsked, onDraft, onClose } = props;
  const [action, setAction] = useText(initial.action);
  const [resource, setResource] = useState(initial.resource ?? '*');
  const [owner, setOwner] = useText(initial.owner);
  const [credential, setCredential] = useState(credentials.find((choice) => choice === initial.credential));
  const [region, setRegion] = useState(initial.region);
  const [circumstances, setCircumstances] = useState(initialCircumstances);
  const question = () => {
    const Resource = resource.trim() || '*';
    const { Context = [], ResourcePolicy } = circumstancesOf(circumstances);
    return {
      Action: action.trim(),
      Resource,
      ResourceAccount: ownerFor(Resource, owner),
      Credential: credential,
      ResourcePolicy,
      Context: [...(region === null ? [] : [{ Key: 'aws:RequestedRegion', Values: [region] }]), ...Context],
    };
  };
  const [asked, setAsked] = useState<Omit<Question, 'PrincipalArn' | 'Drafts'> | null>(
    initial.action !== null && initial.resource !== null ? question : null,
  );

  const [times, setTimes] = useState(0);

  const ask = () => {
    const now = question();
    setAsked(now);
    setTimes(times + 1);
    setFragment({ ...circumstancesOf(circumstances), Drafts: drafts });
    onAsked({
      action: now.Action,
      resource: now.Resource,
      owner: now.ResourceAccount ?? null,
      region,
      credential: credential ?? null,
    });
  };
  const onTry = (trial: Trial) => {
    if ('draft' in trial) return onDraft(trial.draft);
    if (!asked) return;
    const now = askedSo(asked, trial.question);
    setAsked(now);
    setResource(now.Resource);
    setCircumstances(fromAsked(now));
    setCredential(credentials.find((choice) => choice === now.Credential));
  };
  return (
    <div className="space-y-4">
      <Panel
        title="Check one action"
        actions={
          onClose ? (
            <IconButton label="Close" onClick={onClose}>
              <X aria-hidden size={16} />
            </IconButton>
          ) : null
        }
      >
        <form
          className="space-y-3"
          onSubmit={(event) => {
            event.preventDefault();
            ask();
          }}
        >
          <ActionField value={action} onChange={setAction} />
          <ResourceFields
            resource={resource}
            owner={owner}
            hint="Enter an ARN, or * for actions without a resource."
            onResource={setResource}
            onOwner={setOwner}
          />
          <RegionField value={region} onChange={setRegion} />
          <CredentialField choices={credentials} value={credential} onChange={setCredential} />
          <CircumstancesFields resource={resource} value={circumstances} onChange={setCircumstances} stacked />
          <Button type="submit" variant="primary" disabled={!/^[\w-]+:\w+$/.test(action.trim())}>
            Ask
          </Button>
        </form>
      </Panel>
      {asked ? (
        <Answer label="Answer" asked={JSON.stringify([times, asked, drafts])}>
          <ExplainedAnswer
            question={{ ...asked, PrincipalArn: principal, Drafts: drafts }}
            onTry={onTry}
            tryAtOnce={drafts.length === 0 ? tryAtOnce : undefined}
          />
        </Answer>
      ) : null}
    </div>
  );
}
