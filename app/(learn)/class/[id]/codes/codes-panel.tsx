'use client';

import { useState } from 'react';
import { CopyText } from '@/components/console/page/copy-text';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Textarea } from '@/components/ui/field/textarea';
import { Panel } from '@/components/ui/panel';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { VerifyCodes, VerifyRecord } from '@/lib/classroom/attempt/result-operations';
import type { ClassroomOutput } from '@/lib/classroom/operation';
import type { Json } from '@/lib/console/result';
import { useClassAction } from '../../../_client/use-class-action';
import { verifyCodes, verifyRecord } from '../../actions';

type Codes = Json<ClassroomOutput<typeof VerifyCodes>>;
type Verified = Json<ClassroomOutput<typeof VerifyRecord>>;

export function CodesPanel({ classId, publicKey }: { classId: string; publicKey: string }) {
  return (
    <div className="flex flex-col gap-4">
      <Codes classId={classId} />
      <Records classId={classId} publicKey={publicKey} />
    </div>
  );
}

function Codes({ classId }: { classId: string }) {
  const [text, setText] = useState('');
  const [codes, setCodes] = useState<Codes>();
  const { run, running, error } = useClassAction(verifyCodes, { showsError: true, onSuccess: setCodes });
  return (
    <Panel title="Codes">
      <form action={() => run({ classId, codes: text })} className="flex flex-col gap-3">
        <Field
          label="Text with completion codes"
          error={error?.message}
          hint="Paste a column of a table or a whole page. Codes start with GH1-."
        >
          <Textarea mono rows={4} required value={text} onChange={(event) => setText(event.currentTarget.value)} />
        </Field>
        <div>
          <Button type="submit" variant="primary" loading={running}>
            Verify codes
          </Button>
        </div>
      </form>
      {codes?.length === 0 ? <p className="mt-3">This text has no completion codes.</p> : null}
      {codes && codes.length > 0 ? (
        <div className="mt-3">
          <Table label="Verified codes">
            <TableHead>
              <TableRow>
                <TableHeader>Code</TableHeader>
                <TableHeader>Result</TableHeader>
                <TableHeader>Student</TableHeader>
                <TableHeader>Scenario</TableHeader>
                <TableHeader align="end">Score</TableHeader>
                <TableHeader>Date</TableHeader>
              </TableRow>
            </TableHead>
            <TableBody>
              {codes.map((code, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a code may stand there twice
                <TableRow key={`${code.code} ${at}`}>
                  <TableCell mono>{code.code}</TableCell>
                  <TableCell>
                    <Badge tone={code.state === 'ours' ? 'allow' : 'deny'}>
                      {code.state === 'ours' ? 'Valid' : code.state === 'elsewhere' ? 'From another class' : 'Not valid'}
                    </Badge>
                  </TableCell>
                  <TableCell>{code.state === 'ours' ? (code.student ?? 'deleted') : '–'}</TableCell>
                  <TableCell>{code.state === 'ours' ? (code.title ?? 'removed') : '–'}</TableCell>
                  <TableCell align="end">{code.state === 'ours' ? `${code.percent} %` : '–'}</TableCell>
                  <TableCell>{code.state === 'ours' ? code.day : '–'}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </div>
      ) : null}
    </Panel>
  );
}

function Records({ classId, publicKey }: { classId: string; publicKey: string }) {
  const [text, setText] = useState('');
  const [verified, setVerified] = useState<Verified>();
  const { run, running, error } = useClassAction(verifyRecord, { showsError: true, onSuccess: setVerified });
  return (
    <Panel title="Signed records">
      <p className="mb-3 text-ink-2">
        To verify a record elsewhere, use the public key of the class (Ed25519, over the member “record” as JSON):{' '}
        <CopyText text={publicKey} what="public key" mono />
      </p>
      <form action={() => run({ classId, text })} className="flex flex-col gap-3">
        <Field label="Signed record" error={error?.message}>
          <Textarea mono rows={3} required value={text} onChange={(event) => setText(event.currentTarget.value)} />
        </Field>
        <div>
          <Button type="submit" loading={running}>
            Verify record
          </Button>
        </div>
      </form>
      {verified ? (
        <Alert
          live
          className="mt-3"
          kind={verified.isOurs ? 'success' : 'error'}
          title={verified.isOurs ? 'This class signed it' : 'Not signed by this class, or changed since'}
        >
          {verified.isOurs
            ? `${verified.record.student}: ${verified.record.points} of ${verified.record.of} points in ${verified.record.scenario}, handed in ${verified.record.handedInAt}.`
            : null}
        </Alert>
      ) : null}
    </Panel>
  );
}
