import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { denied, lacking, ok, onItsWay, openPage } from './testing/console';
import { THINGS, type Things, thingPages } from './testing/thing';

const everything = { 'test:ListThings': ok({ Things: THINGS }) };

describe('the list page', () => {
  it('shows rows and marks a part that the reader may not see as denied', async () => {
    const { List } = thingPages();
    openPage(<List />, everything);
    const row = await screen.findByRole('row', { name: /bee/ });
    expect(within(row).getByText('Access denied')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'ant' }).getAttribute('href')).toBe('/things/ant');
  });

  it('shows the missing permission instead of rows and keeps the Create button', async () => {
    const { List } = thingPages();
    openPage(<List />, { 'test:ListThings': denied('test:ListThings') });
    await waitFor(() => expect(screen.getAllByText(/test:ListThings/).length).toBeGreaterThan(0));
    expect(screen.queryByRole('row', { name: /ant/ })).toBeNull();
    expect(screen.getByRole('link', { name: 'Create thing' })).toBeTruthy();
  });

  it('describes the purpose of things if the list is empty and offers to create one', async () => {
    const { List } = thingPages();
    openPage(<List />, { 'test:ListThings': ok({ Things: [] }) });
    await screen.findByText('A thing is for tests.');
    expect(screen.getAllByRole('link', { name: 'Create thing' })).toHaveLength(2);
  });

  it('keeps a disabled button focusable and explains the missing permission', async () => {
    const { List } = thingPages();
    const { user } = openPage(<List />, { ...everything, 'console:ListUnavailableActions': lacking('test:CreateThing') });
    const create = await screen.findByRole('button', { name: 'Create thing' });
    expect(create.getAttribute('aria-disabled')).toBe('true');
    create.focus();
    expect(document.activeElement).toBe(create);
    expect(await screen.findByText("You don't have permission to do this (test:CreateThing)")).toBeTruthy();
    await user.keyboard('{Enter}');
    expect(window.location.pathname).toBe('/');
  });

  it('supports the keyboard for selecting a row, opening the menu and closing the dialog', async () => {
    const written: unknown[] = [];
    const { List } = thingPages(async (action, input) => {
      written.push({ action, input });
      return ok(null);
    });
    const { user } = openPage(<List />, everything);
    const radio = await screen.findByRole('radio', { name: 'Select ant' });
    radio.focus();
    await user.keyboard(' ');
    const menu = screen.getByRole('button', { name: 'Actions' });
    menu.focus();
    await user.keyboard('{Enter}');
    const item = await screen.findByRole('menuitem', { name: 'Delete' });
    item.focus();
    await user.keyboard('{Enter}');
    const question = await screen.findByRole('dialog', { name: 'Delete ant?' });
    await waitFor(() => expect(document.activeElement).toBe(within(question).getByRole('button', { name: 'Cancel' })));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(menu));
    expect(written).toEqual([]);
  });

  it('deletes the selected row, reads the list again and clears the selection', async () => {
    let things = [...THINGS];
    const { List } = thingPages(async (_, input) => {
      things = things.filter(({ Name }) => Name !== (input as { Name: string }).Name);
      return ok(null);
    });
    const { user } = openPage(<List />, { 'test:ListThings': () => ok({ Things: things }) });
    await user.click(await screen.findByRole('radio', { name: 'Select ant' }));
    await user.click(screen.getByRole('button', { name: 'Actions' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Delete' }));
    await screen.findByText('ant was deleted.');
    await waitFor(() => expect(screen.queryByRole('row', { name: /ant/ })).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Actions' }));
    const item = await screen.findByRole('menuitem', { name: /^Delete/ });
    expect(item.getAttribute('aria-disabled')).toBe('true');
    expect(screen.getByRole('button', { name: 'Actions' })).toBeTruthy();
  });

  it('explains why entries of the menu are disabled', async () => {
    const { List } = thingPages();
    const { user } = openPage(<List />, { ...everything, 'console:ListUnavailableActions': lacking('test:DeleteThing') });
    await screen.findByRole('row', { name: /ant/ });
    await user.click(screen.getByRole('button', { name: 'Actions' }));
    expect((await screen.findAllByText('Select a thing')).length).toBe(2);
    await user.keyboard('{Escape}');
    await user.click(screen.getByRole('radio', { name: 'Select ant' }));
    await user.click(screen.getByRole('button', { name: 'Actions' }));
    expect(await screen.findByText("You don't have permission to do this (test:DeleteThing)")).toBeTruthy();
    const edit = screen.getByRole('menuitem', { name: 'Edit' });
    expect(edit.getAttribute('aria-disabled')).not.toBe('true');
  });

  it('keeps the previous rows, marked as busy, until the new rows arrive', async () => {
    const page = (Rows: Things['Things']) => ok({ Rows, Page: 1, Matches: 2, Total: 2, Sort: 'name' });
    const later = onItsWay<ReturnType<typeof page>>();
    let asked = 0;
    const { ServedList } = thingPages();
    const { user } = openPage(<ServedList />, {
      'test:ListThingPage': () => (asked++ === 0 ? page([...THINGS]) : later.promise),
    });
    await screen.findByRole('row', { name: /ant/ });
    const table = screen.getByRole('table', { name: 'Things' });
    expect(table.getAttribute('aria-busy')).toBeNull();
    await user.click(within(table).getByRole('button', { name: /^Name/ }));
    await waitFor(() => expect(screen.getByRole('table', { name: 'Things' }).getAttribute('aria-busy')).toBe('true'));
    expect(screen.getByRole('row', { name: /ant/ })).toBeTruthy();
    later.arrive(page([{ Name: 'cat', Size: 3, State: 'On' }]));
    await screen.findByRole('row', { name: /cat/ });
    expect(screen.queryByRole('row', { name: /ant/ })).toBeNull();
    expect(screen.getByRole('table', { name: 'Things' }).getAttribute('aria-busy')).toBeNull();
  });
});

describe('a list in a panel with actions on its rows', () => {
  it('shows data of its owner in its heading and rows', async () => {
    const { PanelOfList } = thingPages();
    openPage(<PanelOfList owner="ana" />, everything);
    await screen.findByText('Things of ana');
    expect(screen.getByRole('heading', { level: 2, name: /Things/ })).toBeTruthy();
    expect(within(await screen.findByRole('row', { name: /ant/ })).getByText('ana')).toBeTruthy();
  });

  it('shows buttons only on rows with an action and returns focus to them', async () => {
    const { PanelOfList } = thingPages();
    const { user } = openPage(<PanelOfList owner="ana" />, everything);
    const edit = await screen.findByRole('button', { name: 'Edit ant' });
    expect(screen.queryByRole('button', { name: 'Edit bee' })).toBeNull();
    await user.click(edit);
    await screen.findByRole('dialog', { name: 'Edit ant' });
    await user.keyboard('{Escape}');
    await waitFor(() => expect(document.activeElement).toBe(edit));
  });
});

describe('a list in a panel with buttons for all selected rows', () => {
  it('explains what to select, applies an action to all selected rows and clears the selection', async () => {
    const written: unknown[] = [];
    const { ManyOfList } = thingPages(async (_, input) => {
      written.push(input);
      return ok(null);
    });
    const page = ok({ Rows: [...THINGS], Page: 1, Matches: 2, Total: 2, Sort: 'name' });
    const { user } = openPage(<ManyOfList owner="ana" />, { 'test:ListThingPage': page });
    const remove = await screen.findByRole('button', { name: 'Remove' });
    remove.focus();
    expect(await screen.findByText('Select things to remove')).toBeTruthy();
    await user.click(await screen.findByRole('checkbox', { name: 'Select ant' }));
    await user.click(screen.getByRole('checkbox', { name: 'Select bee' }));
    await user.click(remove);
    const question = await screen.findByRole('dialog', { name: 'Remove 2 things from ana?' });
    await user.click(within(question).getByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(written).toEqual([{ Names: ['ant', 'bee'], Owner: 'ana' }]);
    await waitFor(() => expect(remove.getAttribute('aria-disabled')).toBe('true'));
  });

  it('links to a page that finds things if the list is empty', async () => {
    const { ManyOfList } = thingPages();
    const page = ok({ Rows: [], Page: 1, Matches: 0, Total: 0, Sort: 'name' });
    openPage(<ManyOfList owner="ana" />, { 'test:ListThingPage': page });
    expect((await screen.findByRole('link', { name: 'Find things' })).getAttribute('href')).toBe('/things');
    expect(screen.getByText('ana has no things.')).toBeTruthy();
  });
});
