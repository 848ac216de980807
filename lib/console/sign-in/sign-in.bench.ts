import { signUp } from '../../account/sign-up';
import { runOperation } from '../../core/run/run';
import { rootCaller, testCall } from '../../core/test-world';
import { createBenchDatabase } from '../../db/test-bench-database';
import { CreateLoginProfile } from '../../iam/login-profile/operations';
import { BeginSecurityKeyRegistration, EnableSecurityKey } from '../../iam/mfa/security-key-operations';
import { newAuthenticator } from '../../iam/mfa/testing/authenticator';
import { CreateUser } from '../../iam/user/operations';
import { findSession } from '../session/session';
import { signInUser, signInWithPasskey } from './sign-in';

const ROUNDS = 20;
const PASSWORD = 'Correct-horse-1';
const ORIGIN = { sourceIp: '127.0.0.1', userAgent: 'bench', secure: false };

type Figure = { name: string; value: number; unit: string; target?: string };

/** Measures the slow parts of a sign-in: a password, a passkey after it, a wrong password, and the session check of every request. */
export async function run(): Promise<Figure[]> {
  const database = await createBenchDatabase();
  try {
    const now = new Date();
    const { id } = await signUp(database, { name: 'bench', email: 'bench@example.com', password: PASSWORD }, now);
    const root = { ...testCall(rootCaller(id)), consoleSession: 'bench', now };
    for (const UserName of ['maria', 'nora']) {
      await runOperation(CreateUser, { UserName }, root, database);
      await runOperation(CreateLoginProfile, { UserName, Password: PASSWORD }, root, database);
    }
    const device = { UserName: 'nora', DeviceName: 'key' };
    const key = newAuthenticator();
    const { RegistrationOptions } = await runOperation(BeginSecurityKeyRegistration, device, root, database);
    const RegistrationResponse = key.create(RegistrationOptions);
    await runOperation(EnableSecurityKey, { ...device, RegistrationResponse }, root, database);

    const signIn = (name: string, password = PASSWORD) => signInUser(database, id, name, password, ORIGIN, new Date());
    const halfway = async () => {
      const outcome = await signIn('nora');
      if (!('mfa' in outcome) || !outcome.mfa.passkey) throw new Error('no passkey was asked for');
      return outcome.mfa;
    };
    let names = 0;
    // A new name each time, because repeated failures for one name are refused immediately.
    const refused = (name: string) => signIn(name).catch(() => null);
    const whole = await signIn('maria');
    if ('mfa' in whole) throw new Error('a second factor was asked for');
    const steps: Awaited<ReturnType<typeof halfway>>[] = [];
    for (let round = 0; round < ROUNDS; round += 1) steps.push(await halfway());
    return [
      { name: 'sign-in: a password', value: await median(() => signIn('maria')), unit: 'ms' },
      {
        name: 'sign-in: a name that nobody has',
        value: await median(() => refused(`nobody-${++names}`)),
        unit: 'ms',
        target: 'as long as a password',
      },
      {
        name: 'sign-in: a passkey after the password',
        value: await median(async () => {
          const step = steps.pop();
          if (!step?.passkey) throw new Error('no sign-in is halfway');
          await signInWithPasskey(database, step.ticket, JSON.stringify(key.get(step.passkey)), ORIGIN, new Date());
        }),
        unit: 'ms',
        target: 'under 50',
      },
      {
        name: 'sign-in: the session of a request',
        value: await median(() => findSession(database, whole.token, new Date())),
        unit: 'ms',
        target: 'under 5',
      },
    ];
  } finally {
    await database.close();
  }
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const since = performance.now();
    await work();
    times.push(performance.now() - since);
  }
  return times.sort((a, b) => a - b)[ROUNDS / 2] ?? 0;
}
