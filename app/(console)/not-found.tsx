import type { Metadata } from 'next';
import { PageHeader } from '@/components/console/page/page-header';
import { ButtonLink } from '@/components/ui/button';
import { paths } from '@/lib/console/paths';

export const metadata: Metadata = { title: 'Page not found' };

/** An address that leads to no page, or that lacks what its page is about. */
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
