'use client';

import { keepPreviousData } from '@tanstack/react-query';
import { Download, TriangleAlert } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useRead } from '@/components/console/kit/use-read';
import { EmptyState } from '@/components/console/page/empty-state';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { useFlash } from '@/components/console/shell/flashbar';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { Button, ButtonLink } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { downloadText } from '@/components/ui/download-text';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import type { CostView } from '@/lib/billing/cost-explorer/views/view';
import { paths } from '@/lib/console/paths';
import { dollars, isZero } from '../../_components/amounts';
import type { BillingReader } from '../../_components/billing-reader';
import { budgetFilters } from '../../_components/budget-filters';
import { dayWords } from '../../_components/days';
import { NotActivated } from '../../_components/not-activated';
import { type CostAnomaly, costAnomaliesQuery } from '../../queries';
import { type Costs, costsQuery, type Forecast, fetchCostsCsv, forecastQuery, type Row, reportsQuery } from '../queries';
import { type AnomalyMark, marksOf } from './anomaly-marks';
import { Breakdown } from './breakdown';
import { type ChartTime, chartTimes, type Drawn, drawnOf } from './chart-data';
import { Controls } from './controls';
import { CostChart } from './cost-chart';
import { narrowed } from './narrow';
import { ReportsMenu } from './reports-menu';
import { Patterns, Swatch } from './series';
import { useView } from './use-view';
import { FIRST_VIEW } from './view-address';
import { amountWords, METRIC_WORDS, periodWords } from './view-words';

const MARKS_TOLD = 5;

const LinesPanel = dynamic(() => import('./lines-panel').then((module) => module.LinesPanel));

/**
 * Costs and usage over time, by group, and down to bill lines.
 * @param marksAnomalies true if the reader has permission to view anomalies
 */
export function ExplorerPage({ reader, marksAnomalies }: { reader: BillingReader; marksAnomalies: boolean }) {
  const { view, page, report: reportId, lines, show, setPage, setLines } = useView();
  const enabled = !reader.isShutOut;
  const read = useRead({ ...costsQuery(view, page), enabled, placeholderData: keepPreviousData });
  const costs = read.error ? undefined : read.data;
  const hasAhead = costs?.Ahead !== undefined && !read.stale;
  const ahead = useRead({ ...forecastQuery(view), enabled: enabled && hasAhead });
  const forecast = hasAhead ? ahead.data : undefined;
  const reports = useRead({ ...reportsQuery(), enabled });
  const anomalies = useRead({ ...costAnomaliesQuery(), enabled: marksAnomalies });
  const report = reports.data?.Reports.find(({ ReportId }) => ReportId === reportId);
  const isForPayer = read.error?.reason === 'MEMBER_OF_BILL';
  const isEmpty = costs !== undefined && isNothing(costs);
  const narrow = (row: Row | null, time: { Start: string; End: string } | null) => {
    const next = narrowed(view, row?.Keys ?? [], time ?? undefined);
    show(next, { lines: lines || next.GroupBy.length === 0 });
  };
  return (
    <>
      <PageHeader
        title={report?.Name ?? 'Cost Explorer'}
        breadcrumbs={report ? [{ label: 'Cost Explorer', href: paths.costExplorer() }] : []}
        info={<HelpLink />}
        description="See usage and costs over time, grouped by service, account, tag and more. Choose an amount to see its details."
        actions={
          enabled ? (
            <>
              {costs && !isEmpty ? <DownloadButton view={view} /> : null}
              <ReportsMenu view={view} report={report} />
            </>
          ) : null
        }
      />
      {reader.isShutOut ? (
        <NotActivated />
      ) : (
        <div className="space-y-4">
          {/* Without permission, there is nothing to select. */}
          {read.error?.action === undefined ? (
            <Panel flush>
              <Controls view={view} costs={costs} onView={(next) => show(next)} />
            </Panel>
          ) : null}
          {isForPayer ? <OnlyThePayer view={view} onView={(next) => show(next)} /> : <ReadError read={read} what="these costs" />}
          {read.pending ? <Skeleton className="h-80 w-full" /> : null}
          {costs && isEmpty && !hasAhead ? <Nothing view={view} isMember={costs.View === 'member'} onView={show} /> : null}
          {costs && (!isEmpty || hasAhead) ? (
            <>
              <ChartPanel
                costs={costs}
                forecast={forecast}
                view={view}
                anomalies={anomalies.data?.Anomalies ?? []}
                isStale={read.stale}
                note={hasAhead ? forecastNote(ahead) : null}
                onNarrow={narrow}
              />
              <Breakdown
                of={costs}
                forecast={forecast}
                view={view}
                page={page}
                isStale={read.stale}
                onPage={setPage}
                onNarrow={narrow}
              />
              <Panel
                flush={lines}
                title="Lines of bills"
                description="The largest bill lines behind the amounts above, with their resources and bills."
                actions={<Button onClick={() => setLines(!lines)}>{lines ? 'Hide lines' : 'Show lines'}</Button>}
                className={lines ? undefined : '[&>div]:hidden [&>header]:border-b-0'}
              >
                {lines ? <LinesPanel view={view} isPayer={costs.View === 'payer'} /> : null}
              </Panel>
              <NextSteps isPayer={costs.View === 'payer'} view={view} />
            </>
          ) : null}
        </div>
      )}
      <ExplorerHelp />
    </>
  );
}

