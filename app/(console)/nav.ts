import type { NavArea } from '@/components/console/shell/navigation';
import { accessArea } from './access/nav';
import { iamArea } from './iam/nav';
import { organizationsArea } from './organizations/nav';
import { settingsArea } from './settings/nav';

/** Every page that is reached without naming a thing, by area; the areas of pages.spec.ts, which walks them all, are these. */
export const areas: readonly NavArea[] = [iamArea, organizationsArea, accessArea, settingsArea];
