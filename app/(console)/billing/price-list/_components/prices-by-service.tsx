import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { SmallTable } from '@/components/console/table/small-table';
import { serviceName } from '@/lib/billing/service-names';
import { plural } from '@/lib/core/text/plural';
import { exactDollars, isZero, quantity } from '../../_components/amounts';
import type { ListedPrice } from '../../_components/price-document';
import { oneUnit, unitWord } from '../../_components/units';

type PricesByServiceProps = {
  prices: readonly ListedPrice[];
  /** True if all services are open, to show search results. */
  open: boolean;
};

/** Lists prices by service. */
export function PricesByService({ prices, open }: PricesByServiceProps) {
  const services = new Map<string, ListedPrice[]>();
  for (const price of prices) services.set(price.service, [...(services.get(price.service) ?? []), price]);
  return (
    <ul className="divide-y divide-line">
      {[...services]
        .sort(([a], [b]) => (serviceName(a) < serviceName(b) ? -1 : 1))
        .map(([service, own]) => (
          <ServicePrices key={`${service} ${open}`} service={service} prices={own} open={open || services.size <= 3} />
        ))}
    </ul>
  );
}

function ServicePrices({ service, prices, open: begins }: { service: string; prices: readonly ListedPrice[]; open: boolean }) {
  const [open, setOpen] = useState(begins);
  return (
    <li>
      <details className="group" open={begins} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="flex list-none items-center gap-2 px-4 py-2 hover:bg-hover focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden size={16} className="shrink-0 text-ink-3 group-open:rotate-90" />
          <span className="font-medium">{serviceName(service)}</span>
          <span className="text-ink-3 text-sm">{plural(prices.length, 'price')}</span>
        </summary>
        {open ? (
          <div className="border-line border-t">
            <SmallTable
              label={`Prices of ${serviceName(service)}`}
              top
              rows={prices}
              rowKey={({ usageType, region, operation }) => `${usageType} ${region} ${operation}`}
              columns={[
                {
                  header: 'What',
                  wide: true,
                  cell: ({ description, usageType, operation }) => (
                    <>
                      {description}
                      <span className="block break-all font-mono text-ink-3 text-xs">
                        {usageType}
                        {operation ? ` · ${operation}` : ''}
                      </span>
                    </>
                  ),
                },
                { header: 'Region', cell: ({ region }) => region ?? 'All' },
                {
                  header: 'Free each month',
                  align: 'end',
                  cell: ({ free = '0', unit }) => (isZero(free) ? '–' : `${quantity(free)} ${unitWord(unit)}`),
                },
                { header: 'Price', align: 'end', cell: (price) => <Tiers price={price} /> },
              ]}
            />
          </div>
        ) : null}
      </details>
    </li>
  );
}

/** Lists the tiers of a price. */
export function Tiers({ price: { tiers, unit } }: { price: Pick<ListedPrice, 'tiers' | 'unit'> }) {
  const word = unitWord(unit);
  return (
    <ul>
      {tiers.map(({ upTo, rate }, at) => (
        <li key={String(upTo)}>
          {tiers.length > 1 ? (
            <span className="mr-3 text-ink-3 text-sm">
              {upTo === null
                ? `above ${quantity(tiers[at - 1]?.upTo ?? '0')}`
                : `${at === 0 ? 'first' : 'up to'} ${quantity(upTo)}`}{' '}
              {word}
            </span>
          ) : null}
          {exactDollars(rate)} <span className="text-ink-3">per {oneUnit(unit)}</span>
        </li>
      ))}
    </ul>
  );
}
