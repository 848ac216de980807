'use client';

import { type ReactNode, useEffect, useState } from 'react';
import { FormPage, type FormPageProps } from '@/components/console/form/form-page';
import { documentProblem } from '@/components/policy-editor/document-problem';
import { isBlankDocument } from '@/components/policy-editor/new-statement';
import type { PolicyEditorProps } from '@/components/policy-editor/policy-editor';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { ExpandableSection } from '@/components/ui/expandable-section';
import type { PolicyChange } from '@/lib/access/policy-preview/schema';
import { ChangeEffect } from './change-effect';
import { CharactersUsed } from './characters-used';
import type { EditedDocument } from './edited-document';
import { PolicyDiff, PolicyEditor } from './policy-editor';

type PolicyFormPageProps = Omit<FormPageProps, 'children' | 'aside' | 'foot' | 'buttons' | 'onSubmit' | 'dirty'> & {
  editor: Pick<PolicyEditorProps, 'label' | 'kind' | 'saving' | 'resourceType' | 'resource' | 'maxCharacters' | 'tools'>;
  edited: EditedDocument;
  /** The stored text. Null for a new policy. */
  stored: string | null;
  /** The name of the earlier text, after "Changes since": "version 4". */
  since?: string;
  /** Returns the change that saving the text makes, for the impact panel. Null while other input is missing. */
  change?: (document: string) => PolicyChange | null;
  /** Replaces the impact panel for other kinds of changes. `waiting` is the reason why nothing can be compared. */
  aside?: (document: string, waiting: string | undefined) => ReactNode;
  onSubmit: (document: string) => void;
  /** True if something else was entered that is not saved. */
  dirty?: boolean;
  /** Panels above and below the editor. */
  above?: ReactNode;
  below?: ReactNode;
};

const CHANGE_IT = 'Change the document to see which principals gain or lose access';

/**
 * The page for editing a policy: its text, its changes, their impact, and at the bottom the remaining quota and the time of the
 * last draft. The text survives a closed tab.
 */
export function PolicyFormPage(props: PolicyFormPageProps) {
  const {
    editor,
    edited,
    stored,
    since = 'the last saved version',
    change,
    aside,
    onSubmit,
    above,
    below,
    disabledReason,
    ...form
  } = props;
  const { text } = edited;
  const unchanged = stored !== null && text === stored;
  const wrong = documentProblem(text, editor.kind, editor.maxCharacters, editor.saving);
  const begun = stored !== null || !isBlankDocument(text, editor.kind);
  const problem = unchanged && !form.dirty ? 'No changes yet' : wrong;
  return (
    <FormPage
      {...form}
      dirty={form.dirty || (edited.changed && edited.keptAt === null)}
      disabledReason={problem ?? disabledReason}
      onSubmit={() => onSubmit(text)}
      aside={
        aside ? (
          aside(text, unchanged || !begun ? CHANGE_IT : problem)
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
      <PolicyEditor {...editor} value={text} onChange={edited.setText} minLines={18} />
      {stored === null || stored === '' || unchanged ? null : (
        <ExpandableSection look="panel" title={`Changes since ${since}`}>
          <PolicyDiff before={stored} after={text} label="Changes" kind={editor.kind} />
        </ExpandableSection>
      )}
      {below}
    </FormPage>
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
