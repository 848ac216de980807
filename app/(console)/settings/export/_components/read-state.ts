import { LOST } from '@/app/(console)/_client/use-read';
import type { ConsoleAction, ConsoleResult } from '@/lib/console/result';
import { callAction } from '@/lib/console/shown-identity';
import type { AccountState } from '@/lib/export/state';
import { readAccount, readResourcePlaces, readResources } from '../actions';

/** Reads the account of whoever asks; with its resources, Region by Region. The first call that is denied ends it. */
export async function readState(withResources: boolean): Promise<ConsoleResult<AccountState>> {
  const account = await ask(readAccount, undefined);
  if (!account.ok || !withResources) return account;
  const places = await ask(readResourcePlaces, undefined);
  if (!places.ok) return places;
  const { regions, publicAccessBlock } = places.data;
  const read = [];
  for (const region of regions) {
    const found = await ask(readResources, { region, input: { region } });
    if (!found.ok) return found;
    read.push(found.data);
  }
  const all = read.flatMap((each) => each.all);
  const resources = { ...(publicAccessBlock && { publicAccessBlock }), all, leftOut: read.flatMap(({ leftOut }) => leftOut) };
  return { ok: true, data: { ...account.data, resources } };
}

function ask<Input, Output>(action: ConsoleAction<Input, Output>, input: Input): Promise<ConsoleResult<Output>> {
  return callAction(action, input).catch((): ConsoleResult<Output> => ({ ok: false, error: LOST }));
}
