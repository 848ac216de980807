'use client';

import { Lock, X } from 'lucide-react';
import { useState } from 'react';
import { Badge, type Tone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { CodeBlock } from '@/components/ui/code-block';
import { SegmentedControl } from '@/components/ui/field/segmented-control';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { plural } from '@/lib/core/text/plural';
import { nodeHref } from '../../_components/node-href';
import { NodeIcon } from '../../node-icon';
import { childrenMay, groupOperations, ignoredText, type LineageStep } from './lineage';
import type { Level, LevelPolicy, NodePolicy, Operation } from './node-policy';
import { StepMark } from './step-mark';

const VIEWS = ['settings', 'documents'] as const;

/** The settings of a policy that are shown at first. */
const SHOWN_AT_FIRST = 40;

type PathPanelProps = {
  policy: NodePolicy;
  /** The operators at the setting of the chosen value. */
  steps: readonly LineageStep[];
  /** The id of the drafted policy, or null without a draft. */
  draftId: string | null;
};

/** Renders the policies on the path from the root to the node, each with its settings or its document. */
export function PathPanel({ policy, steps, draftId }: PathPanelProps) {
  const [view, setView] = useState<(typeof VIEWS)[number]>('settings');
  return (
    <Panel
      title="Attached on the path"
      description="Read from the top down."
      flush
      actions={
        <SegmentedControl
          label="Show policies as"
          value={view}
          onValueChange={setView}
          segments={[
            { value: 'settings', label: 'Settings' },
            { value: 'documents', label: 'Documents' },
          ]}
        />
      }
    >
      {policy.Levels.map((level) => (
        <LevelSection key={level.Id} level={level} isHere={level.Id === policy.Node.Id}>
          {level.Policies.map((each, index) => (
            <div key={each.Id} className="ml-2 border-line-strong border-l pl-3.5 not-first:pt-2">
              <h4 className="flex flex-wrap items-baseline gap-x-2 leading-6">
                {each.Id === 'draft' ? (
                  <span className="font-medium">{each.Name}</span>
                ) : (
                  <TextLink href={paths.organizationPolicy(policy.PolicyType, each.Id)} className="wrap-anywhere font-medium">
                    {each.Name}
                  </TextLink>
                )}
                {level.Policies.length > 1 ? <span className="text-ink-3 text-sm">attached {ordinal(index)}</span> : null}
                {draftId === each.Id ? <Badge tone="limit">Draft</Badge> : null}
                <span className="ml-auto text-ink-3 text-sm">{plural(each.Targets, 'target')}</span>
              </h4>
              {view === 'settings' ? (
                <Settings policy={policy} level={level} attached={each} steps={steps} />
              ) : (
                <CodeBlock
                  code={prettyJson(each.Content)}
                  label={`Document of ${each.Name}`}
                  maxHeight={420}
                  className="mt-1 mb-2"
                />
              )}
            </div>
          ))}
        </LevelSection>
      ))}
      {policy.HidesPolicies ? (
        <p className="border-line border-t px-4 py-3 text-ink-2 text-sm">
          You don’t have permission to view every policy on the path (organizations:ListPoliciesForTarget and
          organizations:DescribePolicy).
        </p>
      ) : null}
    </Panel>
  );
}

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];
const ordinal = (index: number) => ORDINALS[index] ?? `at place ${index + 1}`;

/** Returns a document with line breaks, or the text itself if it is no JSON. */
export function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function LevelSection({ level, isHere, children }: { level: Level; isHere: boolean; children: React.ReactNode }) {
  return (
    <section aria-label={level.Name} className="border-line not-first:border-t px-4 py-2">
      <h3 className={classNames('flex items-center gap-2 leading-6', isHere ? 'font-semibold text-accent' : 'font-medium')}>
        <NodeIcon type={level.Type} />
        <TextLink href={nodeHref(level)} className={classNames('min-w-0 truncate', !isHere && 'text-ink')}>
          {level.Name}
        </TextLink>
        <span className="ml-auto shrink-0 font-mono font-normal text-ink-3 text-sm">{level.Id}</span>
      </h3>
      {level.Policies.length > 0 ? children : <p className="ml-2 pl-3.5 text-ink-3 text-sm">No policy attached.</p>}
    </section>
  );
}

type SettingsProps = { policy: NodePolicy; level: Level; attached: LevelPolicy; steps: readonly LineageStep[] };

