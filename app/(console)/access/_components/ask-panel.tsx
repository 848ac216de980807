'use client';

import { X } from 'lucide-react';
import { useState } from 'react';
import { policyHref } from '@/app/(console)/_client/policy-href';
import { useRead } from '@/app/(console)/_client/use-read';
import { DecisionView } from '@/components/access/decision-view';
import { ErrorBox } from '@/components/console/error-box';
import { Button, IconButton } from '@/components/ui/button';
import { Combobox } from '@/components/ui/combobox';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { Textarea } from '@/components/ui/textarea';
import type { Draft } from '@/lib/access/schema';
import { REGIONS } from '@/lib/catalog/regions';
import { explainQuery } from '../queries';
import { ActionField } from './action-field';
import { type ContextEntry, ContextFields, contextOf } from './context-fields';

type Question = Parameters<typeof explainQuery>[0];
type AskPanelProps = {
  principal: string;
  drafts: Draft[];
  initialAction: string | null;
  /** With both given the question is asked at once. */
  initialResource: string | null;
  onClose: () => void;
};

/** One question: may the principal do this action on this resource in these circumstances? */
export function AskPanel({ principal, drafts, initialAction, initialResource, onClose }: AskPanelProps) {
  const [action, setAction] = useState(initialAction ?? '');
  const [resource, setResource] = useState(initialResource ?? '*');
  const [region, setRegion] = useState('us-east-1');
  const [policy, setPolicy] = useState('');
  const [entries, setEntries] = useState<readonly ContextEntry[]>([]);
  const [asked, setAsked] = useState<Omit<Question, 'PrincipalArn' | 'Drafts'> | null>(
    initialAction !== null && initialResource !== null ? { Action: initialAction, Resource: initialResource } : null,
  );

  const ask = () =>
    setAsked({
      Action: action.trim(),
      Resource: resource.trim() || '*',
      ResourcePolicy: policy.trim() || undefined,
      Context: [{ Key: 'aws:RequestedRegion', Values: [region] }, ...contextOf(entries)],
    });
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
          <Field label="Resource" hint="An ARN. * asks about an action that has no resource.">
            <Input
              value={resource}
              spellCheck={false}
              className="font-mono"
              onChange={(event) => setResource(event.target.value)}
            />
          </Field>
          <Field
            label="Region"
            hint="Where the request is made. IAM, Organizations and other global services answer in us-east-1."
          >
            <Combobox
              options={REGIONS.map(({ code, name }) => ({ value: code, label: code, description: name }))}
              value={region}
              onValueChange={(value) => setRegion(value ?? 'us-east-1')}
            />
          </Field>
          <ExpandableSection title="Circumstances">
            <ContextFields entries={entries} onChange={setEntries} />
          </ExpandableSection>
          <ExpandableSection title="Policy on the resource">
            <Field
              label="Resource-based policy"
              optional
              hint="A bucket, queue or key policy, as JSON. A role's trust policy is found by itself."
            >
              <Textarea
                value={policy}
                rows={6}
                spellCheck={false}
                className="font-mono"
                onChange={(event) => setPolicy(event.target.value)}
              />
            </Field>
          </ExpandableSection>
          <Button type="submit" variant="primary" disabled={!/^[\w-]+:\w+$/.test(action.trim())}>
            Ask
          </Button>
        </form>
      </Panel>
      {asked ? <Answer question={{ ...asked, PrincipalArn: principal, Drafts: drafts }} /> : null}
    </div>
  );
}

function Answer({ question }: { question: Question }) {
  const { data, error, refetch } = useRead(explainQuery(question));
  if (error) return <ErrorBox error={error} onRetry={refetch} />;
  if (!data) return <Skeleton className="h-64" />;
  return <DecisionView explanation={data.explanation} documents={data.documents} fixes={data.fixes} href={policyHref} />;
}
