'use client';

import { type Act, ActButtons, confirmation } from '@/components/console/kit/act';
import { useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { Time } from '@/components/console/page/time';
import { SmallTable } from '@/components/console/table/small-table';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { acceptInvitation, cancelInvitation, declineInvitation } from '../../invitations/actions';
import { allFeaturesAnswersQuery, allFeaturesQuery, allFeaturesRequestsQuery } from '../../queries';
import { enableAllFeatures } from '../actions';

const TITLE = 'All features';
const PENDING = ['REQUESTED', 'OPEN'];

const enable: Act<null> = {
  label: 'Enable all features',
  look: 'primary',
  takes: 'organizations:EnableAllFeatures',
  opens: confirmation(() => ({
    title: 'Enable all features?',
    confirmLabel: 'Begin',
    harmless: true,
    action: enableAllFeatures,
    input: {},
    success: 'The accounts of the organization were asked to approve all features.',
    text: (
      <p>
        The accounts have 90 days to respond. Open invitations are cancelled, and you cannot invite accounts until this is
        complete. Nothing changes until you finish.
      </p>
    ),
  })),
};

/** Renders the request for all features, in the management account of an organization with consolidated billing only. */
export function EnableAllFeaturesPanel() {
  const read = useRead(allFeaturesQuery());
  return (
    <Panel
      title={TITLE}
      description="This organization only has consolidated billing. Service and resource control policies, trusted access, delegation and closing accounts require all features."
    >
      <ReadBox read={read} what="the status of enabling all features">
        {({ Handshakes }) => {
          const pending = Handshakes.find(({ State = '' }) => PENDING.includes(State));
          return pending ? (
            <Process id={pending.Id} ready={pending.State === 'OPEN'} until={pending.ExpirationTimestamp} />
          ) : (
            <div className="space-y-3">
              <p className="max-w-3xl text-ink-2">
                All invited accounts must approve. Accounts that the organization created only have to approve if they lack the
                service-linked role of Organizations. After all have approved, complete the change here. You cannot undo it.
              </p>
              <ActButtons acts={[enable]} subject={null} />
            </div>
          );
        }}
      </ReadBox>
    </Panel>
  );
}

const PROCESS_ACTS: readonly Act<ProcessProps>[] = [
  {
    label: 'Finish enabling all features',
    look: 'primary',
    takes: 'organizations:AcceptHandshake',
    why: ({ ready }) => (ready ? undefined : 'Not all accounts have approved'),
    opens: confirmation(({ id }: ProcessProps) => ({
      title: 'Finish enabling all features?',
      confirmLabel: 'Enable all features',
      harmless: true,
      action: acceptInvitation,
      input: { HandshakeId: id },
      success: 'The organization has all features.',
      text: <p>Guardrails can then apply to every account. The organization cannot return to consolidated billing only.</p>,
    })),
  },
  {
    label: 'Cancel the request',
    takes: 'organizations:CancelHandshake',
    opens: confirmation(({ id }: ProcessProps) => ({
      title: 'Cancel the request?',
      confirmLabel: 'Take it back',
      action: cancelInvitation,
      input: { HandshakeId: id },
      success: 'The request was cancelled. All features were not enabled.',
      text: <p>The responses are lost. A new request asks all accounts again.</p>,
    })),
  },
];

type ProcessProps = { id: string; ready: boolean; until: string | undefined };

/** Renders the accounts' responses and the button that ends the request. */
function Process(props: ProcessProps) {
  const { id, ready, until } = props;
  const answers = useRead(allFeaturesAnswersQuery(id));
  return (
    <div className="space-y-3">
      <p className="text-ink-2">
        {ready ? 'All required accounts have approved.' : 'Accounts still have to approve.'} The request is open until{' '}
        <Time value={until} format="absolute" />.
      </p>
      <ReadBox read={answers} what="the responses of the accounts">
        {({ Handshakes }) =>
          Handshakes.length === 0 ? (
            <p className="text-ink-2">No account has to approve.</p>
          ) : (
            <SmallTable
              label="Answers"
              rows={Handshakes}
              rowKey={({ Id }) => Id}
              columns={[
                { header: 'Account', mono: true, cell: ({ Resources }) => <AccountLink id={accountOf(Resources)} /> },
                { header: 'Asked to', cell: ({ Action }) => ASKED[Action] ?? Action },
                { header: 'Answer', cell: ({ State = '' }) => <StatusIndicator state={State} /> },
              ]}
            />
          )
        }
      </ReadBox>
      <div className="flex flex-wrap gap-2">
        <ActButtons acts={PROCESS_ACTS} subject={props} />
      </div>
    </div>
  );
}

const ASKED: Readonly<Record<string, string>> = {
  APPROVE_ALL_FEATURES: 'Approve all features',
  ADD_ORGANIZATIONS_SERVICE_LINKED_ROLE: 'Restore the service-linked role',
};

type Resources = readonly { Type?: string; Value?: string }[] | undefined;

function accountOf(resources: Resources): string {
  return resources?.find(({ Type }) => Type === 'ACCOUNT')?.Value ?? '';
}

function AccountLink({ id }: { id: string }) {
  return <TextLink href={paths.account(id)}>{id}</TextLink>;
}

/** The requests to member accounts by handshake action: the request, and the consequence of approving it. */
const REQUESTS: Readonly<Record<string, { asks: string; follows: string }>> = {
  APPROVE_ALL_FEATURES: {
    asks: 'approve all features of the organization',
    follows:
      'With all features, guardrails of the organization can limit all principals in this account, and the account cannot undo that.',
  },
  ADD_ORGANIZATIONS_SERVICE_LINKED_ROLE: {
    asks: 'restore the service-linked role of Organizations, which all features require',
    follows: 'The role is created again, and this account approves all features. Guardrails can then limit all principals in it.',
  },
};

type Request = { id: string; follows: string };

const ANSWERS: readonly Act<Request>[] = [
  {
    label: 'Approve',
    look: 'primary',
    takes: 'organizations:AcceptHandshake',
    opens: confirmation(({ id, follows }: Request) => ({
      title: 'Approve all features?',
      confirmLabel: 'Approve',
      harmless: true,
      action: acceptInvitation,
      input: { HandshakeId: id },
      success: 'This account has approved all features.',
      text: <p>{follows}</p>,
    })),
  },
  {
    label: 'Decline',
    takes: 'organizations:DeclineHandshake',
    opens: confirmation(({ id }: Request) => ({
      title: 'Decline all features?',
      confirmLabel: 'Decline',
      action: declineInvitation,
      input: { HandshakeId: id },
      success: 'This account has declined.',
      text: <p>The organization then cannot enable all features, unless its management account asks again.</p>,
    })),
  },
];

/** Renders the requests that a member account must approve. Renders nothing without requests. */
export function ApproveAllFeaturesPanel() {
  const asked = useRead(allFeaturesRequestsQuery()).data?.Handshakes ?? [];
  const open = asked.find(({ Action = '', State }) => Action in REQUESTS && State === 'OPEN');
  const request = open?.Action && REQUESTS[open.Action];
  if (!open || !request) return null;
  return (
    <Panel title={TITLE} description={`The management account asks this account to ${request.asks}.`}>
      <div className="space-y-3">
        <p className="max-w-3xl text-ink-2">
          {request.follows} The request is open until <Time value={open.ExpirationTimestamp} format="absolute" />.
        </p>
        <div className="flex flex-wrap gap-2">
          <ActButtons acts={ANSWERS} subject={{ id: open.Id, follows: request.follows }} />
        </div>
      </div>
    </Panel>
  );
}