function isNothing({ Total, GroupCount, Amounts }: Costs): boolean {
  return isZero(Total) && GroupCount === 0 && Amounts.every(isZero);
}

type ForecastRead = { error: { code: string; message: string } | undefined; pending: boolean };

/** Returns why there is no forecast, if one was requested. */
function forecastNote({ error, pending }: ForecastRead): string | null {
  if (pending) return 'Calculating the forecast…';
  if (!error) return null;
  if (error.code.startsWith('DataUnavailable')) return 'No forecast: at least seven days of costs are required.';
  return `No forecast: ${error.message}`;
}

type ChartPanelProps = {
  costs: Costs;
  forecast: Forecast | undefined;
  view: CostView;
  anomalies: readonly CostAnomaly[];
  isStale: boolean;
  note: string | null;
  onNarrow: (row: Row | null, time: { Start: string; End: string } | null) => void;
};

function ChartPanel({ costs, forecast, view, anomalies, isStale, note, onNarrow }: ChartPanelProps) {
  const times = chartTimes(costs, forecast, view.Granularity);
  const marks = marksOf(anomalies, times, view);
  const drawn = drawnOf(costs, view);
  return (
    <Panel>
      <Summary costs={costs} forecast={forecast} view={view} />
      <div className={classNames('mt-3', isStale && 'opacity-60')}>
        <Patterns />
        <CostChart
          kind={view.Chart}
          times={times}
          drawn={drawn}
          unit={costs.Unit}
          marked={new Set(marks.map(({ at }) => at))}
          words={chartWords(costs, drawn, view)}
          onNarrow={(row, { past }: ChartTime) => onNarrow(row, past ?? null)}
        />
      </div>
      <Legend drawn={drawn} unit={costs.Unit} hasForecast={forecast !== undefined} onNarrow={(row) => onNarrow(row, null)} />
      <Marks of={marks} />
      {note ? (
        <p role="status" className="mt-2 text-ink-2 text-sm">
          {note}
        </p>
      ) : null}
    </Panel>
  );
}

