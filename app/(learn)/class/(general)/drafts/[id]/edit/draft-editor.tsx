'use client';

import { useEffect, useState } from 'react';
import { UnsavedChanges } from '@/components/console/form/unsaved-changes';
import { UrlTabs } from '@/components/ui/tabs';
import { readTrial } from '../../actions';
import { ChecksTab } from './checks-tab';
import { FilesTab } from './files-tab';
import { RecordTab } from './record-tab';
import { TryTab } from './try-tab';
import type { Draft, Trial, Unsaved } from './types';

const EVERY_MS = 1_500;

function isSaved({ files, base }: Unsaved, draft: Draft): boolean {
  return base === draft.sha256 && JSON.stringify(files) === JSON.stringify(draft.files);
}

/** The tabs of a draft: record, checks, test and files. */
export function DraftEditor({ draft, trial: begin }: { draft: Draft; trial: Trial }) {
  const [trial, setTrial] = useState(begin);
  // Kept here, because a hidden tab loses its state.
  const [unsaved, setUnsaved] = useState<Unsaved | null>(null);
  // The page was reloaded.
  useEffect(() => setTrial(begin), [begin]);
  useEffect(() => setUnsaved((now) => (now && isSaved(now, draft) ? null : now)), [draft]);
  const isTrying = trial.tries.some(({ state }) => state === 'waiting' || state === 'running');
  const { id } = draft;
  useEffect(() => {
    if (!isTrying) return;
    let stopped = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      const result = await readTrial({ draft: id }).catch((): Awaited<ReturnType<typeof readTrial>> | null => null);
      if (stopped) return;
      if (result?.ok) setTrial(result.data);
      timer = setTimeout(ask, EVERY_MS);
    };
    timer = setTimeout(ask, EVERY_MS);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [isTrying, id]);
  const checks = trial.tries.find(({ kind }) => kind === 'propose');
  const test = trial.tries.find(({ kind }) => kind === 'test');
  return (
    <>
      <UnsavedChanges dirty={unsaved !== null} />
      <UrlTabs
        label="Draft"
        tabs={[
          { id: 'record', label: 'Record', content: <RecordTab draft={draft} trial={trial} /> },
          { id: 'checks', label: 'Checks', content: <ChecksTab draft={draft} trial={trial} tried={checks} /> },
          { id: 'try', label: 'Test', content: <TryTab draft={draft} tried={test} /> },
          {
            id: 'files',
            label: unsaved ? 'Files, not saved' : 'Files',
            count: draft.problems.length || undefined,
            content: <FilesTab draft={draft} unsaved={unsaved} onUnsaved={setUnsaved} />,
          },
        ]}
      />
    </>
  );
}
