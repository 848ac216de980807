'use client';

import { parseAsString, useQueryState } from 'nuqs';
import { useRead } from '@/components/console/kit/use-read';
import { Field } from '@/components/ui/field/field';
import { subjectsQuery } from './queries';
import { SubjectChooser } from './subject-chooser';

/** Returns the principal that a page is about: the one that the address names, else the viewer. */
export function useChosenPrincipal() {
  const [named, setNamed] = useQueryState('principal', parseAsString.withOptions({ history: 'push' }));
  // The list starts with the viewer.
  const subjects = useRead({ ...subjectsQuery('', 'others'), enabled: named === null });
  return {
    principal: named ?? subjects.data?.Subjects[0]?.Arn ?? null,
    pending: subjects.pending,
    choose: (arn: string | null) => void setNamed(arn),
  };
}

type PrincipalFieldProps = { chosen: ReturnType<typeof useChosenPrincipal>; className: string };

/** The field in which the principal of a page is chosen. */
export function PrincipalField({ chosen: { principal, choose }, className }: PrincipalFieldProps) {
  return (
    <Field label="Principal" className={className}>
      <SubjectChooser value={principal} onChange={choose} choosable="others" placeholder="User, role, group, account…" />
    </Field>
  );
}
