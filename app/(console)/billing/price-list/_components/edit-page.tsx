'use client';

import { Download, Upload } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useMemo, useRef, useState } from 'react';
import { BottomBar } from '@/components/console/form/bottom-bar';
import { UnsavedChanges } from '@/components/console/form/unsaved-changes';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadBox } from '@/components/console/page/read-box';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { Badge } from '@/components/ui/badge';
import { Button, ButtonLink } from '@/components/ui/button';
import { downloadText } from '@/components/ui/download-text';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Panel } from '@/components/ui/panel';
import { Status } from '@/components/ui/status';
import { serviceName } from '@/lib/billing/service-names';
import { paths } from '@/lib/console/paths';
import { storedJson } from '@/lib/core/text/stored-json';
import { exactDollars, isZero, quantity } from '../../_components/amounts';
import type { BillingReader } from '../../_components/billing-reader';
import { NotActivated } from '../../_components/not-activated';
import { OnlyThePayer } from '../../_components/only-the-payer';
import { type ListedPrice, type PriceDocument, priceKey } from '../../_components/price-document';
import { oneUnit } from '../../_components/units';
import { billsQuery, type PriceListAsked, priceListQuery } from '../../queries';
import { kindOf, priceDifferences } from './price-differences';

const PriceDialog = dynamic(() => import('./price-dialog').then((module) => module.PriceDialog));
const TextDialog = dynamic(() => import('./text-dialog').then((module) => module.TextDialog));
const SavePricesDialog = dynamic(() => import('./save-prices-dialog').then((module) => module.SavePricesDialog));

/** Edits a price list. Saving creates a new version, and the history keeps the old ones. */
export function EditPage({ asked, reader }: { asked: PriceListAsked; reader: BillingReader }) {
  const list = useRead({ ...priceListQuery(asked), enabled: !reader.isShutOut });
  const bills = useRead({ ...billsQuery(), enabled: !reader.isShutOut });
  const current = bills.data?.CurrentMonth;
  const now = bills.data?.Bills.filter(({ Month }) => Month === current) ?? [];
  const isMember = now.length > 0 && now.every(({ View }) => View === 'member');
  return (
    <>
      <PageHeader
        title="Edit price list"
        crumb="Edit"
        breadcrumbs={[{ label: 'Price list', href: paths.priceList() }]}
        info={<HelpLink />}
        description="Change prices to create a new version. Before you save it, you see its impact on this month’s bill."
      />
      {reader.isShutOut ? (
        <NotActivated />
      ) : isMember ? (
        <OnlyThePayer>It sets the prices for itself and its members.</OnlyThePayer>
      ) : (
        <ReadBox read={list} what="the price list">
          {({ Document, Number: number }) =>
            current === undefined ? null : (
              <Editor key={Document} text={Document} isSample={number === undefined} current={current} />
            )
          }
        </ReadBox>
      )}
      <HelpPanel title="Editing prices">
        <p>
          A price applies to a usage type of a service, in one Region or in all Regions. For each usage, the most specific price
          applies.
        </p>
        <h3>Tiers</h3>
        <p>Each tier applies up to a monthly quantity, counted for all accounts together. The last tier has no limit.</p>
        <h3>As JSON</h3>
        <p>
          The whole list, including reservations and Savings Plans for purchase, is a JSON document. You can download it, edit it
          anywhere and upload it again.
        </p>
      </HelpPanel>
    </>
  );
}

type Row = ListedPrice & { key: string; state: 'New' | 'Changed' | '' };

const COLUMNS: ColumnDefinition<Row>[] = [
  {
    id: 'description',
    header: 'What',
    value: ({ description }) => description,
    rowHeader: true,
    fills: true,
  },
  { id: 'service', header: 'Service', value: ({ service }) => serviceName(service) },
  { id: 'usageType', header: 'Usage type', value: ({ usageType }) => usageType, mono: true },
  { id: 'region', header: 'Region', value: ({ region }) => region ?? 'All' },
  {
    id: 'price',
    header: 'Price',
    value: ({ tiers }) => Number(tiers[0]?.rate ?? 0),
    align: 'end',
    cell: ({ tiers, unit }) => (
      <>
        {exactDollars(tiers[0]?.rate ?? '0')} <span className="text-ink-3">per {oneUnit(unit)}</span>
        {tiers.length > 1 ? <span className="text-ink-3">, {tiers.length} tiers</span> : null}
      </>
    ),
  },
  {
    id: 'free',
    header: 'Free',
    value: ({ free = '0' }) => Number(free),
    align: 'end',
    cell: ({ free = '0' }) => (isZero(free) ? '–' : quantity(free)),
  },
  {
    id: 'state',
    header: 'State',
    value: ({ state }) => state,
    cell: ({ state }) => (state === '' ? '–' : <Badge tone={state === 'New' ? 'allow' : 'accent'}>{state}</Badge>),
  },
];

const FILTERS: TableFilterProperty<Row>[] = [
  { key: 'description', label: 'What', value: ({ description }) => description },
  { key: 'service', label: 'Service', value: ({ service }) => serviceName(service) },
  { key: 'usageType', label: 'Usage type', value: ({ usageType }) => usageType },
  { key: 'region', label: 'Region', value: ({ region }) => region ?? 'All' },
  { key: 'state', label: 'State', value: ({ state }) => state || 'original' },
];

type Asked = { kind: 'price'; price: ListedPrice | undefined } | { kind: 'text' | 'save' } | null;

