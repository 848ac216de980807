'use client';

import { useState } from 'react';
import { useOperation } from '@/components/console/kit/use-operation';
import { CopyCode } from '@/components/console/page/copy-code';
import { ErrorBox } from '@/components/console/page/error-box';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Textarea } from '@/components/ui/field/textarea';
import { Panel } from '@/components/ui/panel';
import type { ResourceAt } from '@/lib/console/resource-arn';
import { bytesOfBase64 } from '../base64';
import { decrypt, encrypt } from './actions';

/** The most bytes that one call encrypts at AWS. */
const MOST_BYTES = 4096;

/** Parses an encryption context from lines of `name=value`. A line without `=` is a name with an empty value. */
function readContext(text: string): Record<string, string> {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return Object.fromEntries(
    lines.map((line) => {
      const sign = line.indexOf('=');
      return sign === -1 ? [line, ''] : [line.slice(0, sign), line.slice(sign + 1)];
    }),
  );
}

function ContextField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  return (
    <Field
      label="Encryption context"
      optional
      hint="One name=value per line. Decryption needs the same context as encryption, and policies can require it."
    >
      <Textarea rows={2} value={value} onChange={(event) => onChange(event.currentTarget.value)} spellCheck={false} />
    </Field>
  );
}

/** Renders the panel that encrypts and decrypts with a key. */
export function KeyUse({ at }: { at: ResourceAt }) {
  return (
    <div className="grid items-start gap-4 xl:grid-cols-2">
      <EncryptPanel at={at} />
      <DecryptPanel at={at} />
    </div>
  );
}

function EncryptPanel({ at }: { at: ResourceAt }) {
  const [text, setText] = useState('');
  const [context, setContext] = useState('');
  const [result, setResult] = useState('');
  const operation = useOperation(encrypt, {
    invalidates: [],
    handlesError: () => true,
    onSuccess: ({ CiphertextBlob }) => setResult(CiphertextBlob),
  });
  const bytes = new TextEncoder().encode(text);
  return (
    <Panel title="Encrypt" description="The ciphertext identifies its key.">
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          setResult('');
          const asked = { KeyId: at.arn, Plaintext: bytes, EncryptionContext: readContext(context) };
          void operation.run({ region: at.region, input: asked });
        }}
      >
        <Field
          label="Text"
          error={bytes.length > MOST_BYTES ? `At most ${MOST_BYTES} bytes. This is ${bytes.length}.` : undefined}
        >
          <Textarea rows={4} value={text} onChange={(event) => setText(event.currentTarget.value)} spellCheck={false} />
        </Field>
        <ContextField value={context} onChange={setContext} />
        <Button type="submit" loading={operation.running} disabledReason={text === '' ? 'Enter text to encrypt' : undefined}>
          Encrypt
        </Button>
        {operation.error ? <ErrorBox error={operation.error} live /> : null}
        {result === '' ? null : (
          <CopyCode label="Ciphertext" what="ciphertext" code={result} language="text" wrap maxHeight={200} />
        )}
      </form>
    </Panel>
  );
}

function DecryptPanel({ at }: { at: ResourceAt }) {
  const [text, setText] = useState('');
  const [context, setContext] = useState('');
  const [result, setResult] = useState<string>();
  const operation = useOperation(decrypt, {
    invalidates: [],
    handlesError: () => true,
    onSuccess: ({ Plaintext }) => setResult(Plaintext),
  });
  const bytes = fromBase64(text);
  return (
    <Panel title="Decrypt" description="Only for ciphertexts of this key.">
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          setResult(undefined);
          if (!bytes) return;
          const asked = { KeyId: at.arn, CiphertextBlob: bytes, EncryptionContext: readContext(context) };
          void operation.run({ region: at.region, input: asked });
        }}
      >
        <Field label="Ciphertext" error={text !== '' && !bytes ? 'This is not valid base64.' : undefined}>
          <Textarea
            rows={4}
            className="font-mono"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            spellCheck={false}
          />
        </Field>
        <ContextField value={context} onChange={setContext} />
        <Button type="submit" loading={operation.running} disabledReason={bytes ? undefined : 'Enter a ciphertext in base64'}>
          Decrypt
        </Button>
        {operation.error ? <ErrorBox error={operation.error} live /> : null}
        {result === undefined ? null : (
          <CopyCode
            label="Text"
            what="text"
            code={new TextDecoder().decode(fromBase64(result) ?? undefined)}
            language="text"
            wrap
            maxHeight={200}
          />
        )}
      </form>
    </Panel>
  );
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    const bytes = bytesOfBase64(text.trim());
    return bytes.length === 0 ? null : bytes;
  } catch {
    return null;
  }
}
