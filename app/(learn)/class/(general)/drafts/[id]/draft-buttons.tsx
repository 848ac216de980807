'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { paths } from '@/lib/console/paths';
import { ClassDialog } from '../../../../_client/class-dialog';
import { useClassAction } from '../../../../_client/use-class-action';
import { deleteDraft, publishDraft } from '../../../actions';

type PublishButtonProps = { draft: string; problems: number; isPublished: boolean };

/** Publishes the draft to all instructors, as the version that it states. */
export function PublishButton({ draft, problems, isPublished }: PublishButtonProps) {
  const { run, running } = useClassAction(publishDraft, {
    success: ({ title, version }) => `“${title}” ${version} was published. It can be given to classes.`,
    goTo: ({ packId }) => paths.classScenario(packId),
  });
  const reason = isPublished
    ? 'This version is already published. Raise the version number to publish a change.'
    : problems > 0
      ? 'Fix the problems first'
      : undefined;
  return (
    <Button variant="primary" loading={running} disabledReason={reason} onClick={() => void run({ draft })}>
      Publish scenario
    </Button>
  );
}

export function DeleteButton({ draft, title }: { draft: string; title: string }) {
  const [asking, setAsking] = useState(false);
  const { run, running, error } = useClassAction(deleteDraft, {
    showsError: true,
    success: () => `The draft “${title}” was deleted.`,
    goTo: () => paths.classScenarios,
  });
  return (
    <>
      <Button variant="danger" onClick={() => setAsking(true)}>
        Delete draft
      </Button>
      {asking ? (
        <ClassDialog
          size="sm"
          title={`Delete the draft “${title}”?`}
          submitLabel="Delete draft"
          danger
          running={running}
          error={error}
          onSubmit={() => void run({ draft })}
          onClose={() => setAsking(false)}
        >
          <p>This deletes its files. Published versions stay.</p>
        </ClassDialog>
      ) : null}
    </>
  );
}
