import { expect } from 'vitest';
import { allowProgram } from '../../access-portal/test-programs';
import type { TestWorld } from '../../core/test-world';

/** The address of the authorization page that the AWS CLI prints. */
export const AUTHORIZE_ADDRESS = /(http:\/\/\S+\/authorize\?\S+)\s/;
/** The user code that the AWS CLI prints. */
export const USER_CODE = /\b([A-Z]{4}-[A-Z]{4})\b/;

/** Follows the address that the AWS CLI prints, and goes back to the CLI with the code, as a person's browser does. */
export async function followAuthorize(
  world: Pick<TestWorld, 'database'>,
  { storeId, userId }: { storeId: string; userId: string },
  address: string,
): Promise<void> {
  const query = new URL(address).searchParams;
  const answer = await fetch(address, { redirect: 'manual' });
  expect(answer.headers.get('location')).toContain(`/start/${storeId}/authorize?`);
  const [clientId = '', redirectUri = ''] = [query.get('client_id') ?? '', query.get('redirect_uri') ?? ''];
  const asked = { challenge: query.get('code_challenge') ?? '', redirectUri, userId };
  const { code } = await allowProgram(world, storeId, { clientId }, asked);
  await fetch(`${redirectUri}?${new URLSearchParams({ code, state: query.get('state') ?? '' })}`);
}
