import type { NavArea } from '@/components/console/shell/navigation';
import { accessArea } from './access/nav';
import { homeArea } from './home/nav';
import { iamArea } from './iam/nav';
import { organizationsArea } from './organizations/nav';
import { settingsArea } from './settings/nav';

/** The areas of the top bar. */
export const areas: readonly NavArea[] = [homeArea, iamArea, organizationsArea, accessArea];

/** Every page that is reached without naming a thing, by area: what the tests walk. */
export const everyArea: readonly NavArea[] = [...areas, settingsArea];
