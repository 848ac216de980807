'use client';

import { actOn } from '@/components/console/kit/act';
import { detailsPage, type Shown } from '@/components/console/kit/details-page';
import { CopyCode } from '@/components/console/page/copy-code';
import { CopyArn, CopyText } from '@/components/console/page/copy-text';
import { Time } from '@/components/console/page/time';
import { Panel } from '@/components/ui/panel';
import { Status } from '@/components/ui/status';
import { paths } from '@/lib/console/paths';
import { type DelegationRequest, delegationRequestQuery } from '../queries';
import { accept, associate, forward, minutesText, reject, sendToken } from './acts';
import { RequestSummary } from './request-summary';
import { STATE_STATUS, stateName } from './states';

type Answer = { DelegationRequest: DelegationRequest; PermissionCheckResult?: string };
type ShownRequest = Shown<Answer>;

const CHECKS: Readonly<Record<string, string>> = {
  ALLOWED: 'You have all requested permissions',
  DENIED: 'You lack some of the requested permissions',
  UNSURE: 'It depends on the resources or conditions of each call',
};

/** Returns the ARN of a request, in the partition of its owner. */
const arnOf = ({ OwnerAccountId, DelegationRequestId }: DelegationRequest, owner: string) =>
  `arn:${owner.split(':')[1]}:iam::${OwnerAccountId}:delegation-request/${DelegationRequestId}`;

/** Returns the act on a page's request, once it is read. */
const actsOfPage = [associate, accept, sendToken, forward, reject].map((act) => {
  const onRequest = actOn(({ read }: ShownRequest) => (read.data as Answer).DelegationRequest, act);
  return {
    ...onRequest,
    shown: (shown: ShownRequest) => shown.read.data !== undefined && (onRequest.shown?.(shown) ?? true),
  };
});

/** The page of one delegation request. */
export const DelegationRequestDetails = detailsPage({
  list: { label: 'Temporary delegation requests', href: paths.delegationRequests },
  one: 'delegation request',
  read: delegationRequestQuery,
  gone: ['NoSuchEntity'],
  acts: actsOfPage,
  facts: ({ fact }) => [
    {
      label: 'Status',
      value: fact(({ DelegationRequest: { State } }) => (
        <Status kind={STATE_STATUS[stateName(State)] ?? 'inactive'}>{stateName(State)}</Status>
      )),
    },
    {
      label: 'Requestor',
      value: fact(({ DelegationRequest: { RequestorName, RequestorId } }) => (
        <>
          {RequestorName ?? 'Account'} <CopyText text={RequestorId} what="account ID" mono />
        </>
      )),
    },
    { label: 'Description', value: fact(({ DelegationRequest: { Description } }) => Description) },
    { label: 'Message', value: fact(({ DelegationRequest: { RequestMessage } }) => RequestMessage ?? '–') },
    { label: 'Duration of access', value: fact(({ DelegationRequest: { SessionDuration } }) => minutesText(SessionDuration)) },
    {
      label: 'Initiated by',
      value: fact(({ DelegationRequest: { OwnerId } }) => (OwnerId === undefined ? 'Nobody yet' : <CopyArn arn={OwnerId} />)),
    },
    {
      label: 'Approved by',
      value: fact(({ DelegationRequest: { ApproverId } }) =>
        ApproverId === undefined ? 'Nobody yet' : <CopyArn arn={ApproverId} />,
      ),
    },
    {
      label: 'Your permissions',
      value: fact(({ PermissionCheckResult }) => CHECKS[PermissionCheckResult ?? ''] ?? '–'),
    },
    { label: 'Created', value: fact(({ DelegationRequest: { CreateDate } }) => <Time value={CreateDate} format="absolute" />) },
    {
      label: 'Expires',
      value: fact(({ DelegationRequest: { ExpirationTime } }) => <Time value={ExpirationTime} format="absolute" />),
    },
    { label: 'Notes', value: fact(({ DelegationRequest: { Notes } }) => Notes ?? '–') },
    { label: 'Reason for rejection', value: fact(({ DelegationRequest: { RejectionReason } }) => RejectionReason ?? '–') },
  ],
  tabs: [
    {
      id: 'permissions',
      label: 'Permissions',
      what: 'this delegation request',
      content: ({ DelegationRequest: request }) => (
        <div className="space-y-4">
          {request.OwnerId === undefined ? null : <RequestSummary arn={arnOf(request, request.OwnerId)} />}
          <Panel
            title="Requested permissions"
            description={`From the template ${request.Permissions.PolicyTemplateArn ?? ''}. The access never exceeds the permissions of the principal that approves.`}
          >
            <CopyCode
              code={JSON.stringify(JSON.parse(request.PermissionPolicy), null, 2)}
              label="Policy of the request"
              what="policy"
              language="json"
            />
          </Panel>
        </div>
      ),
    },
  ],
});
