import type { Metadata } from 'next';
import { PageHeader } from '@/components/console/page/page-header';
import { ButtonLink } from '@/components/ui/button';
import { paths } from '@/lib/console/paths';

export const metadata: Metadata = { title: 'Page not found' };

/** Shown for an unknown address, or one without its parameter. */
export default function PageNotFound() {
  return (
    <>
      <PageHeader title="Page not found" description="No page exists at this address. It may be mistyped or incomplete." />
      <ButtonLink variant="primary" href={paths.home}>
        Go to Home
      </ButtonLink>
    </>
  );
}
