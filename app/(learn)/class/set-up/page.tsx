import type { Metadata } from 'next';
import { Alert } from '@/components/ui/alert';
import { GetSetUp } from '@/lib/classroom/person/operations';
import { callClassroom } from '@/lib/console/classroom';
import { PlainPage } from '../../_client/plain-page';
import { SetUpForm } from './set-up-form';

export const metadata: Metadata = { title: 'Set up' };

export default async function SetUpPage({ searchParams }: { searchParams: Promise<{ token?: string | string[] }> }) {
  const { token } = await searchParams;
  const found = await callClassroom(GetSetUp, { token: typeof token === 'string' ? token : '' }, 'nobody');
  if (!found.ok)
    return (
      <PlainPage>
        <h1 className="font-semibold text-xl">Set up</h1>
        <Alert kind="error" className="mt-4" title="This link does not work">
          It was used or replaced, or is older than a week. Ask an operator for a new one. Gatehouse prints the first operator’s
          link at each start until it is used.
        </Alert>
      </PlainPage>
    );
  const { name, role, seed, sealedSeed } = found.data;
  const address = `otpauth://totp/Gatehouse:${encodeURIComponent(name)}?secret=${seed}&issuer=Gatehouse`;
  return (
    <PlainPage>
      <h1 className="font-semibold text-xl">{role === 'operator' ? 'Set up the operator' : 'Set your password'}</h1>
      <p className="mt-1 text-ink-2">
        {role === 'operator'
          ? 'An operator adds instructors and manages this installation. You sign in with a password and a code.'
          : 'You sign in to your classes with this name and password.'}
      </p>
      <SetUpForm
        token={typeof token === 'string' ? token : ''}
        name={role === 'operator' && name === 'operator' ? '' : name}
        isOperator={role === 'operator'}
        seed={seed}
        sealedSeed={sealedSeed}
        address={address}
      />
    </PlainPage>
  );
}
