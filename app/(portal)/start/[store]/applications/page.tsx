import type { Metadata } from 'next';
import { requirePerson } from '@/lib/console/portal/portal-session';
import { portalTitle, readApplications, shownPerson } from '@/lib/console/portal/read-portal';
import { Applications } from '../_components/applications';
import { PortalFrame } from '../_components/portal-frame';

export const metadata: Metadata = { title: 'Applications' };

/** The applications of the signed-in person. */
export default async function ApplicationsPage({ params }: { params: Promise<{ store: string }> }) {
  const { store } = await params;
  const person = await requirePerson(store);
  return (
    <PortalFrame title={await portalTitle(person.instance)} person={shownPerson(person)} wide current="applications">
      <Applications applications={await readApplications(person)} />
    </PortalFrame>
  );
}
