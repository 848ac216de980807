'use client';

import { type ReactNode, useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Panel } from '@/components/ui/panel';
import { Select } from '@/components/ui/select';

type VersionNameProps = {
  /** "3". */
  version: string;
  /** It is the one below the table. */
  shown: boolean;
  /** "Default", of the one that counts. */
  badge?: string;
  onShow: () => void;
};

/** A version in the table of all: by its name it is shown below. */
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
  /** What it can be compared with. */
  others: readonly string[];
  /** What it is compared with at first: one of the others, or nothing. */
  before?: string;
  /** Its document, or what changed since another version. */
  children: (since: string | null) => ReactNode;
};

const DOCUMENT = 'none';

/** A version of a policy: its document, or what changed since another. Keyed by the version, it begins anew with each. */
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
