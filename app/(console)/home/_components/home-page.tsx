'use client';

import { RootUsePanel } from '@/app/(console)/_client/root-use-panel';
import { SecurityStepsPanel } from '@/app/(console)/iam/security-steps-panel';
import { AttentionPanel } from '@/app/(console)/security/attention-panel';
import { Time } from '@/components/console/page/time';
import { Alert } from '@/components/ui/alert';
import { ButtonLink } from '@/components/ui/button';
import { paths } from '@/lib/console/paths';
import { CredentialsPanel } from './credentials-panel';
import { DeniedCallsPanel } from './denied-calls-panel';
import { HomeHeader } from './home-header';
import { NotShown } from './not-shown';
import { OrganizationPanel } from './organization-panel';
import { OwnAccessPanel } from './own-access-panel';
import type { Readable, Reader, UsedRole } from './reader';
import { RecentPanel } from './recent-panel';
import { RolesPanel } from './roles-panel';

type HomePageProps = { reader: Reader; may: Readable; recentRoles: readonly UsedRole[] };

/** Home: the reader's identity and permissions, findings that need attention, and recent events. */
export function HomePage({ reader, may, recentRoles }: HomePageProps) {
  const isRoot = reader.kind === 'root';
  const accountReader = { accountId: reader.account.id, isRoot };
  const credentials = <CredentialsPanel reader={reader} />;
  const roles = isRoot ? null : <RolesPanel reader={reader} roles={recentRoles} />;
  const wide = may.findings || may.events;
  return (
    <div className="space-y-3">
      <HomeHeader reader={reader} may={may} />
      {reader.passwordExpires ? (
        <Alert
          kind="warning"
          title="Your password expires soon"
          action={<ButtonLink href={paths.changePassword}>Change password</ButtonLink>}
        >
          It expires <Time value={reader.passwordExpires} />.
        </Alert>
      ) : null}
      {isRoot && may.findings ? <SecurityStepsPanel reader={accountReader} /> : null}
      <OwnAccessPanel reader={reader} may={may} />
      {may.organization ? <OrganizationPanel reader={reader} may={may} /> : null}
      <div className="grid items-start gap-3 xl:grid-cols-[minmax(0,1fr)_360px]">
        <div className="grid min-w-0 gap-3">
          {may.findings ? <AttentionPanel reader={accountReader} /> : null}
          {wide ? null : credentials}
          {may.events ? <RecentPanel /> : <DeniedCallsPanel />}
        </div>
        <div className="grid min-w-0 gap-3">
          {wide ? credentials : null}
          {may.rootUse ? <RootUsePanel accountId={reader.account.id} reach={may.rootUse} /> : null}
          {roles}
          <NotShown reader={reader} may={may} />
        </div>
      </div>
    </div>
  );
}
