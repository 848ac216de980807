'use client';

import dynamic from 'next/dynamic';
import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { SubjectChooser, useSubjectName } from '@/app/(console)/access/subject-chooser';
import { useRead } from '@/components/console/kit/use-read';
import { Answer } from '@/components/console/page/answer';
import { EmptyState } from '@/components/console/page/empty-state';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { Checkbox } from '@/components/ui/field/checkbox';
import { Field } from '@/components/ui/field/field';
import { SegmentedControl } from '@/components/ui/field/segmented-control';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { paths } from '@/lib/console/paths';
import { type ActivityOptions, activityPolicyQuery } from '../queries';

// Loaded when a principal is selected.
const ActivityAnswer = dynamic(() => import('./activity-answer').then((module) => module.ActivityAnswer));

const WINDOWS = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
] as const;

/** Generates the policy that recorded calls need, with the reason for each statement, and offers to put it in place. */
export function FromActivityPage() {
  const [view, setView] = useQueryStates(
    {
      principal: parseAsString,
      days: parseAsStringLiteral(WINDOWS.map(({ value }) => value)).withDefault('90'),
      strict: parseAsBoolean.withDefault(false),
      compact: parseAsBoolean.withDefault(false),
    },
    { history: 'push' },
  );
  const { principal, days, strict, compact } = view;
  const name = useSubjectName(principal, 'acting');
  return (
    <>
      <PageHeader
        title={name === undefined ? 'Policy from activity' : `Policy from what ${name} did`}
        crumb="Policy from activity"
        breadcrumbs={[{ label: 'Unused access', href: paths.unusedAccess }]}
        description="Generate a policy that allows what a user or role has done, and never more than its current policies allow."
        info={<HelpLink />}
        actions={
          <Field label="Principal" className="w-full sm:w-80">
            <SubjectChooser
              value={principal}
              onChange={(value) => void setView({ principal: value })}
              choosable="acting"
              placeholder="User or role"
            />
          </Field>
        }
      />
      {principal === null ? (
        <Panel>
          <EmptyState
            title="Choose a principal"
            description="A user or role of this account. For a role, the calls of all its sessions are included."
          />
        </Panel>
      ) : (
        <div className="space-y-4">
          <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
            <SegmentedControl
              label="Period"
              value={days}
              onValueChange={(value) => void setView({ days: value })}
              segments={WINDOWS}
            />
            <Checkbox label="Each resource" checked={strict} onCheckedChange={(checked) => void setView({ strict: checked })} />
            <Checkbox
              label="Use a wildcard if all matching actions were used"
              checked={compact}
              onCheckedChange={(checked) => void setView({ compact: checked })}
            />
          </div>
          <Answer label="Policy from activity" asked={principal}>
            <Found key={principal} principal={principal} options={{ Days: Number(days), Strict: strict, Compact: compact }} />
          </Answer>
        </div>
      )}
      <Help />
    </>
  );
}

function Found({ principal, options }: { principal: string; options: ActivityOptions }) {
  const read = useRead(activityPolicyQuery(principal, options));
  if (read.error) return <ReadError read={read} what="the generated policy" />;
  if (!read.data) {
    return (
      <div role="status">
        <p className="mb-2 text-ink-2">Reading the recorded calls and evaluating them again…</p>
        <Skeleton className="h-96" />
      </div>
    );
  }
  return <ActivityAnswer answer={read.data} />;
}

function Help() {
  return (
    <HelpPanel title="Policy from activity">
      <p>
        Every call creates an event with its actions and resources. The policy allows the calls that were allowed. Denied calls,
        and permissions only used to report a missing object, are not included.
      </p>
      <p>
        Up to five resources of a type are listed. If there are more, those with a common prefix become one entry with a wildcard.
        If they have none, all resources of the type in the account are included. The result lists the additional access. Choose
        “Each resource” to merge nothing.
      </p>
      <p>
        No statement allows anything beyond the current policies. The result shows this for each statement. Conditions of the
        statements that allowed the calls are included, and what is currently denied stays denied.
      </p>
      <p>
        Actions that were not used in the period are not in the policy, even if they are needed once a year. Choose a period that
        includes everything that must work.
      </p>
    </HelpPanel>
  );
}
