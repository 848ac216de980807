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
  if (RootMfa) return { ...step, done: true, detail: 'Its password alone lets nobody in.' };
  if (!RootWithoutMfa)
    return { ...step, done: true, detail: 'Nobody can act as it: it has neither a password nor an active key.' };
  return {
    ...step,
    done: false,
    detail: 'Anyone who learns its password can do everything in this account. A passkey or an authenticator app stops them.',
    link: asRoot(reader, paths.ownMfa, 'Assign MFA'),
  };
}

function rootKeys({ RootAccessKeys }: Json<AccountSecuritySteps>, reader: AccountReader): SecurityStep {
  const step = { id: 'keys', title: 'Leave the root user without access keys' } as const;
  if (RootAccessKeys === 0) return { ...step, done: true, detail: 'It has none.' };
  return {
    ...step,
    done: false,
    detail: `It has ${RootAccessKeys === 1 ? 'one' : RootAccessKeys}. No policy limits what a program can do with it, and it never ends by itself.`,
    link: asRoot(reader, paths.securityCredentials, 'Delete access keys'),
  };
}

function passwordPolicy({ PasswordWeaknesses }: Json<AccountSecuritySteps>): SecurityStep {
  const step = { id: 'passwords', title: 'Set a password policy', done: PasswordWeaknesses.length === 0 } as const;
  return step.done
    ? { ...step, detail: 'Passwords are long, of all kinds of characters, and not used again.' }
    : {
        ...step,
        detail: `As it is: ${PasswordWeaknesses.join('; ')}.`,
        link: { href: paths.iamAccountSettings, label: 'Edit password policy' },
      };
}

function administrator({ Administrators }: Json<AccountSecuritySteps>, root: boolean): SecurityStep {
  const step = { id: 'administrator', title: 'Make an administrator who signs in with MFA' } as const;
  if (Administrators === null)
    return { ...step, done: null, detail: 'You may not read policies: that takes iam:GetAccountAuthorizationDetails.' };
  const [best] = Administrators.First;
  const { Bare } = Administrators;
  if (!best)
    return {
      ...step,
      done: false,
      detail: 'Nobody but the root user may do everything. Create a user with console access and attach AdministratorAccess.',
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
        ? `The role ${Name} is one, and lets people in without MFA. Let its trust policy demand aws:MultiFactorAuthPresent.`
        : `The role ${Name} is one, and nobody but services can assume it.`,
      link: { href: paths.role(Name, 'trust'), label: 'Edit trust policy' },
    };
  const link = CanSignIn
    ? { href: paths.assignMfa(Name), label: 'Assign MFA' }
    : { href: paths.user(Name, 'security-credentials'), label: 'Give a password' };
  if (!CanSignIn) return { detail: `${Name} is one, and has no password to sign in with.`, link };
  const themself = root ? ' Assign it here together, or let them do it after they sign in.' : '';
  return { detail: `${Name} is one, and signs in with a password alone.${themself}`, link };
}

function signOut({ RootSessions }: Json<AccountSecuritySteps>, root: boolean): SecurityStep {
  const step = { id: 'sign-out', title: 'Sign out of the root user', done: RootSessions === 0 } as const;
  if (RootSessions === 0) return { ...step, detail: 'It is signed in nowhere.' };
  return {
    ...step,
    detail: root
      ? 'And keep its password and its MFA device where nobody needs them every day. Sign in as the administrator from then on:'
      : 'It is signed in to the console now.',
    link: root ? undefined : { href: paths.events({ principal: ':root', kind: 'all' }), label: 'See what it does' },
  };
}
