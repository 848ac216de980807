import { SmallTable } from '@/components/console/table/small-table';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { percent, perMille } from '../../_components/amounts';
import { Money } from '../../_components/money';
import { monthLater } from '../../_components/months';
import type { Costs } from '../queries';
import { valueWords } from './rule-words';

/** Shows the costs of a month by value. `name` is that of a stored category, which links to Cost Explorer. */
export function ValueCosts({ of, name, isSplit }: { of: Costs; name?: string; isSplit: boolean }) {
  const shareOf = (amount: string) => {
    const share = perMille(amount, of.Total);
    return share === null ? '–' : percent(share);
  };
  return (
    <SmallTable
      label="Costs by value"
      rows={of.Values}
      rowKey={({ Value }) => Value}
      columns={[
        {
          header: 'Value',
          wide: true,
          cell: ({ Value }) =>
            name === undefined ? (
              valueWords(Value)
            ) : (
              <TextLink href={hrefOf(of.Month, name, Value)}>{valueWords(Value)}</TextLink>
            ),
        },
        { header: 'Own costs', align: 'end', cell: ({ Amount, Shown }) => <Money amount={Amount} shown={Shown} /> },
        ...(isSplit
          ? [
              {
                header: 'Allocated costs',
                cell: ({ Received }: Costs['Values'][number]) =>
                  Received.length === 0
                    ? '–'
                    : Received.map(({ Source, Amount }) => (
                        <span key={Source} className="block">
                          <Money amount={Amount} /> of {valueWords(Source)}
                        </span>
                      )),
              },
              {
                header: 'After split charges',
                align: 'end' as const,
                cell: ({ After, ShownAfter }: Costs['Values'][number]) => <Money amount={After} shown={ShownAfter} />,
              },
            ]
          : []),
        {
          header: 'Share of the month',
          align: 'end',
          cell: ({ Amount, After }) => <span className="tabular-nums">{shareOf(isSplit ? After : Amount)}</span>,
        },
      ]}
    />
  );
}

/** Returns the services of a value in Cost Explorer, with escaped list separators. */
function hrefOf(month: string, name: string, value: string): string {
  const part = (text: string) => text.replace(/[%,;=]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const filter = `category:${part(name)}=${part(value)}`;
  return paths.costExplorer({ range: 'custom', from: `${month}-01`, until: `${monthLater(month, 1)}-01`, filter });
}
