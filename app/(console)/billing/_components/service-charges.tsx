'use client';

import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Panel } from '@/components/ui/panel';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { BillChargeAnswer, BillUsageAnswer, TierAnswer } from '@/lib/billing/bill/answers';
import { serviceName } from '@/lib/billing/service-names';
import type { Json } from '@/lib/console/result';
import type { Bill } from '../queries';
import { exactDollars, isZero, quantity, shortRate } from './amounts';
import { BillLines } from './bill-lines';
import { Money } from './money';
import { recordTypeWords } from './record-types';
import { oneUnit, unitWord } from './units';

type Service = Bill['Services'][number];
type Usage = Json<BillUsageAnswer>;

/** Lists charges by service. Each opens to its Regions and usage types with their tiers, and to daily lines. */
export function ServiceCharges({ bill }: { bill: Bill }) {
  return (
    <Panel title="Charges by service" flush>
      <ul className="divide-y divide-line">
        {bill.Services.map((service) => (
          <ServicePart key={service.Service} service={service} bill={bill} isOnly={bill.Services.length <= 3} />
        ))}
      </ul>
      <p className="flex items-baseline justify-between gap-4 border-line-strong border-t px-4 py-2.5 font-semibold">
        <span>Total</span>
        <Money amount={bill.Total} shown={bill.Shown} />
      </p>
    </Panel>
  );
}

function ServicePart({ service, bill, isOnly }: { service: Service; bill: Bill; isOnly: boolean }) {
  const [lines, setLines] = useState(false);
  return (
    <li>
      <details className="group" open={isOnly}>
        <summary className="flex list-none items-center gap-2 px-4 py-2 hover:bg-hover focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden size={16} className="shrink-0 text-ink-3 group-open:rotate-90 print:hidden" />
          <span className="min-w-0 flex-1 font-medium">{serviceName(service.Service)}</span>
          <span className="font-medium">
            <Money amount={service.Amount} shown={service.Shown} />
          </span>
        </summary>
        <UsageTable service={service} />
        <details
          className="group/lines border-line border-t print:hidden"
          onToggle={(event) => setLines(event.currentTarget.open)}
        >
          <summary className="flex list-none items-center gap-2 px-4 py-2 pl-10 text-accent text-sm hover:bg-hover focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden">
            <ChevronRight aria-hidden size={14} className="shrink-0 group-open/lines:rotate-90" />
            Day by day<span className="sr-only">: {serviceName(service.Service)}</span>
          </summary>
          {lines ? <BillLines bill={bill} service={service.Service} /> : null}
        </details>
      </details>
    </li>
  );
}

function UsageTable({ service }: { service: Service }) {
  return (
    <Table label={`Usage of ${serviceName(service.Service)}`} className="border-line border-t">
      <TableHead>
        <TableRow>
          <TableHeader className="pl-10 max-sm:pl-4">Usage</TableHeader>
          <TableHeader align="end" className="w-48 max-sm:hidden">
            Quantity
          </TableHeader>
          <TableHeader align="end" className="w-56 max-sm:w-auto">
            Price
          </TableHeader>
          <TableHeader align="end" className="w-36 pr-4 max-sm:w-auto">
            Amount
          </TableHeader>
        </TableRow>
      </TableHead>
      {service.Regions.map((region) => (
        <TableBody key={String(region.Region)}>
          <tr>
            <th
              scope="rowgroup"
              colSpan={2}
              className="border-line border-b bg-sunken px-3 py-1.5 pl-10 max-sm:pl-4 font-medium text-ink-2 text-sm"
            >
              {region.Region ?? 'All Regions'}
            </th>
            <td className="border-line border-b bg-sunken max-sm:hidden" />
            <td className="border-line border-b bg-sunken px-3 py-1.5 pr-4 text-right font-medium text-ink-2 text-sm">
              <Money amount={region.Amount} />
            </td>
          </tr>
          {region.Usage.map((usage) => (
            <UsageRows key={[usage.UsageType, usage.Operation].join(' ')} usage={usage} />
          ))}
          {region.Charges.map((charge) => (
            <ChargeRow key={`${charge.RecordType} ${charge.UsageType}`} charge={charge} />
          ))}
        </TableBody>
      ))}
    </Table>
  );
}

