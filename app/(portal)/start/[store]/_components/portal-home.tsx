'use client';

import { useState } from 'react';
import type { PortalAccount } from '@/lib/access-portal/accounts';
import type { PortalPage } from '@/lib/console/portal/actions';
import type { MyMfa, ShownSignIn } from '@/lib/console/portal/read-portal';
import { Accounts } from './accounts';
import { type Choice, keyOf } from './choice';
import { CredentialsPanel } from './credentials-panel';
import { MyMfaDevices } from './my-mfa-devices';
import { MySessions } from './my-sessions';

type PortalHomeProps = {
  page: PortalPage;
  accounts: readonly PortalAccount[];
  signIns: readonly ShownSignIn[];
  mfa: MyMfa;
  /** The home Region of the instance. */
  region: string;
  apiPort: number;
};

/** The first page of the access portal. */
export function PortalHome({ page, accounts, signIns, mfa, region, apiPort }: PortalHomeProps) {
  const [chosen, choose] = useState<Choice>();
  const key = chosen && keyOf(chosen);
  return (
    <div className={chosen ? 'grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,30rem)]' : undefined}>
      <div className="flex min-w-0 flex-col gap-4">
        <Accounts page={page} accounts={accounts} chosen={key} choose={choose} />
        <MyMfaDevices page={page} mfa={mfa} />
        <MySessions page={page} signIns={signIns} />
      </div>
      {chosen ? (
        <CredentialsPanel
          key={key}
          page={page}
          choice={chosen}
          region={region}
          apiPort={apiPort}
          close={() => choose(undefined)}
        />
      ) : null}
    </div>
  );
}
