'use client';

import { type ReactNode, useEffect, useState } from 'react';
import { layOut } from '@/components/access/lay-out';
import { FormPage, type FormPageProps } from '@/components/console/form/form-page';
import { Answer } from '@/components/console/page/answer';
import { documentProblem } from '@/components/policy-editor/document-problem';
import { isBlankDocument } from '@/components/policy-editor/new-statement';
import type { PolicyEditorProps } from '@/components/policy-editor/policy-editor';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { Panel } from '@/components/ui/panel';
import type { PolicyChange } from '@/lib/access/policy-preview/schema';
import type { ConsoleFailure } from '@/lib/console/result';
import { ChangeEffect } from './change-effect';
import { CharactersUsed } from './characters-used';
import type { EditedDocument } from './edited-document';
import { PolicyDiff, PolicyEditor, TextDiff } from './policy-editor';

type PolicyEditing = Pick<
  PolicyEditorProps,
  'label' | 'kind' | 'saving' | 'resourceType' | 'resource' | 'maxCharacters' | 'tools'
>;

/** The editing of a document in another language than that of IAM's policies. */
type OtherEditing = {
  kind?: undefined;
  maxCharacters: number;
  /** Returns why a text can't be saved. */
  problem: (text: string) => string | undefined;
  render: (text: string, onChange: (text: string) => void) => ReactNode;
};

type PolicyFormPageProps = Omit<FormPageProps, 'children' | 'aside' | 'foot' | 'buttons' | 'onSubmit' | 'dirty' | 'error'> & {
  editor: PolicyEditing | OtherEditing;
  edited: EditedDocument;
  error: ConsoleFailure | undefined;
  /** The name of the earlier text, after "Changes since": "version 4". */
  since?: string;
  /** Returns the change that saving the text makes, for the impact panel. Null while other input is missing. */
  change?: (document: string) => PolicyChange | null;
  /** Replaces the impact panel for other kinds of changes. `waiting` is the reason why nothing can be compared. */
  aside?: (document: string, waiting: string | undefined) => ReactNode;
  /** Saves the document in place of `from`: the editor's starting point, or the document that the reader chose to save over. */
  onSubmit: (document: string, from: string | null) => void;
  /** True if something else was entered that is not saved. */
  dirty?: boolean;
  /** Panels above and below the editor. */
  above?: ReactNode;
  below?: ReactNode;
};

const CHANGE_IT = 'Change the document to see which principals gain or lose access';
const CHANGE_OTHER = 'Change the document to see which accounts it affects';

/**
 * The page for editing a policy: its text, its changes, their impact, and at the bottom the remaining quota and the time of the
 * last draft. The text survives a closed tab.
 */
export function PolicyFormPage(props: PolicyFormPageProps) {
  const {
    editor,
    edited,
    error,
    since = 'the last saved version',
    change,
    aside,
    onSubmit,
    above,
    below,
    disabledReason,
    ...form
  } = props;
  const { text, from: stored } = edited;
  const unchanged = stored !== null && text === stored;
  const wrong =
    editor.kind === undefined ? editor.problem(text) : documentProblem(text, editor.kind, editor.maxCharacters, editor.saving);
  const begun = stored !== null || editor.kind === undefined || !isBlankDocument(text, editor.kind);
  const conflict = conflictOf(error, edited);
  const problem = unchanged && !form.dirty ? 'No changes yet' : wrong;
  return (
    <FormPage
      {...form}
      error={conflict === undefined ? error : undefined}
      dirty={form.dirty || (edited.changed && edited.keptAt === null)}
      disabledReason={problem ?? disabledReason}
      onSubmit={() => onSubmit(text, edited.from)}
      aside={
        aside ? (
          aside(text, unchanged || !begun ? (editor.kind === undefined ? CHANGE_OTHER : CHANGE_IT) : problem)
        ) : change ? (
          <ChangeEffect
            change={problem === undefined ? change(text) : null}
            waiting={unchanged || !begun ? CHANGE_IT : (problem ?? 'Loading')}
          />
        ) : undefined
      }
      foot={
        <>
          <CharactersUsed text={text} kind={editor.kind} most={editor.maxCharacters} />
          <DraftKept at={edited.changed ? edited.keptAt : null} />
        </>
      }
      buttons={unchanged || !edited.changed ? undefined : <Button onClick={edited.discard}>Discard</Button>}
    >
      {above}
      <Restored edited={edited} />
      {editor.kind === undefined ? (
        editor.render(text, edited.setText)
      ) : (
        <PolicyEditor {...editor} value={text} onChange={edited.setText} minLines={18} />
      )}
      {stored === null || stored === '' || unchanged ? null : (
        <ExpandableSection look="panel" title={`Changes since ${since}`}>
          <Diff before={stored} after={text} label="Changes" kind={editor.kind} />
        </ExpandableSection>
      )}
      {below}
      {conflict === undefined ? null : (
        <Conflict
          edited={edited}
          stored={conflict}
          kind={editor.kind}
          pending={form.pending}
          onSaveOver={() => onSubmit(text, conflict)}
        />
      )}
    </FormPage>
  );
}

