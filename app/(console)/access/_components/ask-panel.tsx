'use client';

import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, IconButton } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import type { CredentialName, Draft } from '@/lib/access/schema';
import type { explainQuery } from '../queries';
import { ActionField } from './action-field';
import { type Circumstances, CircumstancesFields, circumstancesOf, fromAsked } from './circumstances-fields';
import { CredentialField } from './credential-field';
import { ExplainedAnswer } from './explained-answer';
import { readFragment, toFragment } from './question-fragment';
import { RegionField } from './region-field';
import { ownerFor, ResourceFields } from './resource-fields';

type Question = Parameters<typeof explainQuery>[0];
/** The part of a question that stands in the query string. */
export type AskedInUrl = {
  action: string | null;
  resource: string | null;
  owner: string | null;
  credential: CredentialName | null;
};

type AskPanelProps = {
  principal: string;
  drafts: Draft[];
  /** With what the principal can call. */
  credentials: readonly CredentialName[];
  /** With action and resource given the question is asked at once. */
  initial: AskedInUrl;
  /** A question that was asked becomes the address of the page. */
  onAsked: (asked: AskedInUrl) => void;
  /** Puts a policy in the place of the one that is stored, for whatever is asked from then on. */
  onDraft: (draft: Draft) => void;
  onClose: () => void;
};

/** One question: may the principal do this action on this resource in these circumstances? */
export function AskPanel(props: AskPanelProps) {
  const [circumstances, setCircumstances] = useState<Circumstances | null>(null);
  // The fragment of the address is known to the browser alone.
  useEffect(() => {
    const read = () => setCircumstances(fromAsked(readFragment(window.location.hash)));
    read();
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  if (circumstances === null) return <Skeleton className="h-64" />;
  return <AskForm key={JSON.stringify([props.principal, circumstances])} {...props} initialCircumstances={circumstances} />;
}

type AskFormProps = AskPanelProps & { initialCircumstances: Circumstances };

function AskForm({ principal, drafts, credentials, initial, initialCircumstances, onAsked, onDraft, onClose }: AskFormProps) {
  const [action, setAction] = useState(initial.action ?? '');
  const [resource, setResource] = useState(initial.resource ?? '*');
  const [owner, setOwner] = useState(initial.owner ?? '');
  const [credential, setCredential] = useState(credentials.find((choice) => choice === initial.credential));
  const [region, setRegion] = useState<string | null>(null);
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

  const ask = () => {
    const now = question();
    setAsked(now);
    const fragment = toFragment(circumstancesOf(circumstances));
    window.history.replaceState(
      window.history.state,
      '',
      `${window.location.pathname}${window.location.search}${fragment ? `#${fragment}` : ''}`,
    );
    onAsked({ action: now.Action, resource: now.Resource, owner: now.ResourceAccount ?? null, credential: credential ?? null });
  };
  return (
    <div className="space-y-4">
      <Panel
        title="Ask about one action"
        actions={
          <IconButton label="Close" onClick={onClose}>
            <X aria-hidden size={16} />
          </IconButton>
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
            hint="An ARN. * asks about an action that has no resource."
            onResource={setResource}
            onOwner={setOwner}
          />
          <RegionField value={region} onChange={setRegion} />
          <CredentialField choices={credentials} value={credential} onChange={setCredential} />
          <CircumstancesFields value={circumstances} onChange={setCircumstances} stacked />
          <Button type="submit" variant="primary" disabled={!/^[\w-]+:\w+$/.test(action.trim())}>
            Ask
          </Button>
        </form>
      </Panel>
      {asked ? <ExplainedAnswer question={{ ...asked, PrincipalArn: principal, Drafts: drafts }} onDraft={onDraft} /> : null}
    </div>
  );
}
