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

/** Shows the accounts whose usage was covered, the owner first. */
export function SharesPanel({ kind, of }: { kind: AdvanceKind; of: AdvanceShares }) {
  const month = monthWords(of.Month);
  return (
    <TablePanel
      title="Covered usage by account"
      description="Each hour, it covers the owner's usage first. The rest covers usage of other accounts that share discounts."
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
        { header: 'Why', cell: ({ IsOwner }) => (IsOwner ? 'Owner' : 'Sharing on') },
        { header: 'Covered usage', wide: true, cell: (share) => <UsedFor of={share} /> },
        {
          header: kind === 'reservations' ? 'Hours' : 'Commitment used',
          align: 'end',
          cell: ({ Used }) => (kind === 'reservations' ? quantity(Used) : dollars(Used)),
        },
        { header: 'Share', align: 'end', cell: ({ PerMille }) => percent(PerMille) },
        { header: 'On-Demand cost', align: 'end', cell: ({ OnDemand }) => <Money amount={OnDemand} /> },
      ]}
      empty={{
        title: `Not used in ${month}`,
        description: 'No matching usage ran in these hours. You pay for it anyway.',
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
  SIZE: 'instance size differs, and this reservation covers one size only',
  ZONE: 'Availability Zone differs',
  PLATFORM: 'platform differs',
  SCOPE: 'usage that this plan does not cover: another family, Region or service',
  OWNER_OFF: 'sharing is turned off for the account that owns it',
  ACCOUNT_OFF: 'sharing is turned off for this account',
  GROUP: 'discounts are shared within groups only, and the account is in another group or none',
  USED_UP: 'already used up in those hours by other usage',
};

/** Lists matching usage charged on demand, with the reason. */
export function MissedPanel({ of }: { of: AdvanceShares }) {
  return (
    <TablePanel
      title="Usage charged on demand"
      count={of.MissedCount}
      description="Matching usage in this month that was charged at On-Demand rates, with the reason."
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
        { header: 'Quantity', align: 'end', cell: ({ Quantity }) => quantity(Quantity) },
        { header: 'Cost', align: 'end', cell: ({ Cost }) => <Money amount={Cost} /> },
        { header: 'Why', wide: true, cell: ({ Reasons }) => capital(Reasons.map((reason) => REASONS[reason]).join('; ')) },
      ]}
      empty={{
        title: 'Nothing',
        description: 'All matching usage was covered by this or other purchases.',
      }}
    />
  );
}

function capital(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`;
}
