'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button, ButtonLink } from '@/components/ui/button';
import { paths } from '@/lib/console/paths';

const ImportDialog = dynamic(() => import('./source-dialogs').then((module) => module.ImportDialog));
const TemplateDialog = dynamic(() => import('./source-dialogs').then((module) => module.TemplateDialog));

type DocumentSourcesProps = { document: string; onChange: (document: string) => void };

/** Renders the editor's buttons that add statements from a managed policy or a template, or replace the document by them. */
export function DocumentSources({ document, onChange }: DocumentSourcesProps) {
  const [open, setOpen] = useState<'import' | 'template' | null>(null);
  const props = { document, onChange, onClose: () => setOpen(null) };
  return (
    <>
      <Button size="sm" onClick={() => setOpen('import')}>
        Import policy
      </Button>
      <Button size="sm" onClick={() => setOpen('template')}>
        Templates
      </Button>
      <ButtonLink size="sm" href={paths.fromActivity()}>
        Generate from activity
      </ButtonLink>
      {open === 'import' ? <ImportDialog {...props} /> : null}
      {open === 'template' ? <TemplateDialog {...props} /> : null}
    </>
  );
}
