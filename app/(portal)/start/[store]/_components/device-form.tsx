'use client';

import { type FormEvent, useState, useTransition } from 'react';
import { Time } from '@/components/console/page/time';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { answerProgramAction, findProgramAction, type PortalPage } from '@/lib/console/portal/actions';
import { Consent } from './consent';

type Program = { code: string; name: string; sourceIp: string; askedAt: string };

/** Finds the program that shows a code, and answers it. */
export function DeviceForm({ page, code: initial = '' }: { page: PortalPage; code: string | undefined }) {
  const [code, setCode] = useState(initial);
  const [problem, setProblem] = useState<string>();
  const [program, setProgram] = useState<Program>();
  const [answered, setAnswered] = useState<'allowed' | 'denied'>();
  const [pending, start] = useTransition();
  const find = (event: FormEvent) => {
    event.preventDefault();
    start(async () => {
      const found = await findProgramAction(page, code);
      setProblem(found.ok ? undefined : found.message);
      if (found.ok) setProgram({ code, ...found.data });
    });
  };
  const answer = (allow: boolean) =>
    start(async () => {
      const done = await answerProgramAction(page, { userCode: program?.code ?? '', allow });
      setProblem(done.ok ? undefined : done.message);
      if (done.ok) setAnswered(allow ? 'allowed' : 'denied');
      else setProgram(undefined);
    });
  if (answered && program)
    return (
      <>
        <h1 className="font-semibold text-xl">{answered === 'allowed' ? 'Request approved' : 'Request denied'}</h1>
        <Alert kind={answered === 'allowed' ? 'success' : 'info'} live className="mt-4">
          {answered === 'allowed'
            ? `${program.name} can now use your accounts. You can close this page and go back to the program.`
            : `${program.name} got no access. You can close this page.`}
        </Alert>
      </>
    );
  if (program)
    return (
      <Consent program={program.name} pending={pending} answer={answer}>
        <p className="text-center font-mono font-semibold text-xl tracking-widest">{program.code.toUpperCase()}</p>
        <p className="text-ink-2">
          Check that the program shows this code. It asked <Time value={program.askedAt} /> from the address{' '}
          <span className="font-mono text-sm">{program.sourceIp}</span>. If you did not start it, deny the request: somebody else
          may want to act as you.
        </p>
      </Consent>
    );
  return (
    <>
      <h1 className="font-semibold text-xl">Authorize a program</h1>
      <p className="mt-1 text-ink-2">Enter the code that the program shows, for example the AWS CLI after aws sso login.</p>
      <form onSubmit={find} className="mt-5 flex flex-col gap-4">
        {problem ? (
          <Alert kind="error" live>
            {problem}
          </Alert>
        ) : null}
        <Field label="Code" hint="Eight letters, such as ABCD-EFGH.">
          <Input
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={32}
            autoFocus
            required
            mono
          />
        </Field>
        <Button type="submit" variant="primary" loading={pending}>
          Confirm and continue
        </Button>
      </form>
    </>
  );
}
