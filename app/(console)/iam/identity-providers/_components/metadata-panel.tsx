'use client';

import { Download } from 'lucide-react';
import { type Act, ActButton, opened, useActs } from '@/components/console/kit/act';
import { useTools } from '@/components/console/kit/tools';
import { useRead } from '@/components/console/kit/use-read';
import { Time } from '@/components/console/page/time';
import { useAheadMs } from '@/components/console/shell/clock';
import type { SmallColumn } from '@/components/console/table/small-table';
import { TablePanel } from '@/components/console/table/table-panel';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { downloadText } from '@/components/ui/download-text';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { Status } from '@/components/ui/status';
import { plural } from '@/lib/core/text/plural';
import { type SamlMetadata, samlMetadataQuery } from '../queries';

const replaceMetadata: Act<string> = {
  label: 'Replace metadata',
  opens: opened(() => import('./dialogs').then((module) => module.ReplaceMetadata)),
};

/** The longest document that the page shows, in characters. Longer ones are only downloaded. */
const SHOWN_CHARACTERS = 100_000;

type MetadataPanelProps = { arn: string; name: string; document: string };

/** Renders the directory's metadata: the certificates that sign its assertions, and the document. */
export function MetadataPanel({ arn, name, document }: MetadataPanelProps) {
  const read = useRead(samlMetadataQuery(arn));
  const tools = useTools();
  const { begin, dialog } = useActs<string>();
  return (
    <div className="space-y-4">
      <TablePanel
        title="Signing certificates"
        description="Assertions must be signed with the key of one of these certificates. As in AWS, their expiry is not checked."
        read={read}
        what="the certificates of this provider"
        rows={read.data?.Certificates}
        rowKey={({ Fingerprint }) => Fingerprint}
        top
        empty={{ title: 'No certificates', description: 'No assertion can be verified, so all assertions are denied.' }}
        columns={COLUMNS}
        actions={
          <>
            <Button onClick={() => downloadText(`${name}-metadata.xml`, document, 'application/xml')}>
              <Download aria-hidden size={14} />
              Download metadata
            </Button>
            <ActButton act={replaceMetadata} subject={arn} tools={tools} begin={begin} />
          </>
        }
      />
      <ExpandableSection look="panel" title="Metadata document" description={plural(document.length, 'character')}>
        {document.length > SHOWN_CHARACTERS ? (
          <p className="text-ink-2">The document is too long to show here. Download it.</p>
        ) : (
          <CodeBlock label="Metadata document" code={document} language="text" maxHeight={480} />
        )}
      </ExpandableSection>
      {dialog}
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
