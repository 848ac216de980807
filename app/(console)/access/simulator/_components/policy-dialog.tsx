'use client';

import { useState } from 'react';
import { PolicyEditor } from '@/app/(console)/_client/policy-editor';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { parsePolicy } from '@/lib/engine';
import type { SimulatedPolicy } from './policy-set';

type PolicyDialogProps = {
  policy: SimulatedPolicy;
  text: string;
  onApply: (text: string) => void;
  onClose: () => void;
};

/** The quota of each kind. AWS: a managed policy may have 6,144 characters, an SCP 10,240. */
const MAX_CHARACTERS = { identity: 6144, boundary: 6144, scp: 10_240 } as const;

/** Edits a copy of a policy, or one that is written here. */
export function PolicyDialog({ policy, text: initial, onApply, onClose }: PolicyDialogProps) {
  const [text, setText] = useState(initial);
  const parsed = parsePolicy(text, policy.kind);
  return (
    <Dialog
      open
      size="xl"
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={policy.stored === undefined ? policy.name : `Edit a copy of ${policy.name}`}
      description="The copy lives only on this page; the policy itself stays as it is."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabledReason={parsed.ok ? undefined : 'Mend the document first: see the errors below it'}
            onClick={() => onApply(text)}
          >
            Use it
          </Button>
        </>
      }
    >
      <PolicyEditor
        label={`Document of ${policy.name}`}
        value={text}
        onChange={setText}
        kind={policy.kind}
        maxCharacters={MAX_CHARACTERS[policy.kind]}
      />
    </Dialog>
  );
}
