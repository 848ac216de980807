'use client';

import { Tabs as Base } from '@base-ui/react/tabs';
import type { Finding, FindingType } from '@gatehouse/policy/validate';
import { useState } from 'react';
import { Button } from '../ui/button';
import { classNames } from '../ui/class-names';
import { STATUS_ICON } from '../ui/status';
import { findingPlace, findingTitle, groupFindings } from './finding-groups';

type FindingsPanelProps = {
  /** True if the panel keeps its height, whatever it lists. */
  fixedHeight?: boolean;
  findings: readonly Finding[];
  /** The types of findings that the document can have. Default: all. */
  types?: readonly FindingType[];
  /** Moves to the position in the text. */
  onShow: (finding: Finding) => void;
  onFix: (finding: Finding) => void;
};

const LOOK: Record<FindingType, { icon: 'error' | 'warning' | 'info'; ink: string }> = {
  SECURITY_WARNING: { icon: 'warning', ink: 'text-limit' },
  ERROR: { icon: 'error', ink: 'text-deny' },
  WARNING: { icon: 'warning', ink: 'text-limit' },
  SUGGESTION: { icon: 'info', ink: 'text-accent' },
};

/**
 * The findings of a document by type, as in AWS's editor. Opens the first type with findings, errors first, until the reader
 * chooses.
 */
export function FindingsPanel({ findings, types, fixedHeight = false, onShow, onFix }: FindingsPanelProps) {
  const [chosen, setChosen] = useState<FindingType>();
  const groups = groupFindings(findings).filter(({ type }) => types?.includes(type) ?? true);
  const has = (type: FindingType) => groups.some((group) => group.type === type && group.findings.length > 0);
  const telling = (['ERROR', 'SECURITY_WARNING', 'WARNING', 'SUGGESTION'] as const).find(has);
  const shown = chosen ?? telling ?? types?.[0] ?? 'SECURITY_WARNING';
  return (
    <Base.Root value={shown} onValueChange={(value) => setChosen(value as FindingType)}>
      <Base.List
        aria-label="Findings"
        className="flex overflow-x-auto overflow-y-hidden border-line border-b px-1 [scrollbar-width:none]"
      >
        {groups.map(({ type, label, findings: own }) => (
          <Base.Tab
            key={type}
            value={type}
            className={classNames(
              '-mb-px flex h-8 shrink-0 items-center gap-1.5 border-transparent border-b-2 px-2.5 font-medium text-ink-2 text-sm hover:text-ink',
              'focus-visible:rounded-sm focus-visible:-outline-offset-2 data-active:border-accent data-active:text-ink',
            )}
          >
            {own.length > 0 ? <span className={LOOK[type].ink}>{STATUS_ICON[LOOK[type].icon]}</span> : null}
            {label}
            <span className={classNames('tabular-nums', own.length > 0 ? LOOK[type].ink : 'text-ink-3')}>{own.length}</span>
          </Base.Tab>
        ))}
      </Base.List>
      {groups.map(({ type, label, findings: own }) => (
        <Base.Panel
          key={type}
          value={type}
          // Base UI keeps a closing panel for a frame. Both together would move what follows.
          className={classNames(
            'overflow-y-auto inert:hidden focus-visible:-outline-offset-2',
            fixedHeight ? 'h-28' : 'max-h-56 min-h-14',
          )}
        >
          {own.length === 0 ? (
            <p className="px-3 py-2.5 text-ink-3 text-sm">{NONE[type]}</p>
          ) : (
            <ul aria-label={label} className="divide-y divide-line">
              {own.map((finding, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: findings have no identity beyond their place
                <li key={`${finding.issueCode} ${index}`} className="flex flex-wrap items-start gap-x-3 gap-y-1 px-3 py-2">
                  <button
                    type="button"
                    onClick={() => onShow(finding)}
                    className="group min-w-0 flex-1 basis-60 rounded-sm text-left"
                  >
                    <span className="font-medium group-hover:underline">{findingTitle(finding)}</span>
                    <span className="ml-2 text-ink-3 text-xs tabular-nums">{findingPlace(finding)}</span>
                    <span className="block break-words text-ink-2 text-sm">{finding.findingDetails}</span>
                  </button>
                  {finding.fix ? (
                    <Button size="sm" onClick={() => onFix(finding)}>
                      {finding.fix.title}
                    </Button>
                  ) : null}
                </li>
              ))}
            </ul>
          )}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}

const NONE: Record<FindingType, string> = {
  SECURITY_WARNING: 'No findings about excessive access.',
  ERROR: 'No errors. You can save the document.',
  WARNING: 'No warnings.',
  SUGGESTION: 'No suggestions.',
};
