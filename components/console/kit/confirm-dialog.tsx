'use client';

import dynamic from 'next/dynamic';
import type * as confirmForm from './confirm-form';

/**
 * Asks before harm, in proportion, by a question or typing the name, and then does it. Mounted while it is open, and loaded then.
 * The type is that of what is loaded, whose call and answer `dynamic` would forget.
 */
export const ConfirmDialog = dynamic(() =>
  import('./confirm-form').then((module) => module.ConfirmForm),
) as typeof confirmForm.ConfirmForm;
