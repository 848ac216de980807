'use client';

import { useQueries } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import type { KindOfChange } from '@/lib/access/guardrail-preview/kinds-of-change';
import type { GuardrailChange } from '@/lib/access/guardrail-preview/schema';
import { actionsChangedQuery, type Preview } from './queries';

type Principal = Preview['ByAccount'][number]['Changed'][number];
type ChangedActionsProps = { principal: Principal; change: GuardrailChange };

/** Renders the numbers of changed actions: "12 actions lost · 340 narrowed". Each opens its list by service and action. */
export function ChangedActions({ principal, change }: ChangedActionsProps) {
  const [open, setOpen] = useState<KindOfChange | null>(null);
  const kinds = (['Lost', 'Narrowed', 'Gained', 'Widened'] as const).filter((kind) => principal[kind] > 0);
  return (
    <>
      <span className="flex flex-wrap gap-x-3">
        {kinds.map((kind, index) => (
          <button
            key={kind}
            type="button"
            aria-expanded={open === kind}
            onClick={() => setOpen(open === kind ? null : kind)}
            className="flex items-center gap-1 rounded-sm text-ink-2 hover:text-accent"
          >
            <Chevron open={open === kind} />
            {principal[kind].toLocaleString('en')} {index === 0 ? (principal[kind] === 1 ? 'action ' : 'actions ') : ''}
            {kind.toLowerCase()}
          </button>
        ))}
      </span>
      {open ? (
        <div className="w-full border-line border-l py-1 pl-3">
          <Services key={open} asked={{ Change: change, PrincipalArn: principal.Arn, Kind: open }} />
        </div>
      ) : null}
    </>
  );
}

function Chevron({ open }: { open: boolean }) {
  return (
    <ChevronRight aria-hidden size={12} className={classNames('shrink-0 text-ink-3 transition-transform', open && 'rotate-90')} />
  );
}

type Asked = { Change: GuardrailChange; PrincipalArn: string; Kind: KindOfChange };

const SERVICES_AT_FIRST = 10;

/** Renders the services, with the most changed actions first. */
function Services({ asked }: { asked: Asked }) {
  const read = useRead(actionsChangedQuery(asked));
  const [all, setAll] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  return (
    <ReadBox read={read} what="these actions">
      {({ Services: services }) => {
        const sorted = [...services].sort((a, b) => b.Count - a.Count || (a.Service < b.Service ? -1 : 1));
        const shown = all ? sorted : sorted.slice(0, SERVICES_AT_FIRST);
        return (
          <>
            <ul>
              {shown.map(({ Service, Count }) => (
                <li key={Service}>
                  <button
                    type="button"
                    aria-expanded={open === Service}
                    onClick={() => setOpen(open === Service ? null : Service)}
                    className="flex items-center gap-1 rounded-sm py-0.5 hover:text-accent"
                  >
                    <Chevron open={open === Service} />
                    {Service} <span className="text-ink-3 tabular-nums">{Count.toLocaleString('en')}</span>
                  </button>
                  {open === Service ? <Actions asked={asked} service={Service} count={Count} /> : null}
                </li>
              ))}
            </ul>
            {shown.length < sorted.length ? (
              <Button variant="link" size="sm" onClick={() => setAll(true)}>
                Show {sorted.length === 1 ? 'the service' : `all ${sorted.length} services`}
              </Button>
            ) : null}
          </>
        );
      }}
    </ReadBox>
  );
}

/** Renders the actions of one service by name, page by page. */
function Actions({ asked, service, count }: { asked: Asked; service: string; count: number }) {
  const [pages, setPages] = useState(1);
  const first = useRead(actionsChangedQuery({ ...asked, Service: service, Page: 1 }));
  const more = useQueries({
    queries: Array.from({ length: pages - 1 }, (_, index) =>
      actionsChangedQuery({ ...asked, Service: service, Page: index + 2 }),
    ),
  });
  /** Reads failed pages again before the next page, so that no page is missing between others. */
  const readMore = () => {
    const failed = more.filter(({ data }) => !data?.ok);
    if (failed.length === 0) setPages(pages + 1);
    for (const page of failed) void page.refetch();
  };
  return (
    <div className="pb-1 pl-4">
      <ReadBox read={first} what={`the actions of ${service}`}>
        {({ Actions: begin }) => {
          const names = [...begin, ...more.flatMap(({ data }) => (data?.ok ? data.data.Actions : []))];
          return (
            <>
              <ul aria-label={`Actions of ${service}`} className="columns-[18rem] gap-x-4 font-mono text-xs">
                {names.map((name) => (
                  <li key={name} className="break-all py-px">
                    {name}
                  </li>
                ))}
              </ul>
              {names.length < count ? (
                <Button variant="link" size="sm" loading={more.some(({ isFetching }) => isFetching)} onClick={readMore}>
                  Show more: {(count - names.length).toLocaleString('en')} of {count.toLocaleString('en')} are not shown
                </Button>
              ) : null}
            </>
          );
        }}
      </ReadBox>
    </div>
  );
}
