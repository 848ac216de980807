'use client';

import dynamic from 'next/dynamic';
import { type Dispatch, type SetStateAction, useState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Select } from '@/components/ui/field/select';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { ProblemList } from '../../../../../_client/problem-list';
import { useClassAction } from '../../../../../_client/use-class-action';
import { saveDraft } from '../../actions';
import type { Draft, Unsaved } from './types';

const PackText = dynamic(() => import('./pack-text').then((module) => module.PackText), {
  ssr: false,
  loading: () => <Skeleton className="h-96" />,
});

type FilesTabProps = { draft: Draft; unsaved: Unsaved | null; onUnsaved: Dispatch<SetStateAction<Unsaved | null>> };

/** Shows every file of a draft as text, with problems at their positions. */
export function FilesTab({ draft, unsaved, onUnsaved }: FilesTabProps) {
  const { files, base } = unsaved ?? { files: draft.files, base: draft.sha256 };
  const setFiles = (change: (files: Draft['files']) => Draft['files']) =>
    onUnsaved((now) => {
      const changed = change(now?.files ?? draft.files);
      const isAsSaved = JSON.stringify(changed) === JSON.stringify(draft.files);
      return isAsSaved ? null : { files: changed, base: now?.base ?? draft.sha256 };
    });
  const names = Object.keys(files).sort(
    (a, b) => Number(b === 'scenario.yaml') - Number(a === 'scenario.yaml') || a.localeCompare(b, 'en'),
  );
  const [wanted, setChosen] = useState('');
  const chosen = Object.hasOwn(files, wanted) ? wanted : (names[0] ?? '');
  const [added, setAdded] = useState('');
  const save = useClassAction(saveDraft, {
    showsError: true,
    // Text entered during the save is a change to the saved text.
    onSuccess: ({ sha256 }) => onUnsaved((now) => ({ files: now?.files ?? files, base: sha256 })),
    success: ({ problems }) =>
      problems.length === 0 ? 'Saved.' : `Saved, with ${problems.length === 1 ? 'one problem' : `${problems.length} problems`}.`,
  });
  const own = draft.problems.filter(({ file }) => file === chosen);
  return (
    <div className="flex flex-col gap-4">
      <Panel
        flush
        title="Files"
        actions={
          <Button
            variant="primary"
            loading={save.running}
            disabledReason={unsaved ? undefined : 'You have no unsaved changes'}
            onClick={() => void save.run({ draft: draft.id, files, base })}
          >
            Save files
          </Button>
        }
      >
        <div className="flex flex-wrap items-end gap-2 px-4 py-3">
          <Field label="File" className="w-72 max-w-full">
            <Select options={names.map((name) => ({ value: name, label: name }))} value={chosen} onValueChange={setChosen} />
          </Field>
          {chosen === 'scenario.yaml' ? null : (
            <Button
              onClick={() => {
                setFiles((all) => Object.fromEntries(Object.entries(all).filter(([name]) => name !== chosen)));
                setChosen('scenario.yaml');
              }}
            >
              Remove file
            </Button>
          )}
          <form
            className="flex items-end gap-2"
            onSubmit={(event) => {
              event.preventDefault();
              if (!Object.hasOwn(files, added)) setFiles((all) => ({ ...all, [added]: added.endsWith('.json') ? '{}\n' : '' }));
              setChosen(added);
              setAdded('');
            }}
          >
            <Field label="Another file" className="w-56">
              <Input
                mono
                value={added}
                placeholder="tests.yaml"
                required
                pattern="\w[\w.\-]*(/\w[\w.\-]*)*"
                title="Letters, digits, dots and hyphens, for example policies/work.json"
                onChange={(event) => setAdded(event.currentTarget.value)}
              />
            </Field>
            <Button type="submit">Add file</Button>
          </form>
        </div>
        {save.error ? (
          <Alert kind="error" live className="mx-4 mb-3">
            {save.error.message}
          </Alert>
        ) : null}
        <PackText
          key={`${base} ${chosen}`}
          name={chosen}
          value={files[chosen] ?? ''}
          problems={files[chosen] === draft.files[chosen] ? own : []}
          onChange={(text) => setFiles((all) => ({ ...all, [chosen]: text }))}
        />
      </Panel>
      {draft.problems.length > 0 ? (
        <Panel flush title="Problems" count={draft.problems.length} description="In the last saved version.">
          <ProblemList problems={draft.problems} />
        </Panel>
      ) : null}
    </div>
  );
}
