'use server';

import { consoleAction } from '@/lib/console/run-console';
import { EnableAllFeatures } from '@/lib/organizations/handshake/operations';

export const enableAllFeatures = consoleAction(EnableAllFeatures);
