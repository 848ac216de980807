'use client';

import { Plus, X } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/field/input';
import { SegmentedControl } from '@/components/ui/field/segmented-control';
import { Select } from '@/components/ui/field/select';
import { useText } from '@/components/ui/field/use-text';
import { AHEAD, RANGES, VIEW_METRICS } from '@/lib/billing/cost-explorer/limits';
import type { CostView, ViewFilter, ViewKey } from '@/lib/billing/cost-explorer/views/view';
import type { Costs } from '../queries';
import { withFilter } from './narrow';
import { useKeys } from './use-keys';
import { keyText } from './view-address';
import { AHEAD_WORDS, filterWords, keyWords, METRIC_WORDS, PAYER_METRICS, RANGE_WORDS } from './view-words';

const FilterDialog = dynamic(() => import('./filter-dialog').then((module) => module.FilterDialog));

type ControlsProps = {
  view: CostView;
  costs: Costs | undefined;
  onView: (view: CostView) => void;
};

/** Edits a view: time, measure, groups and filters. */
export function Controls({ view, costs, onView }: ControlsProps) {
  const change = (more: Partial<CostView>) => onView({ ...view, ...more });
  const isMember = costs?.View === 'member';
  // A daily forecast reaches three months.
  const aheads = AHEAD.filter((each) => view.Granularity === 'MONTHLY' || !['6_MONTHS', '12_MONTHS'].includes(each));
  const hasAhead = view.Range !== 'CUSTOM' && view.Range !== 'LAST_MONTH';
  return (
    <div className="space-y-3 px-4 py-3">
      <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
        <Labelled label="Time">
          <Select
            aria-label="Time"
            className="w-40"
            value={view.Range}
            options={RANGES.map((value) => ({ value, label: RANGE_WORDS[value] }))}
            onValueChange={(Range) =>
              change(Range === 'CUSTOM' ? { Range, ...firstCustom(costs) } : { Range, Start: undefined, End: undefined })
            }
          />
        </Labelled>
        {view.Range === 'CUSTOM' ? <CustomRange key={`${view.Start} ${view.End}`} view={view} onChange={change} /> : null}
        <Labelled label="Granularity">
          <SegmentedControl
            label="Granularity"
            value={view.Granularity}
            onValueChange={(Granularity) => change({ Granularity, ...(Granularity === 'DAILY' && shorter(view)) })}
            segments={[
              { value: 'MONTHLY', label: 'Monthly' },
              { value: 'DAILY', label: 'Daily' },
            ]}
          />
        </Labelled>
        {hasAhead ? (
          <Labelled label="Forecast">
            <Select
              aria-label="Forecast"
              className="w-48"
              value={view.Ahead}
              options={aheads.map((value) => ({ value, label: AHEAD_WORDS[value] }))}
              onValueChange={(Ahead) => change({ Ahead })}
            />
          </Labelled>
        ) : null}
        <Labelled label="Measure">
          <Select
            aria-label="Measure"
            className="w-44"
            value={view.Metric}
            options={VIEW_METRICS.filter((metric) => !isMember || !PAYER_METRICS.has(metric)).map((value) => ({
              value,
              label: METRIC_WORDS[value],
            }))}
            onValueChange={(Metric) => change({ Metric })}
          />
        </Labelled>
        <Labelled label="Chart">
          <SegmentedControl
            label="Chart"
            value={view.Chart}
            onValueChange={(Chart) => change({ Chart })}
            segments={[
              { value: 'BARS', label: 'Bars' },
              { value: 'LINES', label: 'Lines' },
            ]}
          />
        </Labelled>
      </div>
      <div className="flex flex-wrap items-start gap-x-8 gap-y-3">
        <Groups view={view} costs={costs} onChange={change} />
        <Filters view={view} costs={costs} onView={onView} />
      </div>
      {isMember ? (
        <p className="text-ink-3 text-sm">
          You see your account's own charges. Blended and amortized costs include other accounts, so only the paying account can
          view them.
        </p>
      ) : null}
    </div>
  );
}

function Labelled({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <span aria-hidden className="mb-1 block text-ink-3 text-xs">
        {label}
      </span>
      {children}
    </div>
  );
}

/** Returns the initial custom range: the visible one. */
function firstCustom(costs: Costs | undefined): Pick<CostView, 'Start' | 'End'> {
  const today = costs?.Today ?? new Date().toISOString().slice(0, 10);
  return {
    Start: costs?.Period?.Start ?? `${today.slice(0, 7)}-01`,
    End: costs?.Ahead?.End ?? costs?.Period?.End ?? later(today, 1),
  };
}

/** Returns a shorter range for daily views of many months. */
function shorter({ Range, Ahead }: CostView): Partial<CostView> {
  return {
    ...((Range === 'LAST_12_MONTHS' || Range === 'LAST_6_MONTHS' || Range === 'YEAR_TO_DATE') && {
      Range: 'LAST_3_MONTHS' as const,
    }),
    ...((Ahead === '6_MONTHS' || Ahead === '12_MONTHS') && { Ahead: '3_MONTHS' as const }),
  };
}

