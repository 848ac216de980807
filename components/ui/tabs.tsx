'use client';

import { Tabs as Base } from '@base-ui/react/tabs';
import { parseAsString, useQueryState } from 'nuqs';
import type { ReactNode } from 'react';
import { classNames } from './class-names';

export type Tab = {
  id: string;
  label: ReactNode;
  count?: number;
  content: ReactNode;
  /** Why it can't be opened. */
  disabledReason?: string;
};

type TabsProps = {
  label: string;
  tabs: readonly Tab[];
  className?: string;
};

/** Tabs whose selection is in the URL (`?tab=`), so that links, reloads and Back keep it. Only the open panel is rendered. */
export function UrlTabs({ param = 'tab', ...props }: TabsProps & { param?: string }) {
  const [{ id: first } = { id: '' }] = props.tabs;
  const [wanted, setTab] = useQueryState(
    param,
    parseAsString.withDefault(first).withOptions({ history: 'push', clearOnDefault: true }),
  );
  const value = props.tabs.some((tab) => tab.id === wanted) ? wanted : first;
  return <TabStrip {...props} value={value} onValueChange={(next) => void setTab(next)} />;
}

function TabStrip({
  label,
  tabs,
  value,
  onValueChange,
  className,
}: TabsProps & { value: string; onValueChange: (next: string) => void }) {
  return (
    <Base.Root value={value} onValueChange={(next) => onValueChange(String(next))} className={className}>
      <Base.List
        aria-label={label}
        activateOnFocus
        className="scroll-hint flex gap-1 overflow-x-auto overflow-y-hidden border-line border-b [--surface:var(--bg)] [scrollbar-width:none]"
      >
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.id}
            value={tab.id}
            disabled={Boolean(tab.disabledReason)}
            title={tab.disabledReason}
            className={classNames(
              '-mb-px h-9 shrink-0 border-transparent border-b-2 px-3 font-medium text-ink-2 transition-colors hover:text-ink',
              'focus-visible:rounded-sm focus-visible:-outline-offset-2 data-active:border-accent data-active:text-accent data-disabled:text-ink-3',
            )}
          >
            {tab.label}
            {tab.count === undefined ? null : (
              <span className="text-ink-3 tabular-nums"> ({tab.count.toLocaleString('en')})</span>
            )}
          </Base.Tab>
        ))}
      </Base.List>
      {tabs.map((tab) => (
        // Base UI keeps a closing panel for a frame. Both together would move what follows.
        <Base.Panel key={tab.id} value={tab.id} className="pt-4 inert:hidden focus-visible:outline-offset-4">
          {tab.id === value ? tab.content : null}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
