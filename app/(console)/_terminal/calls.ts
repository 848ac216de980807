import type { CallAnswer, CallRequest, SentCall } from '@/lib/aws-cli/io';
import { basePathOf, ownBasePath, splitAddress } from '@/lib/console/session/session-address';
import { IDENTITY_HEADER, noteRefusal, shownIdentity } from '@/lib/console/session/shown-identity';
import { type BrowserSession, type LabPersona, type Profile, profilesOf } from './profiles';

// INVARIANT (identity): a script names profiles only. The page finds the session of a name, and the server answers at that session's
// address to its own identity only. It signs in as personas of the student's own lab, as the lab's own buttons do, and as nobody else.

/** Makes a call of the shell as the identity that the page shows, or as the session of a profile. */
export async function call({ credentials, ...request }: CallRequest): Promise<CallAnswer> {
  if (typeof credentials === 'string' || 'accessKeyId' in credentials) return callAsPage({ ...request, credentials });
  const profile = await actingAs(credentials.profile);
  if (profile === undefined) return EXPIRED;
  return 'ok' in profile ? profile : callAsSession(profile, { ...request, credentials: 'session' });
}

/** Returns the session of a profile, signing in as a persona of the lab if need be. Undefined: there is none. */
async function actingAs(name: string): Promise<BrowserSession | CallAnswer | undefined> {
  const profile = (await readProfiles()).get(name);
  if (profile === undefined || !('attemptId' in profile)) return profile;
  const { actAs } = await import('@/app/(learn)/lab/actions');
  const acted = await actAs({ attemptId: profile.attemptId, persona: profile.key });
  if (!acted.ok) return { ...EXPIRED, code: acted.error.code, message: acted.error.message };
  read = null;
  const signedIn = (await readProfiles()).get(name);
  return signedIn && !('attemptId' in signedIn) ? signedIn : undefined;
}

/** Returns the names of the lab's personas and of the browser's sessions. A single session needs no name. */
export async function sessionProfiles(): Promise<readonly string[]> {
  return [...(await readProfiles()).keys()];
}

/** AWS's answer to the keys of a session that has ended. */
const EXPIRED = {
  ok: false as const,
  code: 'ExpiredToken',
  message: 'The security token included in the request is expired',
  members: {},
  status: 403,
  requestId: '',
};

async function callAsPage(request: SentCall): Promise<CallAnswer> {
  const shown = shownIdentity();
  const answer = await post(ownBasePath(), shown, request);
  if (answer === null) return { ok: 'unreachable' };
  if ('ok' in answer && 'error' in answer) {
    noteRefusal(shown, answer);
    const { code, message } = answer.error;
    return { ...EXPIRED, code, message, status: 409 };
  }
  return answer;
}

async function callAsSession({ href, identityTag }: BrowserSession, request: SentCall): Promise<CallAnswer> {
  const basePath = basePathOf(splitAddress(href).session);
  const answer = await post(basePath, identityTag, request);
  if (answer === null) return { ok: 'unreachable' };
  // Another identity has signed in at this address.
  if ('error' in answer) return EXPIRED;
  return answer.ok === false && answer.decision !== undefined
    ? { ...answer, decision: location.origin + basePath + answer.decision }
    : answer;
}

type Refused = { ok: false; error: { code: string; message: string; requestId: string; signedInAs?: string | null } };

async function post(basePath: string, identity: string, request: SentCall): Promise<CallAnswer | Refused | null> {
  const response = await fetch(`${basePath}/api/shell/call`, {
    method: 'POST',
    headers: { [IDENTITY_HEADER]: identity, 'content-type': 'application/json' },
    body: JSON.stringify(request),
  }).catch(() => null);
  return response?.json().catch(() => null) ?? null;
}

/** The time for which the sessions are not read again. A session that has ended since answers that itself. */
const FRESH_MS = 2_000;
let read: { at: number; profiles: Promise<ReadonlyMap<string, Profile>> } | null = null;
/** The personas of a lab are the same as long as it lasts. Null: they were not read, or could not be. */
let personas: readonly LabPersona[] | null = null;

function readProfiles(): Promise<ReadonlyMap<string, Profile>> {
  const now = performance.now();
  if (!read || now - read.at > FRESH_MS) read = { at: now, profiles: profilesNow() };
  return read.profiles;
}

async function profilesNow(): Promise<ReadonlyMap<string, Profile>> {
  personas ??= await readList<LabPersona>('/api/shell/personas');
  return profilesOf((await readList<BrowserSession>('/api/console/sessions')) ?? [], personas ?? []);
}

/** Returns a list of the server, or null if it could not be read. */
async function readList<Row>(path: string): Promise<readonly Row[] | null> {
  const response = await fetch(ownBasePath() + path).catch(() => null);
  return response?.ok ? response.json().catch(() => null) : null;
}
