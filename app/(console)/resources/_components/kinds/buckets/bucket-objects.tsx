'use client';

import { Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { Time } from '@/components/console/page/time';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { Dialog } from '@/components/ui/dialog';
import { downloadBlob } from '@/components/ui/download-text';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { MenuButton } from '@/components/ui/menu';
import type { ResourceAt } from '@/lib/console/resource-arn';
import { bytesOfBase64 } from '../base64';
import { deleteObject, getObject, putObject } from './actions';
import { objectsQuery } from './queries';

/** The largest object, in bytes. */
const MOST_BYTES = 1_048_576;
/** The longest text that the page shows. */
const MOST_SHOWN = 100_000;

type StoredObject = { Key: string; Size: number; LastModified: string; ETag: string };
type Opened = { key: string; text: string; isCut: boolean };

const size = (bytes: number) =>
  bytes < 1024 ? `${bytes} bytes` : `${(bytes / 1024).toLocaleString('en', { maximumFractionDigits: 1 })} KiB`;

const FILTERS: readonly TableFilterProperty<StoredObject>[] = [{ key: 'key', label: 'Key', value: ({ Key }) => Key }];
const PREFERENCES = { columns: ['key', 'size', 'modified', 'actions'] };

/** Renders the objects of a bucket. They are put, opened, downloaded and deleted by S3's calls. */
export function BucketObjects({ at }: { at: ResourceAt }) {
  const read = useRead(objectsQuery(at));
  const [opened, setOpened] = useState<Opened>();
  const [deleting, setDeleting] = useState<string>();
  const [uploading, setUploading] = useState(false);
  const get = useOperation(getObject);
  const fetchObject = async (Key: string) => {
    const result = await get.run({ region: at.region, input: { Bucket: at.name, Key } });
    return result.ok ? bytesOfBase64(result.data.Body) : null;
  };
  const open = async (key: string) => {
    const found = await fetchObject(key);
    if (!found) return;
    const text = new TextDecoder().decode(found.slice(0, MOST_SHOWN));
    setOpened({ key, text, isCut: found.length > MOST_SHOWN });
  };
  const download = async (key: string) => {
    const found = await fetchObject(key);
    if (found) downloadBlob(key.slice(key.lastIndexOf('/') + 1) || 'object', new Blob([found]));
  };
  const columns: readonly ColumnDefinition<StoredObject>[] = [
    {
      id: 'key',
      header: 'Key',
      value: ({ Key }) => Key,
      cell: ({ Key }) => (
        <Button variant="link" onClick={() => void open(Key)} className="max-w-full">
          <span className="break-all text-left font-mono text-sm">{Key}</span>
        </Button>
      ),
    },
    { id: 'size', header: 'Size', align: 'end', value: ({ Size }) => Size, cell: ({ Size }) => size(Size), width: 120 },
    {
      id: 'modified',
      header: 'Last modified',
      value: ({ LastModified }) => LastModified,
      cell: ({ LastModified }) => <Time value={LastModified} />,
      width: 180,
    },
    {
      id: 'actions',
      header: 'Actions',
      value: () => '',
      sortable: false,
      align: 'end',
      width: 120,
      cell: ({ Key }) => (
        <MenuButton
          label="Actions"
          aria-label={`Actions for ${Key}`}
          size="sm"
          entries={[
            { label: 'Open', onSelect: () => void open(Key) },
            { label: 'Download', onSelect: () => void download(Key) },
            { type: 'separator' },
            { label: 'Delete', danger: true, onSelect: () => setDeleting(Key) },
          ]}
        />
      ),
    },
  ];
  return (
    <>
      <ResourceTable
        id="resources-objects"
        layout="panel"
        title="Objects"
        noun="objects"
        urlKey="objects-"
        columns={columns}
        filterProperties={FILTERS}
        defaultPreferences={PREFERENCES}
        rows={read.data?.Contents}
        rowId={({ Key }) => Key}
        rowName={({ Key }) => Key}
        read={read}
        primary={{ label: 'Upload', onSelect: () => setUploading(true) }}
        empty={{
          title: 'No objects',
          description: 'Upload a file of up to 1 MiB. It is stored encrypted.',
        }}
      />
      {uploading ? <UploadDialog at={at} onClose={() => setUploading(false)} /> : null}
      {opened ? (
        <Dialog open onOpenChange={() => setOpened(undefined)} size="lg" title={opened.key}>
          {opened.isCut ? (
            <p className="mb-3 text-ink-2">Only the first {size(MOST_SHOWN)} are shown. Download the object to get all of it.</p>
          ) : null}
          <CodeBlock label={`Content of ${opened.key}`} code={opened.text} language="text" wrap maxHeight={480} />
        </Dialog>
      ) : null}
      {deleting === undefined ? null : (
        <ConfirmDialog
          title={`Delete object ${deleting}?`}
          action={deleteObject}
          input={{ region: at.region, input: { Bucket: at.name, Key: deleting } }}
          success={`${deleting} was deleted.`}
          onClose={() => setDeleting(undefined)}
        >
          <p>It cannot be restored, because buckets have no versioning here.</p>
        </ConfirmDialog>
      )}
    </>
  );
}

function UploadDialog({ at, onClose }: { at: ResourceAt; onClose: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  const [key, setKey] = useState('');
  const put = useOperation(putObject, {
    success: () => ({ text: `${key} was uploaded.` }),
    handlesError: () => true,
    onSuccess: onClose,
  });
  const problem =
    file === undefined
      ? 'Choose a file'
      : file.size > MOST_BYTES
        ? 'The file has more than 1 MiB'
        : key === ''
          ? 'Enter a key'
          : undefined;
  const upload = async () => {
    if (!file || problem) return;
    const Body = new Uint8Array(await file.arrayBuffer());
    const ContentType = file.type || undefined;
    await put.run({ region: at.region, input: { Bucket: at.name, Key: key, Body, ContentType } });
  };
  return (
    <FormDialog
      title={`Upload to ${at.name}`}
      submitLabel="Upload"
      pending={put.running}
      error={put.error}
      disabledReason={problem}
      onSubmit={() => void upload()}
      onClose={onClose}
    >
      <div className="flex flex-wrap items-center gap-3">
        <Button onClick={() => input.current?.click()}>
          <Upload aria-hidden size={16} />
          Choose a file
        </Button>
        <span className="min-w-0 break-all text-ink-2">{file ? `${file.name}, ${size(file.size)}` : 'Up to 1 MiB'}</span>
        <input
          ref={input}
          type="file"
          aria-label="File"
          className="sr-only"
          tabIndex={-1}
          onChange={(event) => {
            const chosen = event.currentTarget.files?.[0];
            setFile(chosen);
            if (chosen && key === '') setKey(chosen.name);
          }}
        />
      </div>
      <Field label="Key" hint="The name of the object. Slashes create folders: logs/2026/a.txt.">
        <Input value={key} onChange={(event) => setKey(event.currentTarget.value)} autoComplete="off" spellCheck={false} />
      </Field>
    </FormDialog>
  );
}
