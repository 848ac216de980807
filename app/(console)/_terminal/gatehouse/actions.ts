'use server';

import { startLabAgain } from '@/lib/console/lab';
import type { ConsoleAction } from '@/lib/console/result';

/** Starts the attempt of the page's account again if the person is sure. `href`: the page of the new attempt. */
export const startLabAgainAction: ConsoleAction<{ isSure: boolean }, { isLab: boolean; href: string | null }> = async (
  shown,
  { isSure },
) => startLabAgain(shown, isSure === true);
