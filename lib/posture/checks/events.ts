import { firstNames } from '../../core/text/lists';
import { accountCheck, type Evidence, examineEach, examineOne, type Failing, type Fix } from '../check';
import type { ExaminedAccount, GuessBurst, SignIn } from '../facts';
import { deactivateKey, deletePassword } from '../fix-steps';
import { accountSubject, entitySubject, rootSubject, type Subject } from '../subject';
import { DEVICE_AT_HAND, ROOT_DEVICE_AT_HAND } from './fix-words';

const HISTORY = 'cloudtrail:LookupEvents';
const YOUNG_DAYS = 2;
const ROOT_SIGNIN_DAYS = 7;

const ROOT_MFA = {
  text: 'Sign in as root and assign MFA',
  place: ['ownMfa'],
  needs: 'iam:EnableMFADevice',
  byHand: ROOT_DEVICE_AT_HAND,
} as const satisfies Fix;
const HAPPENED = 'A past event can’t be undone. Investigate it; the finding ends when the event is old enough.';

function signInEvidence({ time, sourceIp, mfa, eventId }: SignIn): Evidence[] {
  return [
    { label: 'Signed in', time },
    { label: 'From', text: sourceIp },
    { label: 'With MFA', text: mfa === null ? 'not recorded' : mfa ? 'yes' : 'no' },
    { label: 'Event', text: 'ConsoleLogin', place: ['event', eventId] },
  ];
}

export const signinWithoutMfa = accountCheck({
  id: 'signin-without-mfa',
  title: 'A console sign-in without MFA',
  severity: 'high',
  why: 'A password alone was enough to sign in.',
  controls: ['CIS 5 1.9 ~'],
  needs: [HISTORY],
  event: true,
  examine: (account, { parameters, clock }) => {
    const young = !clock.isOlder(account.createdAt, YOUNG_DAYS);
    const signers = [
      ...(young ? [] : [{ user: null, devices: account.root.devices }]),
      ...account.users.map((user) => ({ user, devices: user.devices })),
    ];
    const last = new Map<string | null, SignIn>();
    for (const signIn of account.activity.signIns) {
      if (signIn.mfa === false && !clock.isOlder(signIn.time, parameters.eventWindowDays)) last.set(signIn.userId, signIn);
    }
    return examineEach(
      signers.filter(({ user }) => account.activity.signIns.some(({ userId }) => userId === (user?.id ?? null))),
      ({ user, devices }) => {
        const signIn = last.get(user?.id ?? null);
        // Once the user has a device, this can't happen again.
        if (!signIn || devices.length > 0) return null;
        return {
          subject: user ? entitySubject(user) : rootSubject(account),
          title: `${user?.name ?? 'The root user'} signed in without MFA`,
          severity: user ? 'high' : 'critical',
          evidence: signInEvidence(signIn),
          fix: user
            ? { text: 'Assign MFA', place: ['assignMfa', user.name], needs: 'iam:EnableMFADevice', byHand: DEVICE_AT_HAND }
            : ROOT_MFA,
        };
      },
    );
  },
});

export const rootSignin = accountCheck({
  id: 'root-signin',
  title: 'Root signed in',
  severity: 'medium',
  why: 'Every sign-in of root needs an explanation.',
  controls: ['CIS 5 1.6 ~'],
  needs: [HISTORY],
  event: true,
  examine: (account, { clock }) => {
    if (!clock.isOlder(account.createdAt, YOUNG_DAYS)) return null;
    const lately = account.activity.signIns.filter(
      ({ userId, time }) => userId === null && !clock.isOlder(time, ROOT_SIGNIN_DAYS),
    );
    const failing = lately.map(
      (signIn): Failing => ({
        subject: rootSubject(account),
        title: 'The root user signed in',
        detail: signIn.eventId,
        severity: signIn.mfa === false ? 'high' : 'medium',
        evidence: signInEvidence(signIn),
        fix: {
          text: 'Find out who signed in and why, then add an exception with the reason',
          place: ['event', signIn.eventId],
          needs: 'gatehouse:PutFindingException',
          byHand: 'Only you can find out who signed in and why.',
        },
      }),
    );
    return { applicable: 1, failing };
  },
});

/** Returns the user or role with an id from the history, if it still exists. */
function findPrincipal(account: ExaminedAccount, id: string): Subject | null {
  const entity = [...account.users, ...account.roles].find((each) => each.id === id);
  if (entity) return entitySubject(entity);
  return id === account.id ? rootSubject(account) : null;
}

export const manyDenials = accountCheck({
  id: 'many-denials',
  title: 'One caller is denied repeatedly',
  severity: 'medium',
  why: 'The caller is probing for access, or a job lacks a permission.',
  controls: [],
  needs: [HISTORY],
  event: true,
  examine: (account, { parameters, clock }) => {
    if (account.enforcement === 'off') return null;
    const bursts = account.activity.denials.filter(({ time }) => !clock.isOlder(time, parameters.eventWindowDays));
    const known = bursts.flatMap((burst) => {
      const subject = findPrincipal(account, burst.principalId);
      return subject ? [{ burst, subject }] : [];
    });
    const failing = known.map(
      ({ burst, subject }): Failing => ({
        subject,
        title: `${subject.name} was denied ${burst.count} times within an hour`,
        evidence: [
          { label: 'Last', time: burst.time },
          {
            label: 'Actions',
            text: firstNames(burst.actions),
          },
        ],
        fix: {
          text: 'Check the denied calls, then grant the permission or stop the job',
          place: ['events', { principal: subject.name, outcome: 'Denied' }],
          needs: HISTORY,
          byHand: HAPPENED,
        },
      }),
    );
    // Every caller counts: users, roles and root.
    return { applicable: account.users.length + account.roles.length + 1, failing };
  },
});

