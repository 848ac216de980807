'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field/field';
import { Select, type SelectOption } from '@/components/ui/field/select';
import { Textarea } from '@/components/ui/field/textarea';
import { PolicyEditor } from '../_client/policies/policy-editor';
import { type DocumentKind, documentKind } from './document-kind';

const KINDS: readonly SelectOption<DocumentKind>[] = [
  { value: 'identity', label: 'Identity policy' },
  { value: 'trust', label: 'Trust policy' },
  { value: 'resource', label: 'Resource policy' },
  { value: 'scp', label: 'Service control policy' },
  { value: 'text', label: 'Other text' },
];

/** The quotas of the documents, in characters. */
const MAX_CHARACTERS = { identity: 6144, trust: 4096, resource: 20_480, scp: 10_240 } as const;

type EditDialogProps = {
  path: string;
  content: string;
  /** Called with the new content, or with null if the file stays as it is. */
  onClose: (saved: string | null) => void;
};

/** The editor behind the shell's command `edit`. Policies get the console's own editor with its findings. */
export function EditDialog({ path, content, onClose }: EditDialogProps) {
  const [text, setText] = useState(content);
  const [kind, setKind] = useState(() => documentKind(path, content));
  return (
    <Dialog
      open
      size="xl"
      title={`Edit ${path}`}
      onOpenChange={() => onClose(null)}
      footer={
        <>
          <Button onClick={() => onClose(null)}>Cancel</Button>
          <Button variant="primary" onClick={() => onClose(text)}>
            Save file
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <Field label="Document type" className="max-w-80">
          <Select options={KINDS} value={kind} onValueChange={setKind} />
        </Field>
        {kind === 'text' ? (
          <Field label="Content">
            <Textarea mono rows={18} spellCheck={false} value={text} onChange={(event) => setText(event.target.value)} />
          </Field>
        ) : (
          <PolicyEditor
            label={path}
            kind={kind}
            value={text}
            onChange={setText}
            maxCharacters={MAX_CHARACTERS[kind]}
            begin="json"
            fixedHeight
          />
        )}
      </div>
    </Dialog>
  );
}
