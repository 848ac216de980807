'use client';

import { SubjectChooser } from '@/app/(console)/access/subject-chooser';
import { Field } from '@/components/ui/field/field';

type SubjectFieldProps = { principal: string | null; onChange: (principal: string | null) => void };

/** Selects the simulated principal. Empty for new policies only. */
export function SubjectField({ principal, onChange }: SubjectFieldProps) {
  return (
    <Field
      label="User, role, group, account or other caller"
      hint="Leave empty to simulate only policies that you add here. To find a caller of another account, enter its ARN."
    >
      <SubjectChooser value={principal} onChange={onChange} choosable="others" placeholder="New policies only" />
    </Field>
  );
}