/**
 * Returns whether guesses from one address are the same guesses that are already reported at one name. Failures are counted by
 * both.
 */
function isSameGuessing(fromAddress: GuessBurst, atName: GuessBurst): boolean {
  const [only, ...others] = atName.sourceIps;
  if (others.length > 0 || fromAddress.identity !== `from ${only}` || atName === fromAddress) return false;
  return fromAddress.count === atName.count && fromAddress.time.getTime() === atName.time.getTime();
}

export const failedSignins = accountCheck({
  id: 'failed-signins',
  title: 'Someone is guessing a password',
  severity: 'medium',
  why: 'Password guessing often precedes a break-in.',
  controls: [],
  needs: [HISTORY],
  event: true,
  examine: (account, { parameters, clock }) => {
    const lately = account.activity.failedSignIns.filter(({ time }) => !clock.isOlder(time, parameters.eventWindowDays));
    const bursts = lately.filter((burst) => !lately.some((other) => isSameGuessing(burst, other)));
    if (bursts.length === 0) return examineOne(null);
    const failing = bursts.map((burst) => ({
      subject: accountSubject(account),
      title: `${burst.count} sign-ins failed within an hour: ${burst.identity}`,
      detail: burst.identity,
      evidence: [
        { label: 'Last', time: burst.time },
        { label: 'Addresses', text: burst.sourceIps.slice(0).join(', ') },
      ],
      fix: {
        text: 'Check where the attempts came from. Reset the password if one succeeded',
        place: ['events', { name: 'ConsoleLogin', outcome: 'Failed' }] as const,
        needs: HISTORY,
        byHand: HAPPENED,
      },
    }));
    return { applicable: 1, failing };
  },
});

export const keyTwoAddresses = accountCheck({
  id: 'key-two-addresses',
  title: 'An access key is used in several places',
  severity: 'high',
  why: 'A copied key works from anywhere.',
  controls: [],
  needs: [HISTORY],
  event: true,
  examine: ({ users, activity }, { parameters, clock }) => {
    const keys = users.flatMap((user) =>
      user.keys.filter(({ active, lastUsedAt }) => active && lastUsedAt).map((key) => ({ user, key })),
    );
    const places = new Map(activity.keyPlaces.map((place) => [place.keyId, place]));
    return examineEach(keys, ({ user, key }) => {
      const place = places.get(key.id);
      if (!place || clock.isOlder(place.time, parameters.eventWindowDays)) return null;
      return {
        subject: { type: 'AccessKey', id: key.id, name: `${user.name}: ${key.id}`, arn: user.arn },
        title: `An access key of ${user.name} is used in several places`,
        evidence: [
          { label: 'Networks', text: place.networks.slice(0).join(', ') },
          { label: 'When', time: place.time },
          { label: 'User’s activity', text: 'Event history', place: ['events', { principal: user.name, kind: 'all' }] },
        ],
        fix: {
          text: 'Deactivate the key, then create another one',
          place: ['user', user.name, 'security-credentials'],
          needs: 'iam:UpdateAccessKey',
          change: () => ({
            steps: [deactivateKey(user, key.id)],
            note: 'Programs that use the key stop working, wherever they run.',
          }),
        },
      };
    });
  },
});

const SHARED_TIMES = 2;

export const userSharedLogin = accountCheck({
  id: 'user-shared-login',
  title: 'Several people seem to share a user',
  severity: 'high',
  why: 'Actions of a shared user can’t be traced to a person.',
  controls: ['PCI 8.2.1', 'PCI 8.2.2'],
  needs: [HISTORY],
  event: true,
  examine: ({ users, activity }, { parameters, clock }) => {
    const shared = new Map(activity.sharedSessions.map((sessions) => [sessions.userId, sessions]));
    const signIns = new Map<string | null, number>();
    for (const { userId, time } of activity.signIns) {
      if (!clock.isOlder(time, parameters.eventWindowDays)) signIns.set(userId, (signIns.get(userId) ?? 0) + 1);
    }
    return examineEach(
      users.filter(({ id, password }) => password !== null && ((signIns.get(id) ?? 0) > 1 || shared.has(id))),
      (user) => {
        const sessions = shared.get(user.id);
        const times = sessions?.times.filter((time) => !clock.isOlder(time, parameters.eventWindowDays)) ?? [];
        if (!sessions || times.length < SHARED_TIMES) return null;
        return {
          subject: entitySubject(user),
          title: `Several people seem to sign in as ${user.name}`,
          evidence: [
            { label: 'Sessions at once', text: `${times.length} times` },
            { label: 'Last', time: new Date(Math.max(...times.map(Number))) },
            { label: 'From', text: sessions.networks.slice(0).join(', ') },
            { label: 'With', text: sessions.userAgents.slice(0).join('; ') },
          ],
          fix: {
            text: 'Create a user for each person, then delete this password',
            place: ['createUser'],
            needs: 'iam:DeleteLoginProfile',
            change: () => ({
              steps: [deletePassword(user)],
              note: 'Create a user for each person first. Nobody can sign in with this password afterwards.',
            }),
          },
        };
      },
    );
  },
});
