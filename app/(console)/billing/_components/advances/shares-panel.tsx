import { TablePanel } from '@/components/console/table/table-panel';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { AdvanceKind, AdvanceShares } from '../../queries';
import { dollars, percent, quantity } from '../amounts';
import { Money } from '../money';
import { monthWords } from '../months';
import { typeOf } from './offers';
import { hours } from './use-summary';

type Share = AdvanceShares['Shares'][number];
type Miss = AdvanceShares['Missed'][number];

/** Whose usage it was used for: its owner's first, and what that left. */
export function SharesPanel({ kind, of }: { kind: AdvanceKind; of: AdvanceShares }) {
  const month = monthWords(of.Month);
  return (
    <TablePanel
      title="Whose usage it was used for"
      description="The account that owns it comes first, hour by hour. What it leaves in an hour goes to the others that discounts are shared with."
      rows={of.Shares}
      rowKey={({ AccountId }) => AccountId ?? 'others'}
      top
      columns={[
        {
          header: 'Account',
          cell: ({ AccountId, Name }) =>
            AccountId === undefined ? (
              <span className="text-ink-2">Other accounts</span>
            ) : (
              <AccountName id={AccountId} name={Name} month={of.Month} isLink={of.View === 'payer'} />
            ),
        },
        { header: 'Why', cell: ({ IsOwner }) => (IsOwner ? 'Owns it' : 'Shared with it') },
        { header: 'Used for', wide: true, cell: (share) => <UsedFor of={share} /> },
        {
          header: kind === 'reservations' ? 'Hours of its size' : 'Of the commitment',
          align: 'end',
          cell: ({ Used }) => (kind === 'reservations' ? quantity(Used) : dollars(Used)),
        },
        { header: 'Share', align: 'end', cell: ({ PerMille }) => percent(PerMille) },
        { header: 'On demand it would be', align: 'end', cell: ({ OnDemand }) => <Money amount={OnDemand} /> },
      ]}
      empty={{
        title: `Nobody used it in ${month}`,
        description: 'Nothing ran that it fits in the hours in which it was there, and it was paid for all the same.',
      }}
    />
  );
}

function AccountName({ id, name, month, isLink }: { id: string; name: string | undefined; month: string; isLink: boolean }) {
  const label = name ?? id;
  return (
    <>
      {isLink ? (
        <TextLink href={paths.bills({ month, account: id })} className="block max-w-56 truncate" title={label}>
          {label}
        </TextLink>
      ) : (
        <span className="block max-w-56 truncate" title={label}>
          {label}
        </span>
      )}
      {name === undefined ? null : <span className="block font-mono text-ink-3 text-xs">{id}</span>}
    </>
  );
}

function UsedFor({ of: { Usage = [] } }: { of: Share }) {
  if (Usage.length === 0) return <span className="text-ink-3">–</span>;
  return Usage.map(({ UsageType, Region, Zone, Quantity }) => (
    <span key={`${UsageType} ${Region} ${Zone}`} className="block">
      {hours(Quantity)} of {typeOf(UsageType)}
      {Zone === undefined ? '' : ` in ${Zone}`}
    </span>
  ));
}

const REASONS: Readonly<Record<Miss['Reasons'][number], string>> = {
  SIZE: 'another size, and this reservation fits one size only',
  ZONE: 'another Availability Zone than that of the reservation',
  PLATFORM: 'another platform than that of the reservation',
  SCOPE: 'not what this plan is for: another family, Region or service',
  OWNER_OFF: 'sharing is turned off for the account that owns it',
  ACCOUNT_OFF: 'sharing is turned off for this account',
  GROUP: 'discounts are shared within groups only, and it is in another one or none',
  USED_UP: 'used up in those hours, by usage that came first',
};

/** Usage like it that was paid on demand, and why it was not covered. */
export function MissedPanel({ of }: { of: AdvanceShares }) {
  return (
    <TablePanel
      title="What was paid on demand"
      count={of.MissedCount}
      description="Usage like it in this month that neither this nor anything else covered, and why this did not."
      rows={of.Missed}
      rowKey={(_, index) => index}
      top
      columns={[
        {
          header: 'Account',
          cell: ({ AccountId, Name }) => <AccountName id={AccountId} name={Name} month={of.Month} isLink={of.View === 'payer'} />,
        },
        {
          header: 'Usage',
          cell: ({ UsageType, Region, Zone }) => (
            <>
              <span className="block">{typeOf(UsageType)}</span>
              <span className="block text-ink-3 text-sm">{Zone ?? Region}</span>
            </>
          ),
        },
        { header: 'How much', align: 'end', cell: ({ Quantity }) => quantity(Quantity) },
        { header: 'Cost', align: 'end', cell: ({ Cost }) => <Money amount={Cost} /> },
        { header: 'Why', wide: true, cell: ({ Reasons }) => capital(Reasons.map((reason) => REASONS[reason]).join('; ')) },
      ]}
      empty={{
        title: 'Nothing',
        description: 'All usage like it was covered, by this or by something else that was bought in advance.',
      }}
    />
  );
}

function capital(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`;
}
