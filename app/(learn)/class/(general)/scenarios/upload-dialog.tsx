'use client';

import { Upload } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { classNames } from '@/components/ui/class-names';
import { MOST_ZIP } from '@/lib/classroom/pack/limits';
import { paths } from '@/lib/console/paths';
import { ClassDialog } from '../../../_client/class-dialog';
import { useClassAction } from '../../../_client/use-class-action';
import { uploadPack } from '../../actions';

type UploadDialogProps = { draft?: { id: string; title: string } | undefined; onClose: () => void };

/** Uploads a dropped or selected zip. The page of the draft shows its problems. */
export function UploadDialog({ draft, onClose }: UploadDialogProps) {
  const [file, setFile] = useState<File>();
  const [isOver, setOver] = useState(false);
  const { run, running, error } = useClassAction(uploadPack, {
    showsError: true,
    success: ({ title, problems }) =>
      problems.length === 0 ? `“${title}” is now a draft. No problems were found in its files.` : undefined,
    onSuccess: onClose,
    goTo: ({ id }) => paths.classDraft(id),
  });
  const isTooLarge = file !== undefined && file.size > MOST_ZIP;
  const take = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [dropped] = event.dataTransfer.files;
    if (dropped) setFile(dropped);
  };
  const upload = () => {
    if (!file || isTooLarge) return;
    const form = new FormData();
    form.set('zip', file);
    if (draft) form.set('draft', draft.id);
    void run(form);
  };
  const missing = isTooLarge ? 'This file is too large for a pack' : file ? undefined : 'Choose a zip first';
  return (
    <ClassDialog
      title={draft ? `Replace files of “${draft.title}”` : 'Upload pack'}
      description={
        draft
          ? 'The files in the zip replace all files of the draft.'
          : 'The zip becomes a draft that only you and operators see. It is not assigned to a class.'
      }
      submitLabel={draft ? 'Replace' : 'Upload'}
      running={running}
      error={error}
      disabledReason={missing}
      onSubmit={upload}
      onClose={onClose}
    >
      <label
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={take}
        className={classNames(
          'flex cursor-pointer flex-col items-center gap-1 rounded-lg border border-line-strong border-dashed px-4 py-8 text-center has-focus-visible:outline-2 has-focus-visible:outline-focus',
          isOver ? 'bg-accent-soft' : 'bg-sunken',
        )}
      >
        <Upload aria-hidden size={20} className="text-ink-3" />
        <span className="break-all font-medium" aria-live="polite">
          {file ? `${file.name}, ${sizeText(file.size)}` : 'Drop a zip file here, or choose one'}
        </span>
        <span className="text-ink-2 text-sm">
          Zip a folder with scenario.yaml. The zip can have up to {sizeText(MOST_ZIP)} and 200 text files.
        </span>
        <input
          type="file"
          accept=".zip,application/zip"
          className="sr-only"
          onChange={(event) => {
            const [chosen] = event.currentTarget.files ?? [];
            if (chosen) setFile(chosen);
          }}
        />
      </label>
      {isTooLarge ? <p className="text-deny text-sm">A pack can have up to {sizeText(MOST_ZIP)} as a zip file.</p> : null}
    </ClassDialog>
  );
}

function sizeText(bytes: number): string {
  return bytes < 1_048_576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1_048_576).toFixed(1).replace('.0', '')} MB`;
}
