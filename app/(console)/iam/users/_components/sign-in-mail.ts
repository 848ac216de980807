/** The sign-in details for an e-mail, without the password. */
type SignInMail = { name: string; account: string; url: string };

/** A link that begins an email with sign-in instructions, as AWS's console does. The password is never in it: mail is read by others. */
export function signInMailHref({ name, account, url }: SignInMail): string {
  const body = [
    'Hello,',
    '',
    `you can now sign in to the console of the account ${account}.`,
    '',
    `Sign-in URL: ${url}`,
    `User name: ${name}`,
    '',
    'Your administrator gives you the password separately. You may have to choose a new one when you sign in.',
    '',
  ].join('\r\n');
  return `mailto:?subject=${encodeURIComponent(`Console access to the account ${account}`)}&body=${encodeURIComponent(body)}`;
}
