import pino, { type DestinationStream } from 'pino';
import type { CallObserver } from './call-records';

/** As much as waits for a reader of standard error that is slow; lines beyond that are lost, since no call waits for its line. */
const MOST_WAITING_BYTES = 4 * 1024 * 1024;

/**
 * An observer that writes a line of JSON for each call, at level info: when, who of which account from where, what was called, and how it
 * ended after how many milliseconds. Only what stands here is written, so that nothing that a caller sent ever is.
 * @param destination default: standard error
 */
export function accessLog(destination: DestinationStream = standardError()): CallObserver {
  const lines = pino({ level: 'info', base: undefined }, destination);
  return ({ requestId, via, service, operation, outcome, errorCode, durationMs, accountId, sourceIp }) =>
    lines.info({ requestId, via, service, operation, outcome, errorCode, durationMs, accountId, sourceIp }, 'call');
}

function standardError(): DestinationStream {
  const destination = pino.destination({ fd: 2, sync: false, maxLength: MOST_WAITING_BYTES });
  process.once('exit', () => destination.flushSync());
  return destination;
}
