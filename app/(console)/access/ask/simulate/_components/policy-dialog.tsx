'use client';

import { parsePolicy } from '@gatehouse/policy/parse';
import { useState } from 'react';
import { PolicyEditor } from '@/app/(console)/_client/policies/policy-editor';
import { FormDialog } from '@/components/console/form/form-dialog';
import type { SimulatedPolicy } from './policy-set';

type PolicyDialogProps = {
  policy: SimulatedPolicy;
  text: string;
  onApply: (text: string) => void;
  onClose: () => void;
};

/** The quotas. AWS: a managed policy can have 6,144 characters, an SCP 10,240, an RCP 5,120. */
const MAX_CHARACTERS = { identity: 6144, boundary: 6144, scp: 10_240, rcp: 5120 } as const;

/** Edits a copy of a policy, or a new one. */
export function PolicyDialog({ policy, text: initial, onApply, onClose }: PolicyDialogProps) {
  const [text, setText] = useState(initial);
  const parsed = parsePolicy(text, policy.kind);
  return (
    <FormDialog
      title={policy.stored === undefined ? policy.name : `Edit copy of ${policy.name}`}
      description="Only this copy changes, not the policy."
      submitLabel="Use policy"
      size="xl"
      onSubmit={() => onApply(text)}
      onClose={onClose}
      disabledReason={parsed.ok ? undefined : 'Fix the document first: see the errors below'}
    >
      <PolicyEditor
        label={`Document of ${policy.name}`}
        value={text}
        onChange={setText}
        kind={policy.kind}
        begin="json"
        maxCharacters={MAX_CHARACTERS[policy.kind]}
      />
    </FormDialog>
  );
}