function UsageRows({ usage }: { usage: Usage }) {
  const unit = unitWord(usage.Unit);
  const tiers = usage.Tiers.filter((tier) => !isZero(tier.Quantity));
  const parts = [
    { label: 'Covered by reservations', amount: usage.Discounted },
    { label: 'Covered by Savings Plans', amount: usage.Planned },
    { label: 'Free', amount: usage.Free },
  ].filter(({ amount }) => !isZero(amount));
  const [only] = tiers;
  // A single tier needs no row of its own.
  const isPlain = tiers.length === 1 && parts.length === 0 && usage.Tiers.length === 1;
  return (
    <>
      <TableRow>
        <TableCell className="pl-10 max-sm:pl-4 sm:min-w-64">
          {usage.Description}
          <span className="block break-all font-mono text-ink-3 text-xs">
            {usage.UsageType}
            {usage.Operation ? ` · ${usage.Operation}` : ''}
          </span>
          <span className="block text-ink-2 text-sm sm:hidden">
            {quantity(usage.Quantity)} {unit}
          </span>
        </TableCell>
        <TableCell align="end" className="whitespace-nowrap max-sm:hidden">
          {quantity(usage.Quantity)} {unit}
        </TableCell>
        <TableCell align="end" className="sm:whitespace-nowrap">
          {isPlain && only ? (
            <Rate tier={only} unit={oneUnit(usage.Unit)} />
          ) : usage.BlendedRate ? (
            <span className="text-ink-2" title="Average price per unit, over all accounts">
              {shortRate(usage.BlendedRate)} on average
            </span>
          ) : (
            '–'
          )}
        </TableCell>
        <TableCell align="end" className="pr-4">
          <Money amount={usage.Amount} />
        </TableCell>
      </TableRow>
      {isPlain ? null : (
        <>
          {parts.map(({ label, amount }) => (
            <TierRow key={label} label={label} amount={`${quantity(amount)} ${unit}`} rate={null} cost="0" />
          ))}
          {tiers.map((tier) => (
            <TierRow
              key={tier.From}
              label={tierWords(tier, unit)}
              amount={`${quantity(tier.Quantity)} ${unit}`}
              rate={<Rate tier={tier} unit={oneUnit(usage.Unit)} />}
              cost={tier.Amount}
            />
          ))}
        </>
      )}
    </>
  );
}

function TierRow({ label, amount, rate, cost }: { label: string; amount: string; rate: ReactNode; cost: string }) {
  return (
    <TableRow className="text-ink-2 text-sm">
      <TableCell className="pl-14 max-sm:pl-6">
        {label}
        <span className="block text-ink-3 sm:hidden">{amount}</span>
      </TableCell>
      <TableCell align="end" className="whitespace-nowrap max-sm:hidden">
        {amount}
      </TableCell>
      <TableCell align="end" className="sm:whitespace-nowrap">
        {rate ?? '–'}
      </TableCell>
      <TableCell align="end" className="pr-4">
        <Money amount={cost} />
      </TableCell>
    </TableRow>
  );
}

function Rate({ tier, unit }: { tier: Json<TierAnswer>; unit: string }) {
  return (
    <>
      {exactDollars(tier.Rate)} <span className="text-ink-3">per {unit}</span>
    </>
  );
}

function ChargeRow({ charge }: { charge: Json<BillChargeAnswer> }) {
  return (
    <TableRow>
      <TableCell className="pl-10 max-sm:pl-4 sm:min-w-64">
        {recordTypeWords(charge.RecordType)}
        <span className="block break-all font-mono text-ink-3 text-xs">{charge.UsageType}</span>
      </TableCell>
      <TableCell align="end" className="max-sm:hidden">
        –
      </TableCell>
      <TableCell align="end">–</TableCell>
      <TableCell align="end" className="pr-4">
        <Money amount={charge.Amount} />
      </TableCell>
    </TableRow>
  );
}

/** Returns `First 10,240 GB`, `10,240 to 51,200 GB`, `Above 51,200 GB`. */
function tierWords({ From, UpTo }: Json<TierAnswer>, unit: string): string {
  if (UpTo === null) return isZero(From) ? 'Everything' : `Above ${quantity(From)} ${unit}`;
  return isZero(From) ? `First ${quantity(UpTo)} ${unit}` : `${quantity(From)} to ${quantity(UpTo)} ${unit}`;
}
