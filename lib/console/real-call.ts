import 'server-only';
import { type CallMember, findPlayedCall, membersOf } from '../aws-api/coverage/played-calls';
import { consoleRecipe } from './run-console';

/** A call of an available operation with its input as a form sends it: bytes and times are text. */
export type RealCall = { Service: string; Name: string; Input: Readonly<Record<string, unknown>> };

/** Makes a call as the current caller. The operation validates the input. */
export const makeRealCall = consoleRecipe<RealCall, unknown>(async (run, { Service, Name, Input }) => {
  const played = findPlayedCall(String(Service), String(Name));
  if (!played) {
    const message = 'There is no such operation here.';
    return { ok: false, error: { code: 'UnknownOperationException', message, requestId: '' } };
  }
  const kinds = new Map(membersOf(played.operation).map(({ Name: member, Kind }) => [member, Kind]));
  const input = Object.entries(Input).map(([member, value]) => [member, typed(kinds.get(member), value)]);
  return run(played.operation, Object.fromEntries(input));
});

function typed(kind: CallMember['Kind'] | undefined, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (kind === 'bytes') return new TextEncoder().encode(value);
  return kind === 'time' ? new Date(value) : value;
}
