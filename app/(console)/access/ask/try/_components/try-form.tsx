'use client';

import type { RequestContext } from '@gatehouse/policy/evaluate';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSettled } from '@/app/(console)/_client/use-settled';
import { ActionField } from '@/app/(console)/access/_components/action-field';
import { type ContextEntry, ContextFields, contextOf } from '@/app/(console)/access/_components/context-fields';
import { namesNoOwner, ownerFor } from '@/app/(console)/access/_components/resource-fields';
import { ResourcePolicyField } from '@/app/(console)/access/_components/resource-policy-field';
import { SuggestedField } from '@/app/(console)/access/_components/suggested-field';
import { suggestedResourcesQuery } from '@/app/(console)/access/queries';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { Answer } from '@/components/console/page/answer';
import { Button } from '@/components/ui/button';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { useText } from '@/components/ui/field/use-text';
import { Panel } from '@/components/ui/panel';
import type { TriedCall } from '@/lib/access/try-it/schema';
import { askOwnCall, tryCall } from '../actions';
import { callFormsQuery, sessionQuery } from '../queries';
import { ActionFacts, KnownKeys, useCatalogAction } from './action-facts';
import { CallForms } from './call-forms';
import { type Tried, TriedAnswer } from './tried-answer';

/** Keys of all requests, with this session's values. */
const OF_REQUESTS = ['aws:SourceIp', 'aws:RequestedRegion', 'aws:SecureTransport', 'aws:UserAgent', 'aws:CurrentTime'] as const;

/** The only reads that a test call makes stale. */
const EVENTS = [['console', 'SearchEvents']];

type TryFormProps = { initial: { action: string | null; resource: string | null } };

