import type { NavSection } from '@/components/console/shell/navigation';
import { paths } from '@/lib/console/paths';

/** Returns the navigation outside a class. */
export function generalSection(role: 'operator' | 'instructor'): NavSection {
  return {
    items: [
      { label: 'Classes', href: paths.classes },
      { label: 'Scenarios', href: paths.classScenarios, also: [paths.classDrafts] },
      ...(role === 'operator' ? [{ label: 'Installation', href: paths.classInstallation }] : []),
      { label: 'Presenter', href: paths.present() },
      { label: 'Your password', href: paths.ownClassPassword },
    ],
  };
}

/** Returns the navigation of a class. */
export function classSection({ id, name }: { id: string; name: string }): NavSection {
  return {
    title: name,
    items: [
      { label: 'Progress', href: paths.class(id) },
      { label: 'All assignments', href: paths.class(id, 'progress') },
      { label: 'Students', href: paths.class(id, 'students') },
      { label: 'Assignments', href: paths.class(id, 'assignments') },
      { label: 'Shared screen', href: paths.class(id, 'screen') },
      { label: 'Sign-in cards', href: paths.class(id, 'sheets') },
      { label: 'Verify codes', href: paths.class(id, 'codes') },
      { label: 'Settings', href: paths.class(id, 'settings') },
    ],
  };
}
