'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
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
import { actionSuggestionsQuery, explainQuery } from '../queries';

type Entry = { id: number; key: string; values: string };
type Question = Parameters<typeof explainQuery>[0];
type AskPanelProps = { principal: string; drafts: Draft[]; initialAction: string | null; onClose: () => void };

/** One question: may the principal do this action on this resource in these circumstances? */
export function AskPanel({ principal, drafts, initialAction, onClose }: AskPanelProps) {
  const [action, setAction] = useState(initialAction ?? '');
  const [resource, setResource] = useState('*');
  const [region, setRegion] = useState('us-east-1');
  const [policy, setPolicy] = useState('');
  const [entries, setEntries] = useState<readonly Entry[]>([]);
  const [asked, setAsked] = useState<Omit<Question, 'PrincipalArn' | 'Drafts'>>();

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

function contextOf(entries: readonly Entry[]): { Key: string; Values: string[] }[] {
  return entries.flatMap(({ key, values }) => {
    const Values = values.split(',').map((value) => value.trim());
    return key.trim() ? [{ Key: key.trim(), Values: Values.filter(Boolean) }] : [];
  });
}

function Answer({ question }: { question: Question }) {
  const { data, error, refetch } = useRead(explainQuery(question));
  if (error) return <ErrorBox error={error} onRetry={refetch} />;
  if (!data) return <Skeleton className="h-64" />;
  return <DecisionView explanation={data.explanation} documents={data.documents} fixes={data.fixes} href={policyHref} />;
}

const SUGGESTIONS = 'access-action-suggestions';

function ActionField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { data } = useQuery({ ...actionSuggestionsQuery(value.trim()), enabled: value.trim().length >= 2 });
  const found = data?.ok ? data.data.Actions : [];
  return (
    <Field label="Action" hint="service:Action, such as s3:GetObject.">
      <Input
        value={value}
        list={SUGGESTIONS}
        autoComplete="off"
        spellCheck={false}
        className="font-mono"
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={SUGGESTIONS}>
        {found.map((action) => (
          <option key={action} value={action} />
        ))}
      </datalist>
    </Field>
  );
}

function ContextFields({ entries, onChange }: { entries: readonly Entry[]; onChange: (entries: readonly Entry[]) => void }) {
  const edit = (id: number, change: Partial<Entry>) =>
    onChange(entries.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)));
  return (
    <div className="space-y-2">
      <p className="text-ink-2 text-sm">
        The request carries what a call from here and now would. Set other condition keys, several values with commas; without a
        value the key is left out.
      </p>
      {entries.map((entry) => (
        <div key={entry.id} className="flex items-center gap-2">
          <Input
            aria-label="Condition key"
            placeholder="aws:RequestedRegion"
            value={entry.key}
            spellCheck={false}
            className="font-mono"
            onChange={(event) => edit(entry.id, { key: event.target.value })}
          />
          <Input
            aria-label={`Values of ${entry.key || 'the key'}`}
            placeholder="us-west-2"
            value={entry.values}
            spellCheck={false}
            className="font-mono"
            onChange={(event) => edit(entry.id, { values: event.target.value })}
          />
          <IconButton label="Remove key" onClick={() => onChange(entries.filter(({ id }) => id !== entry.id))}>
            <X aria-hidden size={14} />
          </IconButton>
        </div>
      ))}
      <Button
        size="sm"
        onClick={() => onChange([...entries, { id: Math.max(0, ...entries.map(({ id }) => id)) + 1, key: '', values: '' }])}
      >
        <Plus aria-hidden size={14} /> Add a condition key
      </Button>
    </div>
  );
}