/** Lists the marked anomalies for screen readers. */
function Marks({ of: marks }: { of: readonly AnomalyMark[] }) {
  if (marks.length === 0) return null;
  return (
    <ul aria-label="Cost anomalies in this period" className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {marks.slice(0, MARKS_TOLD).map(({ anomaly: { Id, First, AccountId, AccountName, Impact } }) => (
        <li key={Id} className="flex items-center gap-1.5">
          <TriangleAlert aria-hidden size={14} className="shrink-0 text-limit" />
          <TextLink href={paths.costAnomalies({ id: Id })}>
            {dayWords(First)}: {dollars(Impact)} more than expected in {AccountName ?? AccountId}
          </TextLink>
        </li>
      ))}
      {marks.length > MARKS_TOLD ? (
        <li>
          <TextLink href={paths.costAnomalies()}>All {marks.length}</TextLink>
        </li>
      ) : null}
    </ul>
  );
}

/** The view in numbers. */
function Summary({ costs, forecast, view }: Pick<ChartPanelProps, 'costs' | 'forecast' | 'view'>) {
  const { Period, Total, Unit, Times, Ahead } = costs;
  const estimated = Times.some(({ Estimated }) => Estimated);
  return (
    <dl className="flex flex-wrap gap-x-10 gap-y-3">
      <Fact label={Period ? `${METRIC_WORDS[view.Metric]}, ${periodWords(Period)}` : METRIC_WORDS[view.Metric]}>
        <b className="font-semibold text-xl">{amountWords(Total, Unit)}</b>
        {Unit === 'USD' ? null : ` ${Unit === 'N/A' ? 'of different units' : Unit}`}
        {estimated ? <span className="ml-2 text-ink-3 text-sm">with estimates</span> : null}
      </Fact>
      {Ahead && forecast ? (
        <Fact label={`Forecast, ${periodWords(Ahead)}`}>
          <b className="font-semibold text-xl">{amountWords(forecast.Total.Mean, Unit)}</b>
          <span className="ml-2 text-ink-2 text-sm">
            with {forecast.Level} % between {amountWords(forecast.Total.Lower, Unit)} and{' '}
            {amountWords(forecast.Total.Upper, Unit)}
          </span>
        </Fact>
      ) : null}
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-ink-3 text-sm">{label}</dt>
      <dd className="tabular-nums">{children}</dd>
    </div>
  );
}

type LegendProps = { drawn: readonly Drawn[]; unit: string; hasForecast: boolean; onNarrow: (row: Row) => void };

function Legend({ drawn, unit, hasForecast, onNarrow }: LegendProps) {
  return (
    <ul aria-label="Chart legend" className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {drawn.map(({ name, row, total, number }) => (
        <li key={`${number} ${name}`} className="flex min-w-0 max-w-full items-center gap-1.5">
          <Swatch series={number} />
          {row ? (
            <button
              type="button"
              title={`Only ${name}`}
              className="min-w-0 truncate rounded-sm underline-offset-3 hover:text-accent hover:underline"
              onClick={() => onNarrow(row)}
            >
              {name}
            </button>
          ) : (
            <span>{name}</span>
          )}
          <span className="text-ink-3 tabular-nums">{amountWords(total, unit)}</span>
        </li>
      ))}
      {hasForecast ? (
        <li className="flex items-center gap-1.5">
          <Swatch series="expected" />
          Forecast with prediction interval
        </li>
      ) : null}
    </ul>
  );
}

function chartWords({ Period, Total, Unit }: Costs, drawn: readonly Drawn[], view: CostView): string {
  const groups = drawn.slice(0, 3).map(({ name, total }) => `${name} ${amountWords(total, Unit)}`);
  const time = Period ? ` of ${periodWords(Period)}` : '';
  return `${METRIC_WORDS[view.Metric]}${time}: ${amountWords(Total, Unit)}. The largest: ${groups.join(', ')}. All amounts are in the table below.`;
}

function DownloadButton({ view }: { view: CostView }) {
  const flash = useFlash();
  const [running, setRunning] = useState(false);
  const download = async () => {
    setRunning(true);
    const answer = await fetchCostsCsv(view).catch(() => null);
    setRunning(false);
    if (!answer) return flash.warning('The costs could not be downloaded because the server could not be reached.');
    if (!answer.ok) return flash.error(answer.error);
    downloadText('costs.csv', answer.data.Csv, 'text/csv;charset=utf-8');
  };
  return (
    <Button loading={running} onClick={() => void download()}>
      <Download aria-hidden size={14} />
      Download CSV
    </Button>
  );
}

