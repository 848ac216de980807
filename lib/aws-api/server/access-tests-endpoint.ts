import { randomUUID } from 'node:crypto';
import { accessOperations } from '../../access';
import { AwsError } from '../../core/errors';
import { toEventJson } from '../../core/events/events';
import { runOperation } from '../../core/run/run';
import { sameSecret } from '../../core/secrets/secrets';
import type { Database } from '../../db/client';
import { readTestWishes, runInstallationTests } from '../../installation';
import { authenticate } from '../signature/authenticate';
import { toCall } from './answer-request';
import { WireFault } from './wire-fault';
import { header, headerText, type WireRequest } from './wire-request';

/** The service in the signature of a call that AWS does not have. */
const SIGNING_NAME = 'gatehouse';

export type TestsAnswer = { status: number; answer: unknown };

/**
 * Answers `POST access-tests`, which runs files of access tests. A caller with one of the installation's tokens uses the account
 * in the body. A signed request uses the signer's account and permissions.
 * @param tokens the installation's; undefined: none
 */
export async function answerAccessTests(
  request: WireRequest,
  wishes: unknown,
  { database, now, tokens, bearer }: { database: Database; now: Date; tokens: readonly (string | undefined)[]; bearer: string },
): Promise<TestsAnswer> {
  try {
    if (isSigned(request)) return { status: 200, answer: camel(await runSigned(request, wishes, database, now)) };
    if (!tokens.some((token) => token !== undefined && sameSecret(bearer, token)))
      return refused(
        'Access tests run with the reset token, with the token of the authorization API, or with a signature of your own. This is none.',
      );
    const origin = { now, sourceIp: request.remoteAddress, userAgent: headerText(request, 'user-agent').slice(0, 512) };
    return { status: 200, answer: camel(await runInstallationTests(database, wishes, origin)) };
  } catch (error) {
    if (error instanceof WireFault) return refused(error.message);
    if (!(error instanceof AwsError)) throw error;
    const status = error.shape === 'NoSuchEntityException' ? 404 : error.shape === 'AccessDenied' ? 403 : 400;
    return { status, answer: { message: error.message } };
  }
}

const refused = (message: string): TestsAnswer => ({ status: 403, answer: { message } });

/** Names members as in the other calls here. */
const camel = (value: unknown) => toEventJson(value, 'gatehouse');

function isSigned(request: WireRequest): boolean {
  return header(request, 'authorization')?.startsWith('AWS4-') === true;
}

async function runSigned(request: WireRequest, wishes: unknown, database: Database, now: Date) {
  const receivedAt = performance.now();
  const who = await authenticate(request, { signingName: SIGNING_NAME }, database, now);
  const call = toCall(request, {}, who, now, randomUUID(), receivedAt);
  return runOperation(accessOperations.RunAccessTests, readTestWishes(wishes), call, database, who.account);
}
