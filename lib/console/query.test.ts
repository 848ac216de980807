import { describe, expect, expectTypeOf, it } from 'vitest';
import { consoleQuery } from './query';

type Answer<Query extends { queryFn?: unknown }> = Query['queryFn'] extends infer Fetch
  ? Fetch extends (...context: never[]) => infer Read
    ? Awaited<Read>
    : never
  : never;

describe('a console query', () => {
  it('has its service, operation and input as the query key', () => {
    expect(consoleQuery('iam', 'GetUser', { UserName: 'ann' }).queryKey).toEqual(['iam', 'GetUser', { UserName: 'ann' }]);
  });

  it('is typed by the name of its operation, with dates as text', () => {
    const query = consoleQuery('iam', 'GetUser', { UserName: 'ann' });
    type Data = Extract<Answer<typeof query>, { ok: true }>['data'];
    expectTypeOf<Data['User']['CreateDate']>().toEqualTypeOf<string>();
    // @ts-expect-error no operation has this name
    consoleQuery('iam', 'GetUsr', { UserName: 'ann' });
    // @ts-expect-error the operation has no such member
    consoleQuery('iam', 'GetUser', { Username: 'ann' });
  });
});
