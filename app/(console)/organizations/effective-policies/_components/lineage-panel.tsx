'use client';

import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { LineageLevel } from './lineage';
import type { Chosen, NodePolicy } from './node-policy';
import { StepMark } from './step-mark';

type LineagePanelProps = {
  policy: NodePolicy;
  chosen: Chosen;
  levels: readonly LineageLevel[];
  /** Opens the draft of a policy. Absent if the reader can't draft. */
  onDraft?: (policyId: string) => void;
};

/** Renders where the chosen value comes from: the operators at its setting, level by level. */
export function LineagePanel({ policy, chosen, levels, onDraft }: LineagePanelProps) {
  const { source } = chosen;
  const isDefault = source === null && !policy.HidesPolicies;
  return (
    <Panel
      title={
        <>
          Where <span className="wrap-anywhere font-mono text-accent">{String(chosen.value)}</span> comes from
        </>
      }
      description="Filled: source. Ring: rule. Red: ignored."
      actions={
        onDraft && source && source.PolicyId !== 'draft' ? (
          <Button variant="link" onClick={() => onDraft(source.PolicyId)}>
            Edit in a draft
          </Button>
        ) : undefined
      }
    >
      <div aria-live="polite">
        {isDefault ? <p className="pb-1 text-ink-2 text-sm">No policy sets this. The value is the default of the type.</p> : null}
        {source === null && policy.HidesPolicies ? (
          <p className="pb-1 text-ink-2 text-sm">You don’t have permission to view the policy that sets this value.</p>
        ) : null}
        <ol className="space-y-1.5">
          {levels.map(({ level, steps }) =>
            steps.length === 0 ? (
              <li
                key={level.Id}
                className="grid grid-cols-[1.125rem_minmax(0,1fr)] gap-x-2.5 text-sm sm:grid-cols-[1.125rem_11rem_minmax(0,1fr)]"
              >
                <span aria-hidden className="text-center text-ink-3">
                  –
                </span>
                <span className="font-medium">{level.Name}</span>
                <span className="text-ink-2 max-sm:col-start-2">Does not touch this setting.</span>
              </li>
            ) : (
              steps.map((step) => (
                <li
                  key={`${level.Id} ${step.number}`}
                  className="grid grid-cols-[1.125rem_minmax(0,1fr)_auto] gap-x-2.5 text-sm sm:grid-cols-[1.125rem_11rem_minmax(0,1fr)_auto]"
                >
                  <StepMark number={step.number} role={step.role} />
                  <span className="wrap-anywhere font-medium max-sm:col-start-2 max-sm:row-start-1">
                    <span className="sr-only">Step {step.number}: </span>
                    {level.Name} <span className="text-accent">{step.policy.Name}</span>
                  </span>
                  <span className="wrap-anywhere text-ink-2 max-sm:col-span-2 max-sm:col-start-2 max-sm:row-start-2">
                    {step.text}
                  </span>
                  {step.policy.Id === 'draft' ? null : (
                    <TextLink
                      href={paths.organizationPolicy(policy.PolicyType, step.policy.Id)}
                      aria-label={`Open ${step.policy.Name}`}
                      className="max-sm:col-start-3 max-sm:row-start-1"
                    >
                      Open
                    </TextLink>
                  )}
                </li>
              ))
            ),
          )}
        </ol>
      </div>
    </Panel>
  );
}
