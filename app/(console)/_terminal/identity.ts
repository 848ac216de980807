import { identityText, type ShellIdentity } from '@/components/console/shell/identity';
import type { PromptName } from './transcript-view';

/** The identity whose calls the shells of a page make. */
export type TerminalIdentity = {
  /** The name and the account, such as `maria @ production`. */
  label: string;
  prompt: PromptName;
  /** The name of the home folder. */
  user: string;
  /** The account's ID. */
  account: string;
};

/** Returns the signed-in identity as the prompt of the shell shows it. */
export function terminalIdentity(identity: ShellIdentity): TerminalIdentity {
  const user = identity.kind === 'root' ? 'root' : identity.kind === 'user' ? identity.userName : identity.sessionName;
  const prompt = { name: `${user}@${identity.accountName}`, isRoot: identity.kind === 'root' };
  return { label: identityText(identity), prompt, user, account: identity.accountId };
}
