import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { AdvanceKind, AdvanceShares } from '../../queries';
import { dollars, isZero } from '../amounts';
import { monthWords } from '../months';
import { added } from './decimals';
import { hours } from './use-summary';

/** Shows the effect of sharing, and that the setting at the end of the month applies. */
export function SharingQuestion({ kind, of }: { kind: AdvanceKind; of: AdvanceShares }) {
  const shared = of.Shares.filter(({ IsOwner }) => !IsOwner);
  const [used, cost] = [added(shared.map(({ Used }) => Used)), added(shared.map(({ OnDemand }) => OnDemand))];
  const month = monthWords(of.Month);
  const amount = kind === 'reservations' ? hours : dollars;
  return (
    <Panel title="What if sharing is turned off on the last day of the month?">
      <p className="max-w-3xl">
        The setting at the end of the month (UTC) applies to the whole month. Until then, estimates use the current setting.
        Currently{' '}
        {isZero(used) ? (
          <>In {month} nothing was shared with other accounts, so turning off sharing would change nothing.</>
        ) : (
          <>
            In {month} <b className="font-semibold tabular-nums">{amount(used)}</b> was shared with other accounts. If the owner
            turned off sharing, this would be unused, and <b className="font-semibold tabular-nums">{dollars(cost)}</b> would be
            charged at On-Demand rates instead.
          </>
        )}{' '}
        {of.View === 'payer' ? (
          <TextLink inline href={paths.billingPreferences}>
            Turn sharing on or off for accounts
          </TextLink>
        ) : (
          'Only the management account can change this.'
        )}
      </p>
    </Panel>
  );
}
