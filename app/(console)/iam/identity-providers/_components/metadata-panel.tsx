'use client';

import { Download } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { Read } from '@/components/console/kit/use-read';
import { Time } from '@/components/console/page/time';
import { useAheadMs } from '@/components/console/shell/clock';
import type { SmallColumn } from '@/components/console/table/small-table';
import { TablePanel } from '@/components/console/table/table-panel';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { downloadText } from '@/components/ui/download-text';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { Status } from '@/components/ui/status';
import { plural } from '@/lib/core/plural';
import type { SamlMetadata } from '../queries';

// What is not in sight at first comes when it is opened.
const ReplaceMetadataDialog = dynamic(() => import('./replace-metadata-dialog').then((module) => module.ReplaceMetadataDialog));

/** Longer documents are read in an editor. */
const SHOWN_CHARACTERS = 100_000;

type MetadataPanelProps = { arn: string; name: string; document: string; read: Read<SamlMetadata> };

/** What the directory says of itself: its name, and the certificates its assertions are signed with. */
export function MetadataPanel({ arn, name, document, read }: MetadataPanelProps) {
  const [replacing, setReplacing] = useState(false);
  return (
    <div className="space-y-4">
      <TablePanel
        title="Signing certificates"
        description="An assertion must be signed with the key of one of them. As in AWS, their expiry counts for nothing."
        read={read}
        what="the certificates of this provider"
        rows={read.data?.Certificates}
        rowKey={({ Fingerprint }) => Fingerprint}
        top
        empty={{ title: 'No certificates', description: 'No assertion can be checked, so every one is refused.' }}
        columns={COLUMNS}
        actions={
          <>
            <Button onClick={() => downloadText(`${name}-metadata.xml`, document, 'application/xml')}>
              <Download aria-hidden size={14} />
              Download metadata
            </Button>
            <Button onClick={() => setReplacing(true)}>Replace metadata</Button>
          </>
        }
      />
      <ExpandableSection look="panel" title="Metadata document" description={plural(document.length, 'character')}>
        {document.length > SHOWN_CHARACTERS ? (
          <p className="text-ink-2">Too long to be shown here: download it.</p>
        ) : (
          <CodeBlock label="Metadata document" code={document} language="text" maxHeight={480} />
        )}
      </ExpandableSection>
      {replacing ? <ReplaceMetadataDialog arn={arn} onClose={() => setReplacing(false)} /> : null}
    </div>
  );
}

const COLUMNS: readonly SmallColumn<SamlMetadata['Certificates'][number]>[] = [
  { header: 'Subject', wide: true, cell: ({ Subject }) => Subject },
  { header: 'Key', cell: ({ KeyType }) => KeyType },
  {
    header: 'Valid until',
    cell: ({ NotAfter }) => (
      <>
        <Time value={NotAfter} format="short" />
        <Expired at={NotAfter} />
      </>
    ),
  },
  { header: 'SHA-256 fingerprint', breaks: true, mono: true, cell: ({ Fingerprint }) => Fingerprint },
];

function Expired({ at }: { at: string }) {
  const now = Date.now() + useAheadMs();
  return Date.parse(at) < now ? (
    <Status kind="warning" className="flex">
      Expired
    </Status>
  ) : null;
}
