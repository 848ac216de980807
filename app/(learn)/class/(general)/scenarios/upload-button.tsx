'use client';

import { Upload } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';

const UploadDialog = dynamic(() => import('./upload-dialog').then((module) => module.UploadDialog));

/** Uploads a pack as a zip: as a new draft, or replacing the files of one. */
export function UploadButton({ draft }: { draft?: { id: string; title: string } }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Upload aria-hidden size={14} />
        {draft ? 'Replace files' : 'Upload pack'}
      </Button>
      {open ? <UploadDialog draft={draft} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
