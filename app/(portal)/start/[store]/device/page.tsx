import type { Metadata } from 'next';
import { requirePerson } from '@/lib/console/portal/portal-session';
import { portalTitle, shownPerson } from '@/lib/console/portal/read-portal';
import { DeviceForm } from '../_components/device-form';
import { PortalFrame } from '../_components/portal-frame';

export const metadata: Metadata = { title: 'Authorize a program' };

type DevicePageProps = { params: Promise<{ store: string }>; searchParams: Promise<{ user_code?: string }> };

/** Answers a program that shows its person a code. */
export default async function DevicePage({ params, searchParams }: DevicePageProps) {
  const { store } = await params;
  const { user_code: code } = await searchParams;
  const person = await requirePerson(store);
  return (
    <PortalFrame title={await portalTitle(person.instance)} person={shownPerson(person)}>
      <DeviceForm page={{ store, session: person.session.id }} code={typeof code === 'string' ? code.slice(0, 32) : undefined} />
    </PortalFrame>
  );
}
