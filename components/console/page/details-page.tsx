'use client';

import { type ReactNode, useId, useState } from 'react';
import { Button } from '../../ui/button';
import { Panel } from '../../ui/panel';
import { type Tab, UrlTabs } from '../../ui/tabs';
import { KeyValue, type KeyValueItem } from './key-value';
import { PageHeader, type PageHeaderProps } from './page-header';

type DetailsPageProps = PageHeaderProps & {
  /** Warnings about the resource, between the header and the summary. */
  notices?: ReactNode;
  summary?: readonly KeyValueItem[];
  summaryColumns?: 2 | 3 | 4;
  summaryTitle?: string;
  summaryActions?: ReactNode;
  /** The tabs. The URL names the current one as `?tab=`; the first is the default. */
  tabs?: readonly Tab[];
  children?: ReactNode;
};

/** Renders a resource's page: breadcrumbs, name and actions, a summary, and tabs. */
export function DetailsPage(props: DetailsPageProps) {
  const { notices, summary, summaryColumns = 3, summaryTitle = 'Summary', summaryActions, tabs, children, ...header } = props;
  return (
    <>
      <PageHeader {...header} />
      <div className="space-y-4">
        {notices}
        {summary ? (
          <Summary title={summaryTitle} actions={summaryActions}>
            <KeyValue items={summary} columns={summaryColumns} />
          </Summary>
        ) : null}
        {tabs ? <UrlTabs label={header.title} tabs={tabs} /> : null}
        {children}
      </div>
    </>
  );
}

/** Renders the summary. On narrow screens, where it would fill the page, it starts closed. */
function Summary({ title, actions, children }: { title: string; actions: ReactNode; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <Panel
      title={title}
      flush
      actions={
        <>
          {actions}
          <Button className="sm:hidden" size="sm" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
            {open ? 'Show less' : 'Show'}
          </Button>
        </>
      }
    >
      <div id={id} className={open ? 'p-4' : 'p-4 max-sm:hidden'}>
        {children}
      </div>
    </Panel>
  );
}