type DiffProps = { before: string; after: string; label: string; kind: PolicyEditorProps['kind'] | undefined };

function Diff({ kind, ...texts }: DiffProps) {
  return kind === undefined ? <TextDiff {...texts} /> : <PolicyDiff {...texts} kind={kind} />;
}

/** Returns the document that is stored now, where a save was refused for it and the editor did not start from it since; null for none. */
function conflictOf(error: ConsoleFailure | undefined, { from }: EditedDocument): string | null | undefined {
  if (error?.storedPolicy === undefined) return undefined;
  const { document } = error.storedPolicy;
  return document !== null && layOut(document) === from ? undefined : document;
}

type ConflictProps = {
  edited: EditedDocument;
  stored: string | null;
  kind: PolicyEditorProps['kind'] | undefined;
  pending: boolean | undefined;
  onSaveOver: () => void;
};

/** Shows what somebody else saved in the meantime, and the choice between that text and this one. */
function Conflict({ edited: { from, load }, stored, kind, pending, onSaveOver }: ConflictProps) {
  return (
    <Answer label="Another save" asked={stored ?? ''}>
      <Alert
        kind="warning"
        verdict
        title={
          stored === null
            ? 'Somebody deleted this policy after you opened it'
            : from === null
              ? 'Somebody saved this policy after you opened this page'
              : 'Somebody changed this policy after you opened it'
        }
        action={
          <span className="flex flex-wrap gap-2">
            {stored === null ? null : (
              <Button size="sm" disabled={pending} onClick={() => load(stored)}>
                Load the stored policy
              </Button>
            )}
            <Button size="sm" loading={pending} onClick={onSaveOver}>
              Save over it
            </Button>
          </span>
        }
      >
        Your changes are not saved yet.{' '}
        {stored === null
          ? 'Saving over it makes the policy again.'
          : 'Loading the stored policy discards your changes; saving over it discards the changes below.'}
      </Alert>
      {stored === null ? null : (
        <Panel title="Changes since you started" className="mt-4">
          <Diff before={from ?? ''} after={layOut(stored)} label="Changes since you started" kind={kind} />
        </Panel>
      )}
    </Answer>
  );
}

function Restored({ edited: { restored, discard } }: { edited: EditedDocument }) {
  if (restored === null) return null;
  return (
    <Alert
      kind={restored.outdated ? 'warning' : 'info'}
      title="Unsaved draft restored"
      action={
        <Button size="sm" onClick={discard}>
          Discard draft
        </Button>
      }
    >
      {restored.outdated
        ? 'The policy was saved after you started this draft, so the stored version differs from the one you edited. The changes below show the difference.'
        : 'Your browser kept this draft when you left the page.'}
    </Alert>
  );
}

const TICK_MS = 5_000;

/** "Draft saved 14 s ago". */
function DraftKept({ at }: { at: number | null }) {
  const [now, setNow] = useState(0);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  if (at === null) return null;
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  const ago =
    seconds < 5
      ? 'just now'
      : seconds < 100
        ? `${seconds} s ago`
        : seconds < 6000
          ? `${Math.round(seconds / 60)} min ago`
          : 'earlier';
  return <span className="text-ink-3 text-sm max-sm:hidden">Draft saved {ago}</span>;
}
