'use client';

import { type ReactNode, useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Select } from '@/components/ui/field/select';
import { Panel } from '@/components/ui/panel';

type VersionNameProps = {
  /** "3". */
  version: string;
  /** True if it is shown below the table. */
  shown: boolean;
  /** "Default", for the default version. */
  badge?: string;
  onShow: () => void;
};

/** The name of a version in the table. Choosing it shows the version below. */
export function VersionName({ version, shown, badge, onShow }: VersionNameProps) {
  return (
    <span className="flex items-center gap-2">
      <button
        type="button"
        aria-current={shown || undefined}
        onClick={onShow}
        className="rounded-sm font-medium text-accent hover:underline"
      >
        Version {version}
      </button>
      {badge === undefined ? null : <Badge tone="accent">{badge}</Badge>}
    </span>
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
