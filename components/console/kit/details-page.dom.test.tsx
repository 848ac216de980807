import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { denied, failed, lacking, ok, onItsWay, openPage } from './testing/console';
import { THINGS, thingPages } from './testing/thing';

const [ant] = THINGS;
const everything = { 'test:GetThing': ok(ant), 'test:GetOwner': ok({ Owner: 'ana' }) };

/** Returns the text of the fact with a label. */
const fact = (label: string) => screen.getByText(label, { selector: 'dt' }).nextElementSibling?.textContent;

describe('the details page', () => {
  it('shows facts from all its reads as soon as each one arrives', async () => {
    const owner = onItsWay<ReturnType<typeof ok>>();
    const { Details } = thingPages();
    openPage(<Details id="ant" />, { ...everything, 'test:GetOwner': () => owner.promise });
    await waitFor(() => expect(fact('State')).toBe('On'));
    expect(fact('Owner')).toBe('');
    owner.arrive(ok({ Owner: 'ana' }));
    await waitFor(() => expect(fact('Owner')).toBe('ana'));
  });

  it('names the parts that the reader has no permission to view and shows the rest', async () => {
    const { Details } = thingPages();
    openPage(<Details id="ant" />, { 'test:GetThing': denied('test:GetThing'), 'test:GetOwner': ok({ Owner: 'ana' }) });
    await waitFor(() => expect(fact('Owner')).toBe('ana'));
    expect(screen.getAllByText(/You don’t have permission to view this thing/)).toHaveLength(1);
    expect(screen.getByText(/You don’t have permission to view the size of this thing/)).toBeTruthy();
    expect(fact('State')).toBe('–');
    expect(screen.getByRole('button', { name: 'Delete' })).toBeTruthy();
  });

  it('shows all other facts if another of its reads is denied', async () => {
    const { Details } = thingPages();
    openPage(<Details id="ant" />, { ...everything, 'test:GetOwner': denied('test:GetOwner') });
    await waitFor(() => expect(fact('State')).toBe('On'));
    await waitFor(() => expect(fact('Owner')).toBe('–'));
    expect(screen.getByText('Size 1')).toBeTruthy();
  });

  it('shows no buttons, tabs or facts of a deleted thing', async () => {
    const { Details } = thingPages();
    openPage(<Details id="ant" />, { ...everything, 'test:GetThing': failed({ code: 'NoSuchEntity', message: 'No ant.' }) });
    await screen.findByText('No ant.');
    expect(screen.queryByRole('button', { name: 'Delete' })).toBeNull();
    expect(screen.queryByRole('tab')).toBeNull();
    expect(screen.queryByText('State')).toBeNull();
  });

  it('supports the keyboard: arrow keys change the tab, and a closed dialog returns focus to its button', async () => {
    const { Details } = thingPages();
    const { user } = openPage(<Details id="ant" />, everything);
    await screen.findByText('Size 1');
    screen.getByRole('tab', { name: 'Size' }).focus();
    await user.keyboard('{ArrowRight}');
    expect(await screen.findByText('More of ant')).toBeTruthy();
    for (const name of ['Delete', 'Edit']) {
      const button = screen.getByRole('button', { name });
      button.focus();
      await user.keyboard('{Enter}');
      const dialog = await screen.findByRole('dialog');
      await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
      await user.keyboard('{Escape}');
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
      await waitFor(() => expect(document.activeElement).toBe(button));
    }
  });

  it('goes to the list after a deletion and shows a confirmation', async () => {
    const written: unknown[] = [];
    const { Details } = thingPages(async (action, input) => {
      written.push({ action, input });
      return ok(null);
    });
    const { user, visited } = openPage(<Details id="ant" />, everything);
    await user.click(await screen.findByRole('button', { name: 'Delete' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Delete' }));
    await screen.findByText('ant was deleted.');
    expect(written).toEqual([{ action: 'DeleteThing', input: { Name: 'ant' } }]);
    expect(visited).toEqual(['/things']);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('keeps a dialog open with the error if its call fails, and stays on the page', async () => {
    const { Details } = thingPages(async () => denied('test:DeleteThing'));
    const { user, visited } = openPage(<Details id="ant" />, everything);
    await user.click(await screen.findByRole('button', { name: 'Delete' }));
    const question = await screen.findByRole('dialog');
    await user.click(within(question).getByRole('button', { name: 'Delete' }));
    await within(question).findByText(/is not authorized to perform: test:DeleteThing/);
    expect(visited).toEqual([]);
  });

  it('explains why a button is disabled and opens no dialog', async () => {
    const { Details } = thingPages();
    const { user } = openPage(<Details id="ant" />, {
      ...everything,
      'console:ListUnavailableActions': lacking('test:DeleteThing'),
    });
    await screen.findByText("You don't have permission to do this (test:DeleteThing)");
    const button = screen.getByRole('button', { name: 'Delete' });
    expect(button.getAttribute('aria-disabled')).toBe('true');
    await user.click(button);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('reads its data again after a write', async () => {
    let state: 'On' | 'Off' = 'On';
    const { Details } = thingPages(async () => {
      state = 'Off';
      return ok(null);
    });
    const { user } = openPage(<Details id="ant" />, { ...everything, 'test:GetThing': () => ok({ ...ant, State: state }) });
    await waitFor(() => expect(fact('State')).toBe('On'));
    await user.click(screen.getByRole('button', { name: 'Edit' }));
    await user.type(await screen.findByLabelText('Thing name'), 's');
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    await waitFor(() => expect(fact('State')).toBe('Off'));
  });
});
