'use client';

import { useConsoleUrl } from '@/app/(console)/_client/console-url';
import { CopyText } from '@/components/console/page/copy-text';
import { paths } from '@/lib/console/paths';

/** Renders the address of the access portal. */
export function PortalUrl({ store }: { store: string }) {
  return <CopyText text={useConsoleUrl() + paths.portal(store)} what="access portal URL" mono />;
}
