'use client';

import dynamic from 'next/dynamic';
import { useDeferredValue, useMemo, useState } from 'react';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { CopyText } from '@/components/console/page/copy-text';
import { EmptyState } from '@/components/console/page/empty-state';
import { KeyValue } from '@/components/console/page/key-value';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadBox } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { TablePanel } from '@/components/console/table/table-panel';
import { Button, ButtonLink } from '@/components/ui/button';
import { SearchInput } from '@/components/ui/field/input';
import { Select } from '@/components/ui/field/select';
import { Panel } from '@/components/ui/panel';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import type { ListPriceListVersions, PriceListAnswer } from '@/lib/billing/price-list/operations';
import { serviceName } from '@/lib/billing/service-names';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { BillingReader } from '../../_components/billing-reader';
import { monthWords } from '../../_components/months';
import { NotActivated } from '../../_components/not-activated';
import { pricesOf } from '../../_components/price-document';
import { type PriceListAsked, priceListQuery, priceListVersionsQuery } from '../../queries';
import { priceDifferences } from './price-differences';
import { PricesByService } from './prices-by-service';

const NOTHING = 'nothing';

const ChooseDialog = dynamic(() => import('./choose-dialog').then((module) => module.ChooseDialog));
const DifferencesTable = dynamic(() => import('./differences-table').then((module) => module.DifferencesTable));

/** The current prices, their list, and earlier lists. */
export function PriceListPage({ asked, reader }: { asked: PriceListAsked; reader: BillingReader }) {
  const list = useRead({ ...priceListQuery(asked), enabled: !reader.isShutOut });
  const versions = useRead({ ...priceListVersionsQuery(), enabled: !reader.isShutOut });
  const [choosing, setChoosing] = useState(false);
  const missing = useMissing();
  const isOther = asked.Number !== undefined || asked.Preset !== undefined;
  return (
    <>
      <PageHeader
        title="Price list"
        description="See the price of each unit of usage. Bills that are not issued use the prices effective for their month."
        actions={
          versions.data ? (
            <>
              {isOther ? <ButtonLink href={paths.priceList()}>View current prices</ButtonLink> : null}
              <Button disabledReason={missing('gatehouse:PutPriceList')} onClick={() => setChoosing(true)}>
                Choose price list
              </Button>
              <ButtonLink href={paths.editPriceList(addressOf(asked))} disabledReason={missing('gatehouse:PutPriceList')}>
                Edit prices
              </ButtonLink>
            </>
          ) : null
        }
      />
      {reader.isShutOut ? (
        <NotActivated />
      ) : (
        <div className="space-y-4">
          <Panel title={list.data?.Name ?? 'Price list'} description={list.data?.About}>
            <ReadBox read={list} what="the price list">
              {(answer) => (
                <KeyValue
                  columns={4}
                  items={[
                    { label: 'Prices', value: answer.Prices.toLocaleString('en') },
                    { label: 'As of', value: answer.Effective },
                    {
                      label: 'Version',
                      value:
                        answer.Number === undefined ? 'Included with Gatehouse' : `${answer.Number}${isOther ? '' : ', current'}`,
                    },
                    {
                      label: 'SHA-256',
                      value: <CopyText text={answer.Hash} display={`${answer.Hash.slice(0, 16)}…`} what="hash" mono />,
                    },
                  ]}
                />
              )}
            </ReadBox>
          </Panel>
          {list.data && versions.data ? <Comparison key={list.data.Hash} of={list.data} versions={versions.data} /> : null}
          {list.data ? <Prices document={list.data.Document} /> : null}
          <TablePanel
            title="History"
            what="the history of the price list"
            rows={versions.data?.Versions}
            read={versions}
            rowKey={({ Number: number }) => number}
            columns={[
              {
                header: 'Version',
                cell: ({ Number: number, Name }) => (
                  <TextLink href={paths.priceList({ version: String(number) })}>
                    {number}: {Name}
                  </TextLink>
                ),
              },
              { header: 'Effective from', cell: ({ Effective }) => (Effective <= '2000-01' ? 'Always' : monthWords(Effective)) },
              { header: 'Now', cell: ({ InForce }) => (InForce ? <Status kind="success">Current</Status> : '–') },
              { header: 'Put', cell: ({ CreatedAt }) => <Time value={CreatedAt} /> },
              { header: 'By', cell: ({ CreatedBy }) => <span title={CreatedBy}>{CreatedBy.split(/[:/]/).at(-1)}</span> },
            ]}
            empty={{
              title: 'No price list chosen',
              description: 'Bills use the sample list prices that come with Gatehouse.',
            }}
          />
        </div>
      )}
      {choosing && versions.data ? <ChooseDialog presets={versions.data.Presets} onClose={() => setChoosing(false)} /> : null}
    </>
  );
}

