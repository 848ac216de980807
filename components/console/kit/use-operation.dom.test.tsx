import { useQuery } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { fetchAnswer } from '@/lib/console/read-query';
import type { ConsoleAction } from '@/lib/console/result';
import { ok, onItsWay, openPage } from './testing/console';
import { useOperation } from './use-operation';

const restore: ConsoleAction<{ version: number }, null> = () => Promise.resolve({ ok: true, data: null });

function Versions() {
  const read = useQuery({
    queryKey: ['test', 'GetDefault', {}],
    queryFn: ({ signal }) => fetchAnswer<{ Default: number }>(['test', 'GetDefault', {}], signal),
  });
  const { run } = useOperation(restore, {
    success: ({ version }) => ({ text: `Version ${version} is the default.`, link: { label: 'Undo', onSelect: () => {} } }),
  });
  return (
    <>
      <p>Default: {read.data?.ok ? read.data.data.Default : '…'}</p>
      {[1, 6].map((version) => (
        <button key={version} type="button" onClick={() => void run({ version })}>
          Restore {version}
        </button>
      ))}
    </>
  );
}

it('takes the Undo of an earlier write away before the reads show a later one', async () => {
  const late = onItsWay<ReturnType<typeof ok>>();
  const answers = [ok({ Default: 6 }), ok({ Default: 1 }), late.promise];
  const { user } = openPage(<Versions />, { 'test:GetDefault': () => answers.shift() ?? ok({ Default: 6 }) });
  await screen.findByText('Default: 6');
  await user.click(screen.getByRole('button', { name: 'Restore 1' }));
  await screen.findByText('Version 1 is the default.');
  expect(screen.getAllByRole('button', { name: 'Undo' })).toHaveLength(1);
  await user.click(screen.getByRole('button', { name: 'Restore 6' }));
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull());
  late.arrive(ok({ Default: 6 }));
  await screen.findByText('Version 6 is the default.');
  expect(screen.getAllByRole('button', { name: 'Undo' })).toHaveLength(1);
});
