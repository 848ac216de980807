'use client';

import { columnsOf } from '@/components/console/kit/columns';
import { listPage } from '@/components/console/kit/list-page';
import { paths } from '@/lib/console/paths';
import { type DelegationRequest, delegationRequestsQuery } from '../queries';
import { accept, forward, reject, sendToken } from './acts';
import { DelegationHelp } from './delegation-help';
import { STATE_STATUS, stateName } from './states';

const idOf = ({ DelegationRequestId }: DelegationRequest) => DelegationRequestId;

const column = columnsOf<DelegationRequest>();

/** The delegation requests that have an owner in the account. */
export const DelegationRequests = listPage({
  id: 'delegation-requests',
  title: 'Temporary delegation requests',
  one: 'request',
  many: 'delegation requests',
  description: 'Requests of product providers for temporary access to this account. Approve or reject them here.',
  query: delegationRequestsQuery,
  rowsOf: ({ DelegationRequests: requests }) => requests,
  rowId: idOf,
  columns: [
    column.name('id', 'Request ID', idOf, (row) => paths.delegationRequest(idOf(row))),
    column.status('state', 'Status', ({ State }) => stateName(State), STATE_STATUS, { width: 170 }),
    column.text('requestor', 'Requestor', ({ RequestorName, RequestorId }) => RequestorName ?? RequestorId, { filter: true }),
    column.text('owner', 'Initiated by', ({ OwnerId }) => OwnerId, { mono: true, filter: true }),
    column.time('created', 'Request created', ({ CreateDate }) => CreateDate, { width: 170 }),
    column.time('expires', 'Request expires', ({ ExpirationTime }) => ExpirationTime, { width: 170 }),
  ],
  sort: { column: 'created', descending: true },
  acts: [accept, sendToken, forward, reject],
  empty: {
    description: 'A product provider creates a request and sends you its link. Associate the request to see it in this list.',
  },
  Help: DelegationHelp,
});
