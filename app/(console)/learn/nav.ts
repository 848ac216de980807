import type { NavArea } from '@/components/console/shell/navigation';
import { paths } from '@/lib/console/paths';

/** The Learn area. */
export const learnArea: NavArea = {
  id: 'learn',
  label: 'Learn',
  href: paths.moduleMap,
  sections: [
    {
      items: [
        { label: 'Module map', href: paths.moduleMap, words: 'course syllabus topics lesson teacher cloud security' },
        { label: 'Scenarios', href: paths.scenarios, words: 'labs packs exercise class student practice' },
        { label: 'Predict', href: paths.predict(), words: 'exercise quiz questions tutor prediction reveal' },
        {
          label: 'Shared responsibility',
          href: paths.responsibility(),
          words: 'model provider customer of in the cloud exercise worksheet class teacher',
        },
      ],
    },
  ],
};