export function TryForm({ initial }: TryFormProps) {
  const [action, setAction] = useText(initial.action);
  const [resource, setResource] = useText(initial.resource);
  const [owner, setOwner] = useState('');
  const [entries, setEntries] = useState<readonly ContextEntry[]>([]);
  const [policy, setPolicy] = useState('');
  const [tried, setTried] = useState<Tried>();
  const name = action.trim();
  const isAction = /^[\w-]+:\w+$/.test(name);
  const known = useCatalogAction(isAction ? name : '');
  const session = useRead(sessionQuery()).data?.explanation.request.context ?? {};
  const forms = useRead({ ...callFormsQuery(known?.name ?? name), enabled: isAction }).data?.Calls ?? [];
  const call = useOperation(tryCall, { invalidates: EVENTS, handlesError: () => true });
  const ask = useOperation(askOwnCall, { invalidates: [], handlesError: () => true });

  const input = (): TriedCall => {
    const Resource = known?.resourceTypes.length === 0 ? '*' : resource.trim() || '*';
    const Context = contextOf(entries).filter(({ Values }) => Values.length > 0);
    return {
      Action: name,
      Resource,
      ResourceAccount: ownerFor(Resource, owner),
      ResourcePolicy: policy.trim() || undefined,
      Context: Context.length > 0 ? Context : undefined,
    };
  };
  const run = async (how: 'call' | 'ask') => {
    const asked = input();
    const result = await (how === 'call' ? call : ask).run(asked);
    setTried({ how, asked, result, at: Date.now() });
  };
  const add = (key: string) => setEntries([...entries, { key, values: valueIn(session, key) }]);
  return (
    <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[432px_minmax(0,1fr)]">
      <Panel title="Request">
        <form
          className="space-y-3"
          onSubmit={(event) => {
            event.preventDefault();
            if (isAction) void run(forms.length > 0 ? 'ask' : 'call');
          }}
        >
          <ActionField value={action} onChange={setAction} />
          {known ? <ActionFacts action={known} onResource={(pattern) => setResource(filledIn(pattern, session))} /> : null}
          {known?.resourceTypes.length === 0 ? null : <ResourceField action={name} value={resource} onChange={setResource} />}
          {namesNoOwner(resource) ? (
            <Field
              label="Owner account"
              optional
              hint="12 digits. Leave empty for the owner of the stored resource, or your account."
            >
              <Input
                value={owner}
                spellCheck={false}
                inputMode="numeric"
                className="font-mono"
                onChange={(event) => setOwner(event.target.value.replaceAll(/[\s-]/g, ''))}
              />
            </Field>
          ) : null}
          <ExpandableSection title="Circumstances">
            <KnownKeys title="Keys of every request, with the values of yours:" keys={OF_REQUESTS} given={entries} onAdd={add} />
            <KnownKeys
              title="Keys of this action:"
              keys={(known?.keys ?? []).filter((key) => !isSetByGatehouse(key))}
              given={entries}
              onAdd={add}
            />
            <KnownKeys
              title="Keys that policies use and the request does not have:"
              keys={
                tried?.result.ok ? tried.result.data.explanation.missingContextKeys.filter((key) => !isSetByGatehouse(key)) : []
              }
              given={entries}
              onAdd={add}
            />
            <ContextFields
              entries={entries}
              description="The request has the values of your session. Set other condition keys, with several values separated by commas."
              onChange={setEntries}
            />
          </ExpandableSection>
          {known?.resourceTypes.length === 0 ? null : (
            <ResourcePolicyField
              title="Resource policy"
              hint="Enter JSON to replace the stored resource policy for this test."
              resource={resource}
              value={policy}
              onChange={setPolicy}
            />
          )}
          <div className="flex flex-wrap items-center gap-2">
            {forms.length > 0 ? null : (
              <Button variant="primary" loading={call.running} disabled={!isAction} onClick={() => void run('call')}>
                Call
              </Button>
            )}
            <Button loading={ask.running} disabled={!isAction} onClick={() => void run('ask')}>
              Check only
            </Button>
          </div>
          {isAction ? (
            <p className="text-ink-3 text-sm">
              {forms.length > 0
                ? 'Gatehouse emulates this operation. You can make the real call with its own inputs next to this form.'
                : 'Gatehouse does not emulate this operation. The call is evaluated and recorded, and nothing else happens.'}
            </p>
          ) : null}
        </form>
      </Panel>
      <div className="space-y-4">
        {forms.length > 0 ? <CallForms key={name} calls={forms} resource={resource.trim()} /> : null}
        {tried ? (
          <Answer label="Answer" asked={`${tried.at}`} className="space-y-4">
            <TriedAnswer key={tried.at} tried={tried} />
          </Answer>
        ) : (
          <Begin hasForms={forms.length > 0} />
        )}
      </div>
    </div>
  );
}

function Begin({ hasForms }: { hasForms: boolean }) {
  if (hasForms) return null;
  return (
    <Panel>
      <p className="text-ink-2">
        Choose an action and a resource to see whether the call would be allowed, and the policies considered.
      </p>
    </Panel>
  );
}

type ResourceFieldProps = { action: string; value: string; onChange: (resource: string) => void };

/** A field for any ARN, with suggested ones. */
function ResourceField({ action, value, onChange }: ResourceFieldProps) {
  const text = useSettled(value.trim(), 200);
  const { data } = useQuery({ ...suggestedResourcesQuery(action, text), enabled: action.includes(':') });
  return (
    <SuggestedField
      label="Resource"
      hint="An ARN. Stored resources of this service in your account are suggested."
      value={value}
      suggestions={data?.ok ? data.data.Arns : []}
      placeholder="*"
      onChange={onChange}
    />
  );
}

/** Fills a pattern of an ARN with the session's values. */
function filledIn(pattern: string, session: RequestContext): string {
  return pattern
    .replaceAll('${Partition}', 'aws')
    .replaceAll('${Account}', valueIn(session, 'aws:PrincipalAccount'))
    .replaceAll('${Region}', valueIn(session, 'aws:RequestedRegion'));
}

function valueIn(context: RequestContext, key: string): string {
  return [context[key]].flat().join(', ');
}

/** Returns whether Gatehouse sets the key, so that callers cannot. */
function isSetByGatehouse(key: string): boolean {
  return /^aws:(principal|userid|username|resourceaccount|resourceorg|resourcetag|multifactor|tokenissue|sourceidentity|federated)/i.test(
    key,
  );
}
