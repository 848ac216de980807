'use client';

import { type Act, ActButtons, confirmation } from '@/components/console/kit/act';
import { useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { InlinePolicyJson } from '../../_components/policies/policy-json';
import { inlinePoliciesQuery } from '../../queries';
import { revokeSessions } from '../actions';

const POLICY = 'AWSRevokeOlderSessions';

type RevokeSessionsTabProps = {
  name: string;
  /** True if the viewer's own session is one of this role. */
  ownSession: boolean;
  readOnlyReason: string | undefined;
};

const revoke: Act<RevokeSessionsTabProps> = {
  label: 'Revoke active sessions',
  look: 'danger',
  why: ({ readOnlyReason }) => readOnlyReason,
  opens: confirmation(({ name, ownSession }: RevokeSessionsTabProps) => ({
    title: `Revoke all active sessions of ${name}?`,
    confirmLabel: 'Revoke sessions',
    action: revokeSessions,
    input: name,
    success: `Active sessions of ${name} were revoked.`,
    text: (
      <>
        <p>Everyone who currently uses this role must assume it again.</p>
        {ownSession ? (
          <p className="font-semibold text-deny">
            You are using this role, so your own session is revoked too. To continue, switch back and then switch to the role
            again.
          </p>
        ) : null}
      </>
    ),
  })),
};

/** Renders the tab that revokes all current sessions, by a policy that denies them everything. */
export function RevokeSessionsTab(props: RevokeSessionsTabProps) {
  const { name } = props;
  const entity = { kind: 'roles', name } as const;
  const inline = useRead(inlinePoliciesQuery(entity));
  const revoked = inline.data?.PolicyNames.includes(POLICY);
  return (
    <Panel title="Revoke active sessions" actions={<ActButtons acts={[revoke]} subject={props} />}>
      <div className="max-w-3xl space-y-3">
        <p>
          Use this if the credentials of a session have leaked. An inline policy,{' '}
          <code className="font-mono text-sm">{POLICY}</code>, denies all actions of existing sessions. Principals that can assume
          the role can start a new session, which is not affected.
        </p>
        <ReadError read={inline} what="whether sessions were revoked before" />
        {revoked ? (
          <>
            <p>
              Sessions were revoked before. Sessions that started before the time in{' '}
              <TextLink inline href={paths.editInlinePolicy('roles', name, POLICY)}>
                the policy
              </TextLink>{' '}
              can do nothing.
            </p>
            <InlinePolicyJson holder={entity} name={POLICY} />
          </>
        ) : null}
      </div>
    </Panel>
  );
}
