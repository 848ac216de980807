'use client';

import { parseAsString, useQueryState } from 'nuqs';
import { Fragment, type ReactNode, useState } from 'react';
import type { Read } from '@/components/console/kit/use-read';
import type { SmallColumn } from '@/components/console/table/small-table';
import { TablePanel } from '@/components/console/table/table-panel';
import { Badge } from '@/components/ui/badge';
import { Select } from '@/components/ui/field/select';
import { Panel } from '@/components/ui/panel';

type VersionListProps<Version> = {
  title: string;
  description: string;
  /** Names the versions where the read fails. */
  what: string;
  read: Read<{ Versions: readonly Version[] }>;
  /** Returns the version as the address names it. */
  keyOf: (version: Version) => string;
  /** Returns the number that people use: "3". */
  numberOf: (version: Version) => string;
  /** True for the version in effect, which is shown at first and has the badge. */
  isInEffect: (version: Version) => boolean;
  badge: string;
  columns: readonly SmallColumn<Version>[];
  /** The last column. `restore` shows the version and asks whether to restore it. */
  actions?: { header: string; cell: (version: Version, restore: () => void) => ReactNode };
  empty: { title: string; description: string };
  /**
   * Renders the shown version below the table.
   * @param restoring the value for `asked` of RestoreVersion
   */
  children: (version: Version, versions: readonly Version[], restoring: string | null) => ReactNode;
};

/** The versions of a policy. The address names the shown one. */
export function VersionList<Version>(props: VersionListProps<Version>) {
  const { read, keyOf, numberOf, isInEffect, badge, columns, actions, children, ...table } = props;
  const [named, setNamed] = useQueryState('version', parseAsString);
  const [restoring, setRestoring] = useState<string | null>(null);
  const versions = read.data?.Versions ?? [];
  const shown = versions.find((version) => keyOf(version) === named) ?? versions.find(isInEffect);
  const key = shown && keyOf(shown);
  const show = (version: Version) => void setNamed(keyOf(version));
  const restore = (version: Version) => {
    show(version);
    setRestoring(`${keyOf(version)} ${Date.now()}`);
  };
  const name: SmallColumn<Version> = {
    header: 'Version',
    cell: (version) => (
      <span className="flex items-center gap-2">
        <button
          type="button"
          aria-current={keyOf(version) === key || undefined}
          onClick={() => show(version)}
          className="rounded-sm font-medium text-accent hover:underline"
        >
          Version {numberOf(version)}
        </button>
        {isInEffect(version) ? <Badge tone="accent">{badge}</Badge> : null}
      </span>
    ),
  };
  const last: SmallColumn<Version>[] = actions
    ? [{ header: actions.header, actions: true, cell: (version) => actions.cell(version, () => restore(version)) }]
    : [];
  return (
    <div className="space-y-4">
      <TablePanel
        {...table}
        read={read}
        rows={read.data?.Versions}
        rowKey={keyOf}
        isSelected={(version) => keyOf(version) === key}
        columns={[name, ...columns, ...last]}
      />
      {shown === undefined ? null : (
        <Fragment key={key}>{children(shown, versions, restoring?.startsWith(`${key} `) ? restoring : null)}</Fragment>
      )}
    </div>
  );
}

type VersionPanelProps = {
  /** "3". */
  version: string;
  /** The versions to compare with. */
  others: readonly string[];
  /** The version to compare with at first: one of the others, or nothing. */
  before?: string;
  /** Renders the document, or the changes since another version. */
  children: (since: string | null) => ReactNode;
};

const DOCUMENT = 'none';

/**
 * A version of a policy: its document, or the changes since another one. Use the version as its key, so that it resets for each.
 */
export function VersionPanel({ version, others, before = DOCUMENT, children }: VersionPanelProps) {
  const [since, setSince] = useState(others.includes(before) ? before : DOCUMENT);
  return (
    <Panel
      title={`Version ${version}`}
      actions={
        others.length > 0 ? (
          <Select
            aria-label="Compare with"
            value={since}
            onValueChange={setSince}
            className="w-56"
            options={[
              { value: DOCUMENT, label: 'Show document' },
              ...others.map((other) => ({ value: other, label: `Changes since version ${other}` })),
            ]}
          />
        ) : undefined
      }
    >
      {children(since === DOCUMENT ? null : since)}
    </Panel>
  );
}
