'use client';

import { useState } from 'react';
import { opened } from '@/components/console/kit/act';
import { CopyText } from '@/components/console/page/copy-text';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';

const EditThumbprints = opened<{ arn: string; thumbprints: readonly string[] }>(() =>
  import('./dialogs').then((module) => module.EditThumbprints),
);

type ThumbprintsPanelProps = { arn: string; thumbprints: readonly string[] };

/** Renders the thumbprints by which AWS recognizes the issuer's server when it fetches keys. */
export function ThumbprintsPanel({ arn, thumbprints }: ThumbprintsPanelProps) {
  const [editing, setEditing] = useState(false);
  return (
    <Panel
      title="Thumbprints"
      count={thumbprints.length}
      description="Thumbprints of the certificate authority of the issuer’s server. AWS uses them to verify the server. Gatehouse does not connect to other servers and only stores them for your scripts."
      actions={<Button onClick={() => setEditing(true)}>Edit thumbprints</Button>}
    >
      {thumbprints.length === 0 ? (
        <p className="text-ink-2">None. AWS would have fetched one when the provider was added.</p>
      ) : (
        <ul className="space-y-1.5">
          {thumbprints.map((thumbprint) => (
            <li key={thumbprint}>
              <CopyText text={thumbprint} what="thumbprint" mono />
            </li>
          ))}
        </ul>
      )}
      {editing ? <EditThumbprints subject={{ arn, thumbprints }} onClose={() => setEditing(false)} /> : null}
    </Panel>
  );
}
