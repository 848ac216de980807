import { SmallTable } from '@/components/console/table/small-table';
import { Badge } from '@/components/ui/badge';
import { serviceName } from '@/lib/billing/service-names';
import { isZero, quantity } from '../../_components/amounts';
import type { ListedPrice } from '../../_components/price-document';
import { unitWord } from '../../_components/units';
import { kindOf, type PriceDifference } from './price-differences';
import { Tiers } from './prices-by-service';

const TONES = { New: 'allow', Gone: 'deny', Changed: 'accent' } as const;
const MOST_SHOWN = 200;

/** Lists the differences between two price lists, by price. */
export function DifferencesTable({ label, differences }: { label: string; differences: readonly PriceDifference[] }) {
  const shown = differences.slice(0, MOST_SHOWN);
  return (
    <>
      <SmallTable
        label={label}
        top
        rows={shown}
        rowKey={({ key }) => key}
        columns={[
          {
            header: 'Price',
            wide: true,
            cell: ({ before, after }) => {
              const { service = '', description = '', usageType = '', region = null, operation } = after ?? before ?? {};
              return (
                <>
                  {serviceName(service)}: {description}
                  <span className="block break-all font-mono text-ink-3 text-xs">
                    {usageType}
                    {operation ? ` · ${operation}` : ''}
                    {region === null ? '' : ` · ${region}`}
                  </span>
                </>
              );
            },
          },
          { header: 'What', cell: (each) => <Badge tone={TONES[kindOf(each)]}>{kindOf(each)}</Badge> },
          { header: 'Before', align: 'end', cell: ({ before }) => <Terms price={before} /> },
          { header: 'After', align: 'end', cell: ({ after }) => <Terms price={after} /> },
        ]}
      />
      {differences.length > shown.length ? (
        <p className="border-line border-t px-3 py-2 text-ink-2 text-sm">
          The first {shown.length} of {differences.length.toLocaleString('en')} are shown.
        </p>
      ) : null}
    </>
  );
}

function Terms({ price }: { price: ListedPrice | undefined }) {
  if (price === undefined) return '–';
  const { free = '0', unit } = price;
  return (
    <>
      <Tiers price={price} />
      {isZero(free) ? null : (
        <span className="text-ink-3 text-sm">
          {quantity(free)} {unitWord(unit)} free
        </span>
      )}
    </>
  );
}