function OnlyThePayer({ view, onView }: { view: CostView; onView: (view: CostView) => void }) {
  return (
    <Panel>
      <EmptyState
        title={`${METRIC_WORDS[view.Metric]} are available to the paying account only`}
        description="They include other accounts' usage and discounts. Your account can view its own charges."
        action={<Button onClick={() => onView({ ...view, Metric: 'UnblendedCost' })}>View unblended costs</Button>}
      />
    </Panel>
  );
}

type NothingProps = { view: CostView; isMember: boolean; onView: (view: CostView) => void };

function Nothing({ view, isMember, onView }: NothingProps) {
  if (view.Filters.length > 0)
    return (
      <Panel>
        <EmptyState
          title="No matches"
          description="No bill lines in this period match the filters."
          action={<Button onClick={() => onView({ ...view, Filters: [] })}>Clear filters</Button>}
        />
      </Panel>
    );
  if (isMember || view.Range !== FIRST_VIEW.Range)
    return (
      <Panel>
        <EmptyState
          title="No costs in this period"
          description="There was no charged usage."
          action={<Button onClick={() => onView({ ...FIRST_VIEW, Range: 'LAST_12_MONTHS' })}>Show last 12 months</Button>}
        />
      </Panel>
    );
  return (
    <Panel>
      <EmptyState
        title="No costs yet"
        description="Costs are calculated from usage. Load an AWS example, generate usage for a web shop or a data team, or import a Cost and Usage Report."
        action={<ButtonLink href={paths.usage}>Add usage</ButtonLink>}
      />
    </Panel>
  );
}

function NextSteps({ isPayer, view }: { isPayer: boolean; view: CostView }) {
  const filters = view.Filters.length > 0 ? budgetFilters(view.Filters) : undefined;
  const budget = filters
    ? { words: 'create a budget for this view', href: paths.createBudget({ filters: JSON.stringify(filters) }) }
    : { words: 'create a budget', href: paths.createBudget() };
  return (
    <p className="text-ink-2">
      Next steps: <TextLink href={paths.bills()}>view the bill</TextLink>
      {isPayer ? (
        <>
          , <TextLink href={paths.savings()}>view savings</TextLink>,{' '}
          <TextLink href={paths.costAnomalies()}>view cost anomalies</TextLink>
        </>
      ) : null}
      , <TextLink href={budget.href}>{budget.words}</TextLink>.
    </p>
  );
}

function ExplorerHelp() {
  return (
    <HelpPanel title="Cost Explorer">
      <p>
        Bills show the total of a month. Cost Explorer shows how it came about over time, by service, account, Region, tag and
        more, down to single bill lines.
      </p>
      <h3>Groups and filters</h3>
      <p>
        The chart shows the nine largest groups and all others as one. The table has every group. Filters remove lines before
        amounts are added up. The page address holds the whole view, so you can share it or go back.
      </p>
      <h3>Forecast</h3>
      <p>
        The forecast is based on the last thirteen weeks: weekdays, level and trend. The actual cost lies in the interval with a
        probability of 80%. Monthly fees are expected to recur. Credits and upfront fees are not. Usage entered for future days is
        ignored.
      </p>
      <h3>Unblended, blended, amortized</h3>
      <p>
        Unblended costs are the charges of each day. Blended costs are usage at the average rate of the organization. Amortized
        costs spread upfront fees over the hours that they cover.
      </p>
      <h3>Differences from AWS</h3>
      <p>
        AWS keeps fourteen months, groups by one key at a time on its page and charges one cent for each API call. In Gatehouse,
        pages and API calls (<code>aws ce get-cost-and-usage</code>) use the same bills.
      </p>
    </HelpPanel>
  );
}
