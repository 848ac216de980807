'use client';

import { useRead } from '@/components/console/kit/use-read';
import { CredentialPanel } from './_components/credential-panel';
import { CREDENTIAL_SERVICES } from './_components/services';
import { serviceSpecificCredentialsQuery } from './queries';

/** What a user signs in with at single services: a panel for each that has credentials of its own. */
export function ServiceSpecificCredentialsPanels({ userName }: { userName: string }) {
  const credentials = useRead(serviceSpecificCredentialsQuery(userName));
  return (
    <>
      {CREDENTIAL_SERVICES.map((service) => (
        <CredentialPanel key={service.name} service={service} userName={userName} credentials={credentials} />
      ))}
    </>
  );
}
