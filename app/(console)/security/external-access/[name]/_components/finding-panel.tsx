'use client';

import type { ReactNode } from 'react';
import type { AccountReader } from '@/app/(console)/_client/account-reader';
import { useOwnAccount } from '@/app/(console)/access/use-own-account';
import { useRead } from '@/components/console/kit/use-read';
import { ArnText } from '@/components/console/page/arn-text';
import { KeyValue } from '@/components/console/page/key-value';
import { ReadBox } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { Button, ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import { resourceAt } from '@/lib/console/resource-arn';
import { plural } from '@/lib/core/text/plural';
import { OpenFix } from '../../../fix-button';
import { RelatedFindings } from '../../../related-findings';
import { FINDING_WORDS } from '../../_components/words';
import { findingQuery } from '../../queries';

type Item = { label: string; value: ReactNode };

type FindingPanelProps = { arn: string; id: string; reader: AccountReader; onClose: () => void };

/** The facts behind a finding, and the fixes and pages to change its resource. */
export function FindingPanel({ arn, id, reader, onClose }: FindingPanelProps) {
  const read = useRead(findingQuery(arn, id));
  const ownAccount = useOwnAccount();
  return (
    <Panel title="Finding" actions={<Button onClick={onClose}>Close</Button>}>
      <ReadBox read={read} what="the finding">
        {({ resource, resourceOwnerAccount, status, findingType, createdAt, updatedAt, findingDetails }) => {
          const fix = fixOf(resource);
          const isOwn = resourceOwnerAccount === ownAccount;
          return (
            <div className="space-y-4">
              <KeyValue
                columns={2}
                items={[
                  { label: 'Resource', value: <ArnText arn={resource} /> },
                  { label: 'Account', value: resourceOwnerAccount },
                  ...findingDetails.flatMap(detailItems),
                  { label: 'Found', value: <Time value={createdAt} /> },
                  { label: 'Updated', value: <Time value={updatedAt} /> },
                ]}
              />
              {isOwn ? <RelatedFindings title="Related posture findings" filter={resource} reader={reader} /> : null}
              <div className="flex flex-wrap gap-2">
                {isOwn && status !== 'RESOLVED' ? (
                  <OpenFix
                    asked={{ of: 'analyzer', input: { AnalyzerArn: arn, FindingId: id } }}
                    title={`${FINDING_WORDS[findingType] ?? findingType}: ${resource}`}
                  />
                ) : null}
                {fix && isOwn ? (
                  <ButtonLink href={fix.href}>{fix.label}</ButtonLink>
                ) : (
                  <ButtonLink href={paths.account(resourceOwnerAccount)}>View account</ButtonLink>
                )}
              </div>
            </div>
          );
        }}
      </ReadBox>
    </Panel>
  );
}

type Details = {
  externalAccessDetails?: {
    principal: Readonly<Record<string, string>>;
    action: readonly string[];
    condition: Readonly<Record<string, string>>;
    isPublic: boolean;
    resourceControlPolicyRestriction: string;
  };
  unusedIamRoleDetails?: { lastAccessed?: string };
  unusedIamUserPasswordDetails?: { lastAccessed?: string };
  unusedIamUserAccessKeyDetails?: { accessKeyId: string; lastAccessed?: string };
  unusedPermissionDetails?: { serviceNamespace: string; actions: readonly { action: string; lastAccessed?: string }[] };
};

function detailItems(details: Details): Item[] {
  const external = details.externalAccessDetails;
  if (external) {
    const conditions = Object.entries(external.condition).map(([key, value]) => `${key}: ${value}`);
    return [
      { label: 'Allowed principals', value: <span className="break-all">{Object.values(external.principal).join(', ')}</span> },
      { label: 'Public', value: external.isPublic ? 'Yes' : 'No' },
      { label: 'Actions', value: <span className="break-words">{external.action.join(', ')}</span> },
      ...(conditions.length > 0
        ? [{ label: 'Conditions', value: <span className="break-all">{conditions.join('; ')}</span> }]
        : []),
      ...(external.resourceControlPolicyRestriction === 'APPLIED'
        ? [{ label: 'Resource control policies', value: 'Restrict some of the access' }]
        : []),
    ];
  }
  const permission = details.unusedPermissionDetails;
  if (permission) {
    const { serviceNamespace, actions } = permission;
    return [
      {
        label: `Unused of ${serviceNamespace}`,
        value: (
          <details>
            <summary className="cursor-pointer">{plural(actions.length, 'action')}</summary>
            <p className="break-words">{actions.map(({ action }) => action).join(', ')}</p>
          </details>
        ),
      },
    ];
  }
  const used = details.unusedIamRoleDetails ?? details.unusedIamUserPasswordDetails ?? details.unusedIamUserAccessKeyDetails;
  const key = details.unusedIamUserAccessKeyDetails?.accessKeyId;
  return [
    ...(key === undefined ? [] : [{ label: 'Access key', value: key }]),
    { label: 'Last used', value: used?.lastAccessed ? <Time value={used.lastAccessed} /> : 'Never' },
  ];
}

/** Returns the page on which a finding's resource is changed. */
function fixOf(arn: string): { href: string; label: string } | null {
  const [, type, name = ''] = /^arn:[^:]+:iam::\d{12}:(user|role)\/(?:.+\/)?([^/]+)$/.exec(arn) ?? [];
  if (type === 'role') return { href: paths.role(name), label: 'Open role' };
  if (type === 'user') return { href: paths.user(name), label: 'Open user' };
  return resourceAt(arn) ? { href: paths.whoCan({ resource: arn }), label: 'View who can access it' } : null;
}