function later(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Selects the first and last day. Future days are forecast. */
function CustomRange({ view, onChange }: { view: CostView; onChange: (more: Partial<CostView>) => void }) {
  const [start, setStart] = useText(view.Start);
  const [last, setLast] = useState(view.End ? later(view.End, -1) : '');
  const isRight = start !== '' && last !== '' && start <= last;
  return (
    <form
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (isRight) onChange({ Start: start, End: later(last, 1) });
      }}
    >
      <Labelled label="First day">
        <Input type="date" aria-label="First day" className="w-36" value={start} onValueChange={setStart} />
      </Labelled>
      <Labelled label="Last day">
        <Input type="date" aria-label="Last day" className="w-36" value={last} onValueChange={setLast} />
      </Labelled>
      <Button type="submit" disabledReason={isRight ? undefined : 'The last day must not be before the first'}>
        Apply
      </Button>
    </form>
  );
}

type GroupsProps = Omit<ControlsProps, 'onView'> & { onChange: (more: Partial<CostView>) => void };

/** Selects one key, and a second one within it. */
function Groups({ view, costs, onChange }: GroupsProps) {
  const { keys, want } = useKeys(costs?.Period, costs?.ManagesOrganization ?? false);
  const [first, second] = view.GroupBy;
  const choose = (at: 0 | 1, chosen: ViewKey | null) =>
    onChange({
      GroupBy: (at === 0 ? [chosen, chosen && second] : [first ?? null, chosen]).filter(
        (each) => each !== null && each !== undefined,
      ),
    });
  return (
    <fieldset className="flex flex-wrap items-center gap-2" onPointerEnter={want} onFocus={want}>
      <legend className="float-left mr-1 py-1.5 text-ink-3 text-sm">Group by</legend>
      <KeySelect
        label="Group by"
        none="Nothing"
        keys={keys}
        chosen={first}
        except={second}
        onChoose={(chosen) => choose(0, chosen)}
      />
      {first ? (
        <>
          <span aria-hidden className="text-ink-3 text-sm">
            then by
          </span>
          <KeySelect
            label="Then group by"
            none="None"
            keys={keys}
            chosen={second}
            except={first}
            onChoose={(chosen) => choose(1, chosen)}
          />
        </>
      ) : null}
    </fieldset>
  );
}

type KeySelectProps = {
  label: string;
  none: string;
  keys: readonly ViewKey[];
  chosen: ViewKey | undefined;
  except: ViewKey | undefined;
  onChoose: (key: ViewKey | null) => void;
};

function KeySelect({ label, none, keys, chosen, except, onChoose }: KeySelectProps) {
  const isKnown = chosen === undefined || keys.some((key) => keyText(key) === keyText(chosen));
  const all = [...keys, ...(isKnown ? [] : [chosen])].filter((key) => !except || keyText(key) !== keyText(except));
  return (
    <Select
      aria-label={label}
      className="w-52"
      value={chosen ? keyText(chosen) : ''}
      options={[{ value: '', label: none }, ...all.map((key) => ({ value: keyText(key), label: keyWords(key) }))]}
      onValueChange={(text) => onChoose(all.find((key) => keyText(key) === text) ?? null)}
    />
  );
}

/** Lists the filters, each with edit and remove. */
function Filters({ view, costs, onView }: ControlsProps) {
  const [edited, setEdited] = useState<ViewFilter | 'new' | null>(null);
  const without = (filter: ViewFilter) => ({ ...view, Filters: view.Filters.filter((each) => each !== filter) });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="mr-1 text-ink-3 text-sm">Filters</span>
      {view.Filters.map((filter) => (
        <span
          key={`${keyText(filter)} ${filter.Exclude}`}
          className="inline-flex h-8 max-w-full items-center rounded-md border border-line-strong bg-surface text-sm"
        >
          <button
            type="button"
            className="min-w-0 truncate rounded-l-md px-2.5 py-1 hover:bg-hover"
            title={filter.Values.join(', ')}
            onClick={() => setEdited(filter)}
          >
            <span className="text-ink-2">{keyWords(filter)} </span>
            <span className={filter.Exclude ? 'text-deny' : 'text-ink-3'}>{filter.Exclude ? 'is not' : 'is'} </span>
            <span className="font-medium">{filterWords(filter)}</span>
          </button>
          <button
            type="button"
            className="flex h-full w-8 items-center justify-center rounded-r-md text-ink-3 hover:bg-hover hover:text-ink"
            onClick={() => onView(without(filter))}
          >
            <X aria-hidden size={14} />
            <span className="sr-only">Remove filter by {keyWords(filter)}</span>
          </button>
        </span>
      ))}
      <Button disabled={!costs} onClick={() => setEdited('new')}>
        <Plus aria-hidden size={14} />
        Add filter
      </Button>
      {view.Filters.length > 1 ? (
        <Button variant="link" onClick={() => onView({ ...view, Filters: [] })}>
          Clear filters
        </Button>
      ) : null}
      {edited && costs ? (
        <FilterDialog
          managesOrganization={costs.ManagesOrganization}
          period={costs.Period ?? { Start: costs.Today, End: later(costs.Today, 1) }}
          filter={edited === 'new' ? undefined : edited}
          onFilter={(filter) => {
            onView(withFilter(edited === 'new' ? view : without(edited), filter));
            setEdited(null);
          }}
          onClose={() => setEdited(null)}
        />
      ) : null}
    </div>
  );
}
