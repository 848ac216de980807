/** A session of the browser, as the list of sessions has it. */
export type BrowserSession = {
  label: string;
  href: string;
  accountId: string;
  accountName: string;
  identityTag: string;
};

/** A persona of the lab that the page belongs to. Without a user name, it is the root user. */
export type LabPersona = { key: string; accountId: string; userName: string | null; attemptId: string };

/** A profile: a session, or a persona as which the browser has not signed in yet. */
export type Profile = BrowserSession | LabPersona;

/**
 * Returns the personas of the lab and the browser's sessions as profiles of the AWS CLI. A persona has its name in the lab. The name of another
 * session is that of the identity, with its account where two identities have the same. A single session is the page's own and needs
 * no profile.
 */
export function profilesOf(
  sessions: readonly BrowserSession[],
  personas: readonly LabPersona[] = [],
): ReadonlyMap<string, Profile> {
  const profiles = new Map<string, Profile>();
  const isOf = ({ label, accountId }: BrowserSession, persona: LabPersona) =>
    accountId === persona.accountId && label === (persona.userName ?? 'root');
  for (const persona of personas) profiles.set(persona.key, sessions.find((session) => isOf(session, persona)) ?? persona);
  if (personas.length === 0 && sessions.length < 2) return profiles;
  const namings: readonly ((session: BrowserSession) => string)[] = [
    ({ label }) => label,
    ({ label, accountName }) => `${label}@${accountName}`,
    ({ label, accountId }) => `${label}@${accountId}`,
  ];
  const named = new Set(profiles.values());
  let left = sessions.filter((session) => !named.has(session));
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
