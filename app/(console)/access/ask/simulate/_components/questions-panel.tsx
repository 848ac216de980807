'use client';

import dynamic from 'next/dynamic';
import { type ContextEntry, ContextFields, contextOf, withKey } from '@/app/(console)/access/_components/context-fields';
import { CredentialField } from '@/app/(console)/access/_components/credential-field';
import { RegionField } from '@/app/(console)/access/_components/region-field';
import { ResourcePolicyField } from '@/app/(console)/access/_components/resource-policy-field';
import { Button } from '@/components/ui/button';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Textarea } from '@/components/ui/field/textarea';
import { Panel } from '@/components/ui/panel';
import { type CredentialName, MOST_QUESTIONS } from '@/lib/access/limits';
import { plural } from '@/lib/core/text/plural';
import type { Simulation } from '../queries';
import { ActionsField } from './actions-field';
import type { PolicyChanges, SimulatedPolicy } from './policy-set';

// The policy reader is only needed to suggest keys, in a section that is closed at first.
const AskedKeys = dynamic(() => import('./asked-keys').then((module) => module.AskedKeys), { ssr: false });

/** The requests as typed. */
export type Questions = {
  actions: readonly string[];
  /** One ARN per line. */
  resources: string;
  owner: string;
  /** Null selects a fitting Region for each request. */
  region: string | null;
  credential: CredentialName | undefined;
  entries: readonly ContextEntry[];
  resourcePolicy: string;
};

export const NO_QUESTIONS: Questions = {
  actions: [],
  resources: '*',
  owner: '',
  region: null,
  credential: undefined,
  entries: [],
  resourcePolicy: '',
};

function resourcesOf({ resources }: Questions): string[] {
  const lines = resources.split(/\s+/).filter(Boolean);
  return lines.length > 0 ? [...new Set(lines)] : ['*'];
}

/** Returns the requests as the operation takes them. */
export function toSimulation(questions: Questions): Omit<Simulation, 'PrincipalArn' | 'Drafts'> {
  return {
    Actions: [...questions.actions],
    Resources: resourcesOf(questions),
    ResourceAccount: /^\d{12}$/.test(questions.owner) ? questions.owner : undefined,
    Credential: questions.credential,
    ResourcePolicy: questions.resourcePolicy.trim() || undefined,
    Context: [
      ...(questions.region === null ? [] : [{ Key: 'aws:RequestedRegion', Values: [questions.region] }]),
      ...contextOf(questions.entries),
    ],
  };
}

type QuestionsPanelProps = {
  questions: Questions;
  onQuestions: (questions: Questions) => void;
  /** The credentials that the principal can have. */
  credentials: readonly CredentialName[];
  policies: readonly SimulatedPolicy[];
  changes: PolicyChanges;
  outdated: boolean;
  onRun: () => void;
};

/** Selects actions, resources and circumstances. */
export function QuestionsPanel({ questions, onQuestions, credentials, policies, changes, outdated, onRun }: QuestionsPanelProps) {
  const edit = (change: Partial<Questions>) => onQuestions({ ...questions, ...change });
  const count = questions.actions.length * resourcesOf(questions).length;
  const problem =
    questions.actions.length === 0
      ? 'Select at least one action'
      : count > MOST_QUESTIONS
        ? `${count.toLocaleString('en')} requests. You can simulate at most ${MOST_QUESTIONS} at once`
        : undefined;
  return (
    <Panel title="Requests">
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!problem) onRun();
        }}
      >
        <ActionsField actions={questions.actions} onChange={(actions) => edit({ actions })} />
        <div className="grid gap-4 lg:grid-cols-2">
          <Field label="Resources" hint="One ARN per line. Enter * for actions without a resource.">
            <Textarea
              rows={3}
              spellCheck={false}
              className="font-mono"
              value={questions.resources}
              onChange={(event) => edit({ resources: event.target.value })}
            />
          </Field>
          <div className="space-y-3">
            <RegionField value={questions.region} onChange={(region) => edit({ region })} />
            <CredentialField choices={credentials} value={questions.credential} onChange={(credential) => edit({ credential })} />
            <Field label="Owner account of the resources" optional hint="12 digits, if the ARNs have no account ID.">
              <Input
                value={questions.owner}
                inputMode="numeric"
                spellCheck={false}
                className="font-mono"
                onChange={(event) => edit({ owner: event.target.value.replaceAll(/[\s-]/g, '') })}
              />
            </Field>
          </div>
        </div>
        <ExpandableSection title="Circumstances" defaultOpen={questions.entries.length > 0}>
          <AskedKeys
            policies={policies}
            changes={changes}
            resourcePolicy={questions.resourcePolicy}
            entries={questions.entries}
            onAdd={(key) => edit({ entries: withKey(questions.entries, key) })}
          />
          <ContextFields entries={questions.entries} onChange={(entries) => edit({ entries })} />
        </ExpandableSection>
        <ResourcePolicyField
          title="Resource policy"
          hint="The bucket, queue or key policy as JSON. Gatehouse reads trust policies itself if you have permission."
          resource={resourcesOf(questions)[0] ?? '*'}
          value={questions.resourcePolicy}
          onChange={(resourcePolicy) => edit({ resourcePolicy })}
        />
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" variant="primary" disabledReason={problem}>
            Run simulation
          </Button>
          <span className="text-ink-3 text-sm">
            {problem ?? (outdated ? 'You changed something since the last run.' : plural(count, 'request'))}
          </span>
        </div>
      </form>
    </Panel>
  );
}
