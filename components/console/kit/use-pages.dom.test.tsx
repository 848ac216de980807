import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { fetchAnswer, type PagedQuery } from '@/lib/console/read-query';
import { ReadError } from '../page/read-box';
import { denied, ok, openPage } from './testing/console';
import { MoreButton, usePages } from './use-pages';

type Answer = { Names: string[]; NextToken?: string };

const namesQuery: PagedQuery<Answer> = {
  queryKey: ['test', 'ListNames', {}],
  initialPageParam: undefined,
  queryFn: ({ pageParam, signal }) => fetchAnswer(['test', 'ListNames', { NextToken: pageParam }], signal),
  getNextPageParam: (last) => (last.ok ? last.data.NextToken : undefined),
};

function Names() {
  const pages = usePages(namesQuery, ({ Names: names }) => names);
  return (
    <>
      <ReadError read={pages.read} what="the names" />
      <ul>
        {pages.rows?.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      <MoreButton pages={pages} />
    </>
  );
}

const shown = () => screen.queryAllByRole('listitem').map(({ textContent }) => textContent);

describe('an answer that comes page by page', () => {
  it('shows the first page, then the next one below it, and offers no more after the last', async () => {
    const { user } = openPage(<Names />, {
      'test:ListNames': ({ NextToken }: { NextToken?: string }) =>
        NextToken === 'two' ? ok({ Names: ['bee'] }) : ok({ Names: ['ant'], NextToken: 'two' }),
    });
    const more = await screen.findByRole('button', { name: 'Show more' });
    expect(shown()).toEqual(['ant']);
    await user.click(more);
    await screen.findByText('bee');
    expect(shown()).toEqual(['ant', 'bee']);
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  });

  it('keeps the rows that are here when the next page fails, and says why', async () => {
    const { user } = openPage(<Names />, {
      'test:ListNames': ({ NextToken }: { NextToken?: string }) =>
        NextToken === 'two' ? denied('test:ListNames') : ok({ Names: ['ant'], NextToken: 'two' }),
    });
    await user.click(await screen.findByRole('button', { name: 'Show more' }));
    expect((await screen.findAllByText(/test:ListNames/)).length).toBeGreaterThan(0);
    expect(shown()).toEqual(['ant']);
  });

  it('says that the server could not be reached', async () => {
    openPage(<Names />, {
      'test:ListNames': () => {
        throw new Error('no network');
      },
    });
    expect(await screen.findByText('The console server could not be reached.')).toBeTruthy();
    expect(shown()).toEqual([]);
  });
});
