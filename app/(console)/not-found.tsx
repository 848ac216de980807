import type { Metadata } from 'next';
import { PageHeader } from '@/components/console/page/page-header';
import { ButtonLink } from '@/components/ui/button';
import { paths } from '@/lib/console/paths';

export const metadata: Metadata = { title: 'Page not found' };

/** An address that leads to no page, or that lacks what its page is about. */
export default function PageNotFound() {
  return (
    <>
      <PageHeader
        title="Page not found"
        description="There is no page at this address. It may have been typed wrong, or a part of the link may be missing."
      />
      <ButtonLink variant="primary" href={paths.home}>
        Go to Home
      </ButtonLink>
    </>
  );
}
