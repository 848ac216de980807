'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import { useState } from 'react';
import { EmptyState } from '@/components/console/page/empty-state';
import { Time } from '@/components/console/page/time';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button, IconButton } from '@/components/ui/button';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { Checkbox } from '@/components/ui/field/checkbox';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import { useClassAction } from '../../../../../_client/use-class-action';
import { actInTrial, closeTrial, keepRecorded, openTrial, readRecord } from '../../actions';
import type { Draft, Recording, Trial } from './types';

const KINDS = { change: 'change', denied: 'denied', read: 'read', failed: 'failed' } as const;

/** The preview of a draft, and its recorded operations. */
export function RecordTab({ draft, trial }: { draft: Draft; trial: Trial }) {
  return (
    <div className="flex flex-col gap-4">
      <TrialPanel draft={draft} trial={trial} />
      {trial.trial ? <RecordedPanel key={trial.trial.createdAt} draft={draft} /> : null}
    </div>
  );
}

function TrialPanel({ draft, trial: { trial, blocking } }: { draft: Draft; trial: Trial }) {
  const open = useClassAction(openTrial, { success: () => 'The preview is open.' });
  const close = useClassAction(closeTrial, { success: () => 'The preview was closed and its accounts were deleted.' });
  const act = useClassAction(actInTrial, { onSuccess: ({ basePath }) => window.location.assign(basePath + paths.home) });
  const reason = blocking > 0 ? 'Fix the problems in the files first' : undefined;
  const begin = (label: string, primary: boolean) => (
    <Button
      variant={primary ? 'primary' : 'normal'}
      loading={open.running}
      disabledReason={reason}
      onClick={() => void open.run({ draft: draft.id })}
    >
      {label}
    </Button>
  );
  return (
    <Panel
      title="Preview"
      description="Open accounts of this draft for yourself, built as for a student. Gatehouse can record what you do in them."
      actions={
        trial ? (
          <>
            <Button loading={close.running} onClick={() => void close.run({ draft: draft.id })}>
              Close preview
            </Button>
            {begin('Rebuild preview', trial.isOld)}
          </>
        ) : null
      }
    >
      {trial ? (
        <>
          {trial.isOld ? (
            <Alert kind="warning" className="mb-3">
              The draft has changed since you opened this preview. Rebuild the preview to start from the current draft.
            </Alert>
          ) : null}
          <p className="mb-2 text-ink-2 text-sm">
            Opened <Time value={trial.createdAt} />. It opens in the console, where a bar marks it as a preview.
          </p>
          <ul className="divide-y divide-line">
            {trial.personas.map(({ key, about, canSignIn }) => (
              <li key={key} className="flex items-center gap-3 py-1.5">
                <span className="min-w-0 flex-1">
                  <span className="font-medium">{key}</span> <span className="text-ink-2 text-sm">{about}</span>
                </span>
                {canSignIn ? (
                  <Button
                    size="sm"
                    aria-label={`Act as ${key}`}
                    loading={act.running}
                    onClick={() => void act.run({ draft: draft.id, persona: key })}
                  >
                    Act as
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <EmptyState
          title="No open preview"
          description="Open a preview, set up what should exist at the start, and add it to the start. Then rebuild the preview and solve the task."
          action={begin('Open preview', true)}
        />
      )}
    </Panel>
  );
}

type Choice = { at: number; isKept: boolean };

function RecordedPanel({ draft }: { draft: Draft }) {
  const [recording, setRecording] = useState<Recording>();
  const [choices, setChoices] = useState<Choice[]>([]);
  const [showsAll, setShowsAll] = useState(false);
  const read = useClassAction(readRecord, {
    onSuccess: (found) => {
      setRecording(found);
      setChoices(found.operations.map(({ kind }, at) => ({ at, isKept: kind === 'change' || kind === 'denied' })));
    },
  });
  const keep = useClassAction(keepRecorded, {
    success: ({ problems }) =>
      problems.length === 0
        ? 'Saved to scenario.yaml.'
        : `Saved to scenario.yaml. ${problems.length === 1 ? 'One problem is' : `${problems.length} problems are`} left.`,
  });
  const kept = choices.filter(({ isKept }) => isKept);
  const keepAs = (part: 'setup' | 'solution') =>
    keep.run({ draft: draft.id, part, operations: kept.map(({ at }) => at), base: draft.sha256 });
  /** Moves past the next visible one. */
  const move = (index: number, target: number | undefined) =>
    setChoices((all) => {
      if (target === undefined) return all;
      const moved = [...all];
      const [one] = moved.splice(index, 1);
      if (one) moved.splice(target, 0, one);
      return moved;
    });
  const reason = kept.length === 0 ? 'Select at least one operation' : undefined;
  const isQuiet = (at: number) => ['read', 'failed'].includes(recording?.operations[at]?.kind ?? 'read');
  const quiet = choices.filter(({ at }) => isQuiet(at)).length;
  // Selected operations stay visible.
  const isShown = ({ at, isKept }: Choice) => showsAll || isKept || !isQuiet(at);
  const shownAt = choices.flatMap((choice, index) => (isShown(choice) ? [index] : []));
  return (
    <Panel
      flush
      title="Recorded operations"
      count={recording ? recording.operations.length : undefined}
      description="Each call in the preview, as an operation of the scenario. Reads and failed calls change nothing, so they are not selected."
      actions={
        <Button loading={read.running} onClick={() => void read.run({ draft: draft.id })}>
          {recording ? 'Reload operations' : 'Load operations'}
        </Button>
      }
      footer={
        recording && recording.operations.length > 0 ? (
          <div className="flex flex-wrap gap-2">
            <Button disabledReason={reason} loading={keep.running} onClick={() => void keepAs('setup')}>
              Add to the start
            </Button>
            <Button variant="primary" disabledReason={reason} loading={keep.running} onClick={() => void keepAs('solution')}>
              Save as solution
            </Button>
            <p className="min-w-0 flex-1 basis-64 self-center text-ink-2 text-sm">
              Adding to the start appends the selected operations. Saving as the solution replaces the solution with them, in this
              order.
            </p>
          </div>
        ) : null
      }
    >
      {recording && recording.operations.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">No operations in the preview yet.</p>
      ) : null}
      {quiet > 0 ? (
        <Checkbox
          className="border-line border-b px-4 py-2"
          label={`Show reads and failed calls too (${quiet})`}
          checked={showsAll}
          onCheckedChange={setShowsAll}
        />
      ) : null}
      <ol className="divide-y divide-line">
        {shownAt.map((index, place) => {
          const { at = 0, isKept = false } = choices[index] ?? {};
          const recorded = recording?.operations[at];
          if (!recorded) return null;
          const { operation, kind, notes } = recorded;
          const { as, do: name, ...rest } = operation;
          return (
            <li key={at} className="px-4 py-2">
              <div className="flex items-start gap-2">
                <Checkbox
                  className="min-w-0 flex-1"
                  checked={isKept}
                  onCheckedChange={(next) =>
                    setChoices((all) => all.map((one) => (one.at === at ? { ...one, isKept: next } : one)))
                  }
                  label={
                    <span className="break-words">
                      <span className="font-mono text-sm">{name}</span> as <span className="font-mono text-sm">{as}</span>{' '}
                      <Badge tone={kind === 'denied' ? 'deny' : kind === 'change' ? 'accent' : 'neutral'}>{KINDS[kind]}</Badge>
                    </span>
                  }
                />
                <IconButton
                  size="sm"
                  label={`Move ${name} up`}
                  disabledReason={place === 0 ? 'It is the first' : undefined}
                  onClick={() => move(index, shownAt[place - 1])}
                >
                  <ArrowUp aria-hidden size={14} />
                </IconButton>
                <IconButton
                  size="sm"
                  label={`Move ${name} down`}
                  disabledReason={place === shownAt.length - 1 ? 'It is the last' : undefined}
                  onClick={() => move(index, shownAt[place + 1])}
                >
                  <ArrowDown aria-hidden size={14} />
                </IconButton>
              </div>
              {notes.map((note) => (
                <p key={note} className="pl-6 text-limit text-sm">
                  {note}
                </p>
              ))}
              {Object.keys(rest).length > 0 ? (
                <ExpandableSection title="Parameters" className="pl-6">
                  <pre className="overflow-x-auto whitespace-pre-wrap break-all rounded-md bg-sunken p-2 font-mono text-sm">
                    {JSON.stringify(rest, null, 2)}
                  </pre>
                </ExpandableSection>
              ) : null}
            </li>
          );
        })}
      </ol>
      {recording && recording.unrecorded.length > 0 ? (
        <div className="border-line border-t px-4 py-3">
          <h3 className="font-semibold">Not recorded</h3>
          <ul className="mt-1 list-disc pl-5 text-sm">
            {recording.unrecorded.map(({ eventId, what, why }) => (
              <li key={eventId}>
                <span className="font-mono">{what}</span>: {why}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </Panel>
  );
}