function addressOf({ Number: number, Preset }: PriceListAsked): { version?: string; preset?: string } {
  if (Preset) return { preset: Preset };
  return number === undefined ? {} : { version: String(number) };
}

type Versions = Json<OutputOf<typeof ListPriceListVersions>>;

/** Compares the list with another version or an included one. */
function Comparison({ of, versions: { Versions: all, Presets } }: { of: Json<PriceListAnswer>; versions: Versions }) {
  const [chosen, setChosen] = useState<string>(NOTHING);
  const options = [
    { value: NOTHING, label: 'Nothing' },
    ...all
      .filter(({ Number: number }) => number !== of.Number)
      .map(({ Number: number, Name }) => ({ value: String(number), label: `Version ${number}: ${Name}` })),
    ...Presets.filter(({ Name }) => of.Number !== undefined || Name !== of.Name).map(({ Preset, Name }) => ({
      value: Preset,
      label: Name,
    })),
  ];
  return (
    <Panel
      title="Compare with"
      flush
      actions={
        <Select
          aria-label="Price list to compare with"
          className="w-72 max-w-full"
          value={chosen}
          options={options}
          onValueChange={setChosen}
        />
      }
    >
      {chosen === NOTHING ? null : <Differences document={of.Document} chosen={chosen} />}
    </Panel>
  );
}

function Differences({ document, chosen }: { document: string; chosen: string }) {
  const preset = chosen === 'documentation' || chosen === 'current' ? chosen : undefined;
  const read = useRead(priceListQuery(preset ? { Preset: preset } : { Number: Number(chosen) }));
  const differences = useMemo(
    () => (read.data ? priceDifferences(pricesOf(read.data.Document), pricesOf(document)) : []),
    [read.data, document],
  );
  if (!read.data)
    return (
      <div className="p-4">
        <ReadBox read={read} what="the other price list">
          {() => null}
        </ReadBox>
      </div>
    );
  if (differences.length === 0)
    return <EmptyState title="No differences in prices" description="Only the name or the purchase offers can differ." />;
  return <DifferencesTable label="Different prices" differences={differences} />;
}

function Prices({ document }: { document: string }) {
  const prices = useMemo(() => pricesOf(document), [document]);
  const [text, setText] = useState('');
  const filter = useDeferredValue(text.trim().toLowerCase());
  const found = useMemo(
    () =>
      prices.filter(({ service, usageType, region, description }) =>
        [service, serviceName(service), usageType, region, description].some((each) => each?.toLowerCase().includes(filter)),
      ),
    [prices, filter],
  );
  return (
    <Panel
      title="Prices"
      count={found.length}
      flush
      actions={
        <SearchInput
          aria-label="Search prices"
          placeholder="Service, usage type or Region"
          className="w-72 max-w-full"
          value={text}
          onValueChange={setText}
        />
      }
    >
      {found.length === 0 ? (
        <EmptyState title="No price matches" description="Search for part of a service, usage type, Region or description." />
      ) : (
        <PricesByService prices={found} open={filter !== ''} />
      )}
    </Panel>
  );
}
