import type { AccountReader } from '@/app/(console)/_client/account-reader';
import type { AccountSecuritySteps, Administrator } from '@/lib/access/security-steps/operations';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';

export type SecurityStep = {
  id: 'mfa' | 'keys' | 'passwords' | 'administrator' | 'sign-out';
  title: string;
  /** True if the step is done; null if the viewer may not read it. */
  done: boolean | null;
  /** The current state and its assessment. */
  detail: string;
  /** The form for the step. */
  link?: { href: string; label: string };
};

/** Returns the link to a form of the root user, or to its sign-in for other users. */
function asRoot({ isRoot, accountId }: AccountReader, href: string, label: string) {
  if (isRoot) return { href, label };
  return { href: paths.signInRoot({ next: paths.secureAccount, account: accountId }), label: 'Sign in as root' };
}

/** Returns the steps that secure the account, in the order in which to do them. */
export function securityStepsOf(facts: Json<AccountSecuritySteps>, reader: AccountReader): SecurityStep[] {
  const { isRoot } = reader;
  return [
    rootMfa(facts, reader),
    rootKeys(facts, reader),
    passwordPolicy(facts),
    administrator(facts, isRoot),
    signOut(facts, isRoot),
  ];
}

function rootMfa({ RootMfa, RootWithoutMfa }: Json<AccountSecuritySteps>, reader: AccountReader): SecurityStep {
  const step = { id: 'mfa', title: 'Give the root user a second factor' } as const;
  if (RootMfa) return { ...step, done: true, detail: 'The password alone is not enough to sign in.' };
  if (!RootWithoutMfa)
    return { ...step, done: true, detail: 'Nobody can use it, because it has no password and no active access key.' };
  return {
    ...step,
    done: false,
    detail: 'Anyone with its password can do everything in this account. A passkey or authenticator app prevents that.',
    link: asRoot(reader, paths.ownMfa, 'Assign MFA'),
  };
}

function rootKeys({ RootAccessKeys }: Json<AccountSecuritySteps>, reader: AccountReader): SecurityStep {
  const step = { id: 'keys', title: 'Leave the root user without access keys' } as const;
  if (RootAccessKeys === 0) return { ...step, done: true, detail: 'It has none.' };
  return {
    ...step,
    done: false,
    detail: `It has ${RootAccessKeys === 1 ? 'one' : RootAccessKeys}. No policy limits what a program can do with it, and it never expires.`,
    link: asRoot(reader, paths.securityCredentials, 'Delete access keys'),
  };
}

function passwordPolicy({ PasswordWeaknesses }: Json<AccountSecuritySteps>): SecurityStep {
  const step = { id: 'passwords', title: 'Set a password policy', done: PasswordWeaknesses.length === 0 } as const;
  return step.done
    ? { ...step, detail: 'Passwords are long, use all character types and cannot be reused.' }
    : {
        ...step,
        detail: `As it is: ${PasswordWeaknesses.join('; ')}.`,
        link: { href: paths.iamAccountSettings, label: 'Edit password policy' },
      };
}

function administrator({ Administrators }: Json<AccountSecuritySteps>, root: boolean): SecurityStep {
  const step = { id: 'administrator', title: 'Create an administrator who signs in with MFA' } as const;
  if (Administrators === null)
    return { ...step, done: null, detail: 'You don’t have permission to read policies (iam:GetAccountAuthorizationDetails).' };
  const [best] = Administrators.First;
  const { Bare } = Administrators;
  if (!best)
    return {
      ...step,
      done: false,
      detail: 'Only the root user can do everything. Create a user with console access and attach AdministratorAccess.',
      link: { href: paths.createUser, label: 'Create user' },
    };
  if (best.CanSignIn && best.WithMfa && !Bare) return { ...step, done: true, detail: `${nameOf(best)} is one.` };
  if (best.CanSignIn && best.WithMfa && Bare) return { ...step, done: false, ...missingOf(Bare, root) };
  return { ...step, done: false, ...missingOf(best, root) };
}

const nameOf = ({ Kind, Name }: Administrator) => (Kind === 'User' ? Name : `The role ${Name}`);

function missingOf(best: Administrator, root: boolean): Pick<SecurityStep, 'detail' | 'link'> {
  const { Kind, Name, CanSignIn } = best;
  if (Kind === 'Role')
    return {
      detail: CanSignIn
        ? `The role ${Name} is an administrator, but can be assumed without MFA. Require aws:MultiFactorAuthPresent in its trust policy.`
        : `The role ${Name} is an administrator, but only services can assume it.`,
      link: { href: paths.role(Name, 'trust'), label: 'Edit trust policy' },
    };
  const link = CanSignIn
    ? { href: paths.assignMfa(Name), label: 'Assign MFA' }
    : { href: paths.user(Name, 'security-credentials'), label: 'Give a password' };
  if (!CanSignIn) return { detail: `${Name} is an administrator, but has no console password.`, link };
  const themself = root ? ' Assign MFA here together, or ask them to do it after signing in.' : '';
  return { detail: `${Name} is an administrator, but signs in with only a password.${themself}`, link };
}

function signOut({ RootSessions }: Json<AccountSecuritySteps>, root: boolean): SecurityStep {
  const step = { id: 'sign-out', title: 'Sign out of the root user', done: RootSessions === 0 } as const;
  if (RootSessions === 0) return { ...step, detail: 'It is not signed in anywhere.' };
  return {
    ...step,
    detail: root
      ? 'Keep its password and MFA device in a safe place. From now on, sign in as the administrator:'
      : 'It is signed in to the console now.',
    link: root ? undefined : { href: paths.events({ principal: ':root', kind: 'all' }), label: 'See what it does' },
  };
}
