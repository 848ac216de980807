'use client';

import { useRead } from '@/app/(console)/_client/use-read';
import { subjectsQuery } from '@/app/(console)/access/queries';
import { Combobox } from '@/components/ui/combobox';
import { Field } from '@/components/ui/field';

type SubjectChooserProps = { principal: string | null; onChange: (principal: string | null) => void };

/** Whose policies are simulated; nobody's for policies that are written here. */
export function SubjectChooser({ principal, onChange }: SubjectChooserProps) {
  const { data } = useRead(subjectsQuery());
  const subjects = data?.Subjects ?? [];
  return (
    <Field label="User, role, group or account" hint="Leave it empty to simulate only policies that you write here.">
      <Combobox
        options={subjects.map(({ Arn, Name, Detail }) => ({ value: Arn, label: Name, description: Detail }))}
        value={principal}
        onValueChange={onChange}
        placeholder="New policies only"
      />
    </Field>
  );
}
