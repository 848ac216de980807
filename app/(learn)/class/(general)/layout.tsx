import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { parseTheme, THEME_COOKIE } from '@/components/console/shell/theme';
import { requirePerson } from '@/lib/console/classroom';
import { ClassFrame } from '../../_client/class-frame';
import { signOutOfClasses } from '../actions';
import { generalSection } from '../nav';

export default async function GeneralClassLayout({ children }: { children: ReactNode }) {
  const person = await requirePerson();
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <ClassFrame person={person} theme={theme} sections={[generalSection(person.role)]} signOut={signOutOfClasses}>
      {children}
    </ClassFrame>
  );
}
