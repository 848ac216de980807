import type { ReactNode } from 'react';
import { Panel } from '../../ui/panel';
import { type Tab, UrlTabs } from '../../ui/tabs';
import { KeyValue, type KeyValueItem } from './key-value';
import { PageHeader, type PageHeaderProps } from './page-header';

type DetailsPageProps = PageHeaderProps & {
  /** Between the head and the summary: warnings about this resource. */
  notices?: ReactNode;
  summary?: readonly KeyValueItem[];
  summaryColumns?: 2 | 3 | 4;
  summaryTitle?: string;
  summaryActions?: ReactNode;
  /** Tabs live in the URL as `?tab=`; the first is the default. */
  tabs?: readonly Tab[];
  children?: ReactNode;
};

/** Breadcrumb, name, actions; a Summary box; tabs. */
export function DetailsPage(props: DetailsPageProps) {
  const { notices, summary, summaryColumns = 3, summaryTitle = 'Summary', summaryActions, tabs, children, ...header } = props;
  return (
    <>
      <PageHeader {...header} />
      <div className="space-y-4">
        {notices}
        {summary ? (
          <Panel title={summaryTitle} actions={summaryActions}>
            <KeyValue items={summary} columns={summaryColumns} />
          </Panel>
        ) : null}
        {tabs ? <UrlTabs label={header.title} tabs={tabs} /> : null}
        {children}
      </div>
    </>
  );
}
