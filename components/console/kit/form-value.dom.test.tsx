import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { denied, failed, lacking, ok, onItsWay, openPage } from './testing/console';
import { THINGS, thingPages } from './testing/thing';

const list = { 'test:ListThings': ok({ Things: THINGS }) };

/** Returns pages that record their writes. The first writes get `answers`, and later ones succeed. */
function noting(...answers: ReturnType<typeof failed>[]) {
  const written: { action: string; input: unknown }[] = [];
  const pages = thingPages(async (action, input) => {
    written.push({ action, input });
    return answers.shift() ?? ok(null);
  });
  return { ...pages, written };
}

describe('a form on a page', () => {
  it('marks and focuses a missing field and makes no call', async () => {
    const { Create, written } = noting();
    const { user } = openPage(<Create />, {});
    await user.click(screen.getByRole('button', { name: 'Create thing' }));
    const name = await screen.findByLabelText('Thing name');
    await waitFor(() => expect(name.getAttribute('aria-invalid')).toBe('true'));
    expect(document.activeElement).toBe(name);
    expect(written).toEqual([]);
  });

  it('shows and focuses the error of the service at the field of the invalid member', async () => {
    const { Create, written } = noting(failed({ member: 'Size', message: 'The size is too large.' }));
    const { user, visited } = openPage(<Create />, {});
    await user.type(screen.getByLabelText('Thing name'), 'cat');
    await user.type(screen.getByLabelText('Size'), '900');
    await user.click(screen.getByRole('button', { name: 'Create thing' }));
    await screen.findByText('The size is too large.');
    const size = screen.getByLabelText('Size');
    await waitFor(() => expect(document.activeElement).toBe(size));
    expect(size.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getAllByText('The size is too large.')).toHaveLength(1);
    expect(visited).toEqual([]);
    await user.clear(size);
    await user.type(size, '9');
    await user.click(screen.getByRole('button', { name: 'Create thing' }));
    await screen.findByText('cat was created.');
    expect(written.map(({ input }) => input)).toEqual([
      { Name: 'cat', Size: '900' },
      { Name: 'cat', Size: '9' },
    ]);
    expect(visited).toEqual(['/things/cat']);
  });

  it('shows a general error below the fields and keeps the entered values', async () => {
    const { Create } = noting(failed({ code: 'LimitExceeded', message: 'There are enough things.' }));
    const { user } = openPage(<Create />, {});
    await user.type(screen.getByLabelText('Thing name'), 'cat{Enter}');
    await screen.findByText('There are enough things.');
    expect(screen.getByLabelText<HTMLInputElement>('Thing name').value).toBe('cat');
  });

  it('makes one call even if it is submitted several times', async () => {
    const answer = onItsWay<ReturnType<typeof ok>>();
    const written: unknown[] = [];
    const { Create } = thingPages((_, input) => {
      written.push(input);
      return answer.promise;
    });
    const { user } = openPage(<Create />, {});
    await user.type(screen.getByLabelText('Thing name'), 'cat');
    const button = screen.getByRole('button', { name: 'Create thing' });
    // Both clicks happen before React renders the button as busy.
    act(() => {
      fireEvent.click(button);
      fireEvent.click(button);
    });
    await waitFor(() => expect(button.getAttribute('aria-busy')).toBe('true'));
    await user.click(button);
    await user.type(screen.getByLabelText('Thing name'), '{Enter}');
    expect(written).toHaveLength(1);
    answer.arrive(ok(null));
    await screen.findByText('cat was created.');
    expect(written).toHaveLength(1);
  });

  it('shows a missing permission from the start and makes no call', async () => {
    const { Create, written } = noting();
    const { user } = openPage(<Create />, { 'console:ListUnavailableActions': lacking('test:CreateThing') });
    await screen.findByText("You don't have permission to do this (test:CreateThing).");
    await user.type(screen.getByLabelText('Thing name'), 'cat{Enter}');
    expect(written).toEqual([]);
  });
});

describe('a form in a dialog', () => {
  async function openEdit(pages: Pick<ReturnType<typeof thingPages>, 'List'>) {
    const opened = openPage(<pages.List />, list);
    await opened.user.click(await screen.findByRole('radio', { name: 'Select ant' }));
    await opened.user.click(screen.getByRole('button', { name: 'Actions' }));
    await opened.user.click(await screen.findByRole('menuitem', { name: 'Edit' }));
    return { ...opened, dialog: within(await screen.findByRole('dialog', { name: 'Edit ant' })) };
  }

  it('starts with the stored values and focuses the first field', async () => {
    const { dialog } = await openEdit(noting());
    const name = dialog.getByLabelText<HTMLInputElement>('Thing name');
    expect(name.value).toBe('ant');
    await waitFor(() => expect(document.activeElement).toBe(name));
  });

  it('shows the error of the service at the field of the invalid member and stays open', async () => {
    const { dialog, user } = await openEdit(noting(failed({ member: 'NewName', message: 'The name is taken.' })));
    const name = dialog.getByLabelText('Thing name');
    await user.type(name, 's{Enter}');
    await dialog.findByText('The name is taken.');
    await waitFor(() => expect(document.activeElement).toBe(name));
  });

  it('shows a denial in the dialog', async () => {
    const { dialog, user } = await openEdit(noting(denied('test:UpdateThing')));
    await user.type(dialog.getByLabelText('Thing name'), 's{Enter}');
    await dialog.findByText(/is not authorized to perform: test:UpdateThing/);
  });

  it('closes without a call if nothing was changed', async () => {
    const pages = noting();
    const { dialog, user } = await openEdit(pages);
    await user.click(dialog.getByRole('button', { name: 'Save changes' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(pages.written).toEqual([]);
  });

  it('makes one call, closes, shows a confirmation and returns focus', async () => {
    const pages = noting();
    const { dialog, user } = await openEdit(pages);
    await user.type(dialog.getByLabelText('Thing name'), 's');
    const save = dialog.getByRole('button', { name: 'Save changes' });
    act(() => {
      fireEvent.click(save);
      fireEvent.click(save);
    });
    await screen.findByText('The thing was saved.');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(pages.written).toEqual([{ action: 'UpdateThing', input: { Name: 'ant', NewName: 'ants' } }]);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Actions' })));
  });

  it('cannot be closed during a call', async () => {
    const answer = onItsWay<ReturnType<typeof ok>>();
    const { dialog, user } = await openEdit(thingPages(() => answer.promise));
    await user.type(dialog.getByLabelText('Thing name'), 's{Enter}');
    await waitFor(() => expect(dialog.getByRole('button', { name: 'Save changes' }).getAttribute('aria-busy')).toBe('true'));
    await user.keyboard('{Escape}');
    expect(screen.getByRole('dialog')).toBeTruthy();
    answer.arrive(ok(null));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });
});

describe('a confirmation dialog', () => {
  it('makes one call even if it is confirmed twice', async () => {
    const pages = noting();
    const { user } = openPage(<pages.List />, list);
    await user.click(await screen.findByRole('radio', { name: 'Select ant' }));
    await user.click(screen.getByRole('button', { name: 'Actions' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    const confirm = within(await screen.findByRole('dialog')).getByRole('button', { name: 'Delete' });
    act(() => {
      fireEvent.click(confirm);
      fireEvent.click(confirm);
    });
    await screen.findByText('ant was deleted.');
    expect(pages.written).toHaveLength(1);
  });
});
