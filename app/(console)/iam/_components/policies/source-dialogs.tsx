'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { layOut } from '@/components/access/lay-out';
import { FormDialog } from '@/components/console/form/form-dialog';
import { LOST } from '@/components/console/kit/use-read';
import { appendStatements } from '@/components/policy-editor/new-statement';
import { RadioGroup } from '@/components/ui/field/radio-group';
import type { ConsoleFailure } from '@/lib/console/result';
import { PoliciesPicker } from '../../policies-picker';
import { policyQuery, policyVersionQuery } from '../../queries';
import { documentText } from './policy-document';
import { POLICY_TEMPLATES } from './policy-templates';

type SourceDialogProps = {
  /** The document in the editor. */
  document: string;
  onChange: (document: string) => void;
  onClose: () => void;
};

type How = 'add' | 'replace';

/** Returns the chosen document, or the current one with the chosen statements added; null if nothing can be added. */
function changed(document: string, chosen: string, how: How): string | null {
  return how === 'replace' ? layOut(chosen) : appendStatements(document, chosen);
}

function HowField({ document, value, onChange }: { document: string; value: How; onChange: (how: How) => void }) {
  const addable = appendStatements(document, '{}') !== null;
  return (
    <RadioGroup
      label="How to use its statements"
      value={addable ? value : 'replace'}
      onValueChange={onChange}
      options={[
        {
          value: 'add',
          label: 'Add them to the document',
          description: addable
            ? 'Added after the existing statements. A number is added to a Sid that already exists.'
            : 'The document is not a JSON object.',
          disabled: !addable,
        },
        { value: 'replace', label: 'Replace the document' },
      ]}
    />
  );
}

/** Renders a dialog that imports the statements of a managed policy into the editor. Mount it only while it is open. */
export function ImportDialog({ document, onChange, onClose }: SourceDialogProps) {
  const client = useQueryClient();
  const [[arn], setArn] = useState<readonly string[]>([]);
  const [how, setHow] = useState<How>('add');
  const [reading, setReading] = useState(false);
  const [error, setError] = useState<ConsoleFailure>();
  const take = async (from: string) => {
    setReading(true);
    setError(undefined);
    const result = await readDocument(client, from).catch(() => ({ ok: false as const, error: LOST }));
    setReading(false);
    if (!result.ok) return setError(result.error);
    onChange(changed(document, result.text, how) ?? layOut(result.text));
    onClose();
  };
  return (
    <FormDialog
      size="lg"
      title="Import policy"
      description="Its statements are copied. The policy itself does not change, and later versions of it have no effect here."
      submitLabel="Import"
      onSubmit={() => arn !== undefined && void take(arn)}
      onClose={onClose}
      pending={reading}
      error={error}
      disabledReason={arn === undefined ? 'Choose a policy' : undefined}
    >
      <PoliciesPicker single title="Managed policies" selected={arn === undefined ? [] : [arn]} onSelect={setArn} />
      <HowField document={document} value={how} onChange={setHow} />
    </FormDialog>
  );
}

/** Renders a dialog that inserts a template. Mount it only while it is open. */
export function TemplateDialog({ document, onChange, onClose }: SourceDialogProps) {
  const [id, setId] = useState<string | null>(null);
  const [how, setHow] = useState<How>('add');
  const template = POLICY_TEMPLATES.find((one) => one.id === id);
  return (
    <FormDialog
      size="lg"
      title="Use a template"
      submitLabel="Use template"
      onSubmit={() => {
        if (!template) return;
        onChange(changed(document, template.document, how) ?? layOut(template.document));
        onClose();
      }}
      onClose={onClose}
      disabledReason={template ? undefined : 'Choose a template'}
    >
      <RadioGroup
        label="Template"
        tiles
        columns={2}
        value={id}
        onValueChange={setId}
        options={POLICY_TEMPLATES.map(({ id: value, label, description }) => ({ value, label, description }))}
      />
      <HowField document={document} value={how} onChange={setHow} />
    </FormDialog>
  );
}

/** Reads the document of a policy's default version. */
async function readDocument(
  client: ReturnType<typeof useQueryClient>,
  arn: string,
): Promise<{ ok: true; text: string } | { ok: false; error: ConsoleFailure }> {
  const policy = await client.fetchQuery(policyQuery(arn));
  if (!policy.ok) return policy;
  const version = await client.fetchQuery(policyVersionQuery(arn, policy.data.Policy.DefaultVersionId));
  return version.ok ? { ok: true, text: documentText(version.data.PolicyVersion.Document) } : version;
}
