import { type LoopDelay, loopDelay } from '../core/loop-delay';
import { runtime } from './runtime';

/** Answers when the database does: for start scripts and monitors. Says nothing about what is stored. */
export async function readHealth(): Promise<{ status: 'ok'; eventLoopDelay: LoopDelay }> {
  const { database } = await runtime();
  await database.reader.account.findFirst({ select: { id: true } });
  return { status: 'ok', eventLoopDelay: loopDelay() };
}
