'use client';

import { type Act, confirmation, type Opened, opened } from '@/components/console/kit/act';
import { plural } from '@/lib/core/text/plural';
import { acceptDelegationRequest, associateDelegationRequest, sendDelegationToken } from '../actions';
import type { DelegationRequest } from '../queries';

type State = DelegationRequest['State'];
const isIn =
  (...states: State[]) =>
  ({ State }: DelegationRequest) =>
    states.includes(State);

export const minutesText = (seconds: number) => plural(Math.round(seconds / 60), 'minute');

/** Leaves the page open after success, since the request is still there. */
function staying(Dialog: Opened<DelegationRequest>): Opened<DelegationRequest> {
  return ({ goTo: _, ...props }) => <Dialog {...props} />;
}

export const associate: Act<DelegationRequest> = {
  label: 'Associate',
  look: 'primary',
  takes: 'iam:AssociateDelegationRequest',
  shown: isIn('UNASSIGNED'),
  opens: staying(
    confirmation(({ DelegationRequestId }: DelegationRequest) => ({
      title: 'Associate this request with you?',
      confirmLabel: 'Associate',
      harmless: true,
      action: associateDelegationRequest,
      input: { DelegationRequestId },
      success: 'You own the request now.',
      text: 'You become its owner. It grants no access until it is approved and its token is sent.',
    })),
  ),
};

export const forward: Act<DelegationRequest> = {
  label: 'Forward for approval',
  takes: 'iam:UpdateDelegationRequest',
  shown: isIn('ASSIGNED', 'PENDING_APPROVAL'),
  opens: opened(() => import('./notes-dialogs').then((module) => module.ForwardDialog)),
};

export const accept: Act<DelegationRequest> = {
  label: 'Approve',
  look: 'primary',
  takes: 'iam:AcceptDelegationRequest',
  shown: isIn('ASSIGNED', 'PENDING_APPROVAL'),
  opens: staying(
    confirmation(({ DelegationRequestId, RequestorId, SessionDuration }: DelegationRequest) => ({
      title: 'Approve this request?',
      confirmLabel: 'Approve',
      action: acceptDelegationRequest,
      input: { DelegationRequestId },
      success: 'The request was approved. Send its token to give access.',
      text: (
        <>
          <p>
            Account {RequestorId} will act with your permissions, as far as the policy of the request allows, for{' '}
            {minutesText(SessionDuration)}.
          </p>
          <p>The access begins when the token is sent.</p>
        </>
      ),
    })),
  ),
};

export const sendToken: Act<DelegationRequest> = {
  label: 'Send token',
  look: 'primary',
  takes: 'iam:SendDelegationToken',
  shown: isIn('ACCEPTED'),
  opens: staying(
    confirmation(({ DelegationRequestId, RequestorId, SessionDuration }: DelegationRequest) => ({
      title: 'Send the token and give access?',
      confirmLabel: 'Send token',
      action: sendDelegationToken,
      input: { DelegationRequestId },
      success: 'The token was sent. The access has begun.',
      text: `Account ${RequestorId} gets a token on its SNS topic, and can exchange it for credentials for ${minutesText(SessionDuration)}. This cannot be undone.`,
    })),
  ),
};

export const reject: Act<DelegationRequest> = {
  label: 'Reject',
  look: 'danger',
  takes: 'iam:RejectDelegationRequest',
  shown: isIn('ASSIGNED', 'PENDING_APPROVAL', 'ACCEPTED'),
  opens: opened(() => import('./notes-dialogs').then((module) => module.RejectDialog)),
};
