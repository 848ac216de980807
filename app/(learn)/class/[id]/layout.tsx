import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { parseTheme, THEME_COOKIE } from '@/components/console/shell/theme';
import { requireClass, requirePerson } from '@/lib/console/classroom';
import { ClassFrame } from '../../_client/class-frame';
import { signOutOfClasses } from '../actions';
import { classSection, generalSection } from '../nav';

export default async function ClassLayout({ children, params }: { children: ReactNode; params: Promise<{ id: string }> }) {
  const person = await requirePerson();
  const found = await requireClass((await params).id);
  const theme = parseTheme((await cookies()).get(THEME_COOKIE)?.value);
  const sections = [classSection(found), generalSection(person.role)];
  return (
    <ClassFrame person={person} theme={theme} sections={sections} signOut={signOutOfClasses}>
      {children}
    </ClassFrame>
  );
}
