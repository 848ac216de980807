'use client';

import { useRead } from '@/app/(console)/_client/use-read';
import { subjectsQuery } from '@/app/(console)/access/queries';
import { parseSubject } from '@/lib/access/subject-arn';
import type { SubjectChoice } from '@/lib/access/subjects';

type Subjects = {
  subjects: readonly SubjectChoice[];
  /** The account of whoever looks; undefined until it is known. */
  ownAccount: string | undefined;
  /** It manages an organization whose accounts it may list. */
  managesOrganization: boolean;
};

/** Whose access can be asked about. */
export function useSubjects(): Subjects {
  const { data } = useRead(subjectsQuery());
  const subjects = data?.Subjects ?? [];
  const accounts = subjects.filter(({ Kind }) => Kind === 'Account');
  // The list has the own account first, and members only for a management account.
  const [own] = accounts;
  return { subjects, ownAccount: own && parseSubject(own.Arn)?.accountId, managesOrganization: accounts.length > 1 };
}
