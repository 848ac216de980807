/** A session of the browser, as the list of sessions has it. */
export type BrowserSession = {
  label: string;
  href: string;
  accountId: string;
  accountName: string;
  identityTag: string;
};

/**
 * Returns the browser's sessions as profiles of the AWS CLI. A name is that of the identity, with its account where two identities have
 * the same. A single session is the page's own and needs no profile.
 */
export function profilesOf(sessions: readonly BrowserSession[]): ReadonlyMap<string, BrowserSession> {
  const profiles = new Map<string, BrowserSession>();
  if (sessions.length < 2) return profiles;
  const namings: readonly ((session: BrowserSession) => string)[] = [
    ({ label }) => label,
    ({ label, accountName }) => `${label}@${accountName}`,
    ({ label, accountId }) => `${label}@${accountId}`,
  ];
  let left = sessions;
  for (const naming of namings) {
    const names = left.map((session) => naming(session).replace(/\s+/g, '-'));
    const isUnique = (name: string) => names.indexOf(name) === names.lastIndexOf(name) && !profiles.has(name);
    const unique = left.flatMap((session, at) =>
      isUnique(names[at] as string) ? [[names[at] as string, session] as const] : [],
    );
    left = left.filter((_, at) => !isUnique(names[at] as string));
    for (const [name, session] of unique) profiles.set(name, session);
  }
  return profiles;
}
