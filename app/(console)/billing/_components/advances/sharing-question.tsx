import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { AdvanceKind, AdvanceShares } from '../../queries';
import { dollars, isZero } from '../amounts';
import { monthWords } from '../months';
import { added } from './decimals';
import { hours } from './use-summary';

/** What sharing is worth here, and that the last day of a month decides about all of it. */
export function SharingQuestion({ kind, of }: { kind: AdvanceKind; of: AdvanceShares }) {
  const shared = of.Shares.filter(({ IsOwner }) => !IsOwner);
  const [used, cost] = [added(shared.map(({ Used }) => Used)), added(shared.map(({ OnDemand }) => OnDemand))];
  const month = monthWords(of.Month);
  const amount = kind === 'reservations' ? hours : dollars;
  return (
    <Panel title="What if sharing is turned off on the last day of the month?">
      <p className="max-w-3xl">
        The setting at the end of a month, in UTC, decides about the whole month; until then, estimates go by that of today.{' '}
        {isZero(used) ? (
          <>In {month} nothing went to other accounts, so that it would change nothing here.</>
        ) : (
          <>
            In {month} <b className="font-semibold tabular-nums">{amount(used)}</b> went to other accounts. With sharing turned
            off for the owner they would be unused, and <b className="font-semibold tabular-nums">{dollars(cost)}</b> would be
            paid on demand instead.
          </>
        )}{' '}
        {of.View === 'payer' ? (
          <TextLink inline href={paths.billingPreferences}>
            Turn sharing on or off for accounts
          </TextLink>
        ) : (
          'The management account decides it.'
        )}
      </p>
    </Panel>
  );
}