function Editor({ text, isSample, current }: { text: string; isSample: boolean; current: string }) {
  const before = useMemo(() => {
    const list = storedJson<PriceDocument>(text);
    // Included lists keep their name. Edited copies get their own.
    return isSample ? { ...list, name: `${list.name}, edited` } : list;
  }, [text, isSample]);
  const [list, setList] = useState<PriceDocument>(before);
  const [asked, setAsked] = useState<Asked>(null);
  const [saved, setSaved] = useState(false);
  const file = useRef<HTMLInputElement>(null);
  const [opened, setOpened] = useState<string>();
  const missing = useMissing()('gatehouse:PutPriceList');
  const differences = useMemo(() => priceDifferences(before.prices, list.prices), [before, list]);
  const rows = useMemo(() => {
    const states = new Map(differences.map((each) => [each.key, kindOf(each)]));
    return list.prices.map((price): Row => {
      const state = states.get(priceKey(price));
      return { ...price, key: priceKey(price), state: state === 'New' || state === 'Changed' ? state : '' };
    });
  }, [list, differences]);
  const dirty = list !== before && JSON.stringify(list) !== JSON.stringify(before);
  const gone = differences.filter((each) => kindOf(each) === 'Gone').length;
  const listedOf = ({ key }: Row) => list.prices.find((price) => priceKey(price) === key);
  const remove = (removed: readonly Row[]) => {
    const keys = new Set(removed.map(({ key }) => key));
    setList({ ...list, prices: list.prices.filter((price) => !keys.has(priceKey(price))) });
  };
  const isNamed = list.name.trim() !== '' && list.about.trim() !== '';
  const close = () => setAsked(null);
  const edited = asked?.kind === 'price' ? asked.price : undefined;
  return (
    <div className="space-y-4">
      <Panel title="Price list">
        <div className="grid gap-4 md:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
          <Field label="Name" error={list.name.trim() === '' ? 'Enter a name.' : undefined}>
            <Input
              maxLength={128}
              autoComplete="off"
              value={list.name}
              onChange={(event) => setList({ ...list, name: event.currentTarget.value })}
            />
          </Field>
          <Field
            label="Source of the prices"
            className="max-w-none"
            error={list.about.trim() === '' ? 'Enter the source.' : undefined}
          >
            <Input
              maxLength={2000}
              autoComplete="off"
              value={list.about}
              onChange={(event) => setList({ ...list, about: event.currentTarget.value })}
            />
          </Field>
        </div>
      </Panel>
      <ResourceTable
        id="billing-edit-prices"
        layout="panel"
        urlKey="prices-"
        title="Prices"
        noun="prices"
        columns={COLUMNS}
        filterProperties={FILTERS}
        rows={rows}
        rowId={({ key }) => key}
        rowName={({ description }) => description}
        selection="multi"
        defaultSort={{ column: 'service', descending: false }}
        buttons={
          <>
            <input
              ref={file}
              type="file"
              accept=".json,application/json"
              className="sr-only"
              aria-label="Price list file"
              tabIndex={-1}
              onChange={async (event) => {
                const chosen = event.currentTarget.files?.[0];
                event.currentTarget.value = '';
                if (!chosen) return;
                setOpened(await chosen.text());
                setAsked({ kind: 'text' });
              }}
            />
            <Button onClick={() => file.current?.click()}>
              <Upload aria-hidden size={14} />
              Open file
            </Button>
            <Button onClick={() => downloadText('price-list.json', JSON.stringify(list, null, 2), 'application/json')}>
              <Download aria-hidden size={14} />
              Download JSON
            </Button>
            <Button
              onClick={() => {
                setOpened(undefined);
                setAsked({ kind: 'text' });
              }}
            >
              Edit as JSON
            </Button>
          </>
        }
        actions={(selected) => [
          {
            label: 'Edit…',
            disabledReason: selected.length === 1 ? undefined : 'Select one price',
            onSelect: () => selected[0] && setAsked({ kind: 'price', price: listedOf(selected[0]) }),
          },
          {
            label: 'Remove',
            danger: true,
            disabledReason: selected.length === 0 ? 'Select at least one price' : undefined,
            onSelect: () => remove(selected),
          },
        ]}
        primary={{ label: 'Add price', onSelect: () => setAsked({ kind: 'price', price: undefined }) }}
        empty={{
          description: 'The price list is empty. A list without prices charges nothing and cannot be saved. Add a price.',
        }}
      />
      <BottomBar className="border-line border-t bg-bg py-3">
        {dirty ? (
          <Status kind="warning">
            Unsaved changes: {differences.length - gone} changed or new, {gone} removed
          </Status>
        ) : null}
        <ButtonLink href={paths.priceList()}>Cancel</ButtonLink>
        <Button
          variant="primary"
          disabledReason={
            missing ??
            (!dirty
              ? 'You have no unsaved changes'
              : list.prices.length === 0
                ? 'Add at least one price'
                : isNamed
                  ? undefined
                  : 'Enter the name and the source of the list')
          }
          onClick={() => setAsked({ kind: 'save' })}
        >
          Review and save
        </Button>
      </BottomBar>
      {asked?.kind === 'price' ? (
        <PriceDialog
          price={edited}
          others={list.prices.filter((price) => price !== edited)}
          onDone={(price) => {
            const prices = edited ? list.prices.map((each) => (each === edited ? price : each)) : [...list.prices, price];
            setList({ ...list, prices });
            close();
          }}
          onClose={close}
        />
      ) : null}
      {asked?.kind === 'text' ? (
        <TextDialog text={opened ?? JSON.stringify(list, null, 2)} onDone={setList} onClose={close} />
      ) : null}
      {asked?.kind === 'save' ? (
        <SavePricesDialog
          text={JSON.stringify(list)}
          current={current}
          differences={differences}
          onSaved={() => setSaved(true)}
          onClose={close}
        />
      ) : null}
      <UnsavedChanges dirty={dirty && !saved && asked === null} />
    </div>
  );
}