function Settings({ policy, level, attached, steps }: SettingsProps) {
  const [all, setAll] = useState(false);
  const own = steps.filter((step) => step.level.Id === level.Id && step.policy.Id === attached.Id);
  const stepOf = (operation: Operation) => own.find((step) => step.operation === operation);
  const groups = all
    ? attached.Operations.map((operation) => [operation])
    : groupOperations(attached.Operations, (operation) => stepOf(operation) !== undefined);
  // An operator of the chosen setting is shown even if it is far down.
  const shown = all ? groups : groups.filter((group, index) => index < SHOWN_AT_FIRST || group.some(stepOf));
  const isShort = shown.length < attached.Operations.length;
  return (
    <ul>
      {shown.map(([operation, ...others], index) =>
        operation ? (
          <Row
            // biome-ignore lint/suspicious/noArrayIndexKey: a setting can have several operators, and their order is fixed
            key={index}
            policy={policy}
            operation={operation}
            count={others.length + 1}
            step={stepOf(operation)}
          />
        ) : null,
      )}
      {isShort ? (
        <li>
          <Button variant="link" onClick={() => setAll(true)}>
            Show all {attached.Operations.length.toLocaleString('en')} settings
          </Button>
        </li>
      ) : null}
    </ul>
  );
}

const TONES: Record<string, Tone> = { '@@assign': 'accent', '@@append': 'allow', '@@remove': 'limit' };

type RowProps = {
  policy: NodePolicy;
  operation: Operation;
  /** The number of equal operators under other names that the row stands for. */
  count: number;
  step: LineageStep | undefined;
};

function Row({ policy, operation, count, step }: RowProps) {
  const names = operation.Path.length > 1 ? operation.Path.slice(1) : operation.Path;
  const place = count > 1 ? `${count} keys` : names.slice(0, -1).join('.') || names[0];
  const ignored = ignoredText(policy, operation);
  const may = childrenMay(operation.AllowedForChildren);
  return (
    <li>
      <div
        data-step={step?.number}
        data-role={step?.role}
        className={classNames(
          'relative -mr-4 -ml-1.5 grid min-h-6 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-2 py-0.5 pr-4 pl-1.5 font-mono text-xs sm:grid-cols-[11.25rem_4.75rem_minmax(0,1fr)]',
          step && (ignored ? 'bg-none-soft' : 'bg-accent-soft'),
        )}
      >
        <span className={classNames('wrap-anywhere tracking-[-0.02em] text-ink-2', ignored && 'text-ink-3 line-through')}>
          <span className={classNames('font-medium', !ignored && 'text-ink')}>{place}</span>
          {names.length > 1 ? (
            <>
              <wbr />.{names.at(-1)}
            </>
          ) : null}
        </span>
        <span>
          {operation.Operator === null ? null : (
            <Badge
              tone={ignored ? 'neutral' : TONES[operation.Operator]}
              className={classNames('font-mono', ignored && 'line-through')}
            >
              {operation.Operator}
            </Badge>
          )}
        </span>
        <span className="col-span-full flex flex-wrap items-center gap-x-2.5 sm:col-span-1">
          {operation.Operator !== null && operation.Values.length === 0 ? (
            <span className="font-sans text-ink-3">empty list</span>
          ) : null}
          {operation.Values.map((value) => (
            <span key={String(value)} className={classNames('wrap-anywhere', ignored && 'text-ink-3 line-through')}>
              {String(value)}
            </span>
          ))}
          {may === null ? null : (
            <span className="ml-auto inline-flex items-center gap-1 font-sans text-ink-2 text-xs">
              <Lock aria-hidden size={12} />
              children: {may}
            </span>
          )}
        </span>
        {step ? (
          <StepMark number={step.number} role={step.role} className="absolute top-1/2 right-[-9px] z-1 -mt-2.25 max-xl:hidden" />
        ) : null}
      </div>
      {ignored ? (
        <p className="flex items-start gap-1.5 pb-0.5 text-ink-2 text-xs sm:ml-[11.75rem]">
          <X aria-hidden size={12} className="mt-0.5 shrink-0 text-deny" />
          <span>
            <span className="sr-only">Ignored: </span>
            <span className="font-semibold">{ignored.by ?? 'A policy that you can’t view'}</span> {ignored.text}
          </span>
        </p>
      ) : null}
    </li>
  );
}
