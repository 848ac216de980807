'use client';

import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { useSettled } from '@/app/(console)/_client/use-settled';
import { useRead } from '@/components/console/kit/use-read';
import { Combobox } from '@/components/ui/field/combobox';
import { parseExternalCaller, parseSubject } from '@/lib/access/subject-arn';
import type { SubjectChoice } from '@/lib/access/subjects';
import { whenKnown } from '@/lib/console/read-query';
import { type Choosable, subjectsQuery } from './queries';

type SubjectChooserProps = {
  /** The ARN of the selected principal. */
  value: string | null;
  onChange: (principal: string | null) => void;
  placeholder: string;
  choosable?: Choosable;
};

const TYPING_MS = 150;

/** Selects a principal. Searches on the server while the user types, because an account can have thousands. */
export function SubjectChooser({ value, onChange, placeholder, choosable }: SubjectChooserProps) {
  const [text, setText] = useState('');
  const settled = useSettled(text.trim(), TYPING_MS);
  const { data, stale, error } = useRead({ ...subjectsQuery(settled, choosable), placeholderData: keepPreviousData });
  const name = useSubjectName(value, choosable);
  return (
    <Combobox
      options={(data?.Subjects ?? []).map(toOption)}
      value={value}
      onValueChange={onChange}
      placeholder={placeholder}
      emptyText={error?.message}
      search={{
        onText: setText,
        busy: stale || settled !== text.trim(),
        more: data?.More ?? false,
        chosen: value === null ? null : { value, label: name ?? value },
      }}
    />
  );
}

/** Returns the name of a principal, or undefined until it is known. An account's name is not in its ARN, so it is read. */
export function useSubjectName(arn: string | null, choosable?: Choosable): string | undefined {
  const { data } = useRead(whenKnown(arn, (known) => subjectsQuery(known, choosable)));
  const found = arn === null ? undefined : data?.Subjects.find(({ Arn }) => Arn === arn);
  return found?.Name ?? (arn === null ? undefined : (parseExternalCaller(arn) ?? parseSubject(arn))?.name);
}

function toOption({ Arn, Name, Detail }: SubjectChoice) {
  return { value: Arn, label: Name, description: Detail };
}
