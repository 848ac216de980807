import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { denied, failed, ok, openPage } from './testing/console';
import { THINGS, thingPages } from './testing/thing';

const [ant] = THINGS;

describe('a panel of a few rows', () => {
  it('offers of each row what can be done to it, and makes a call at once where none is asked about', async () => {
    const written: unknown[] = [];
    const { Panel } = thingPages(async (action, input) => {
      written.push({ action, input });
      return ok(null);
    });
    const { user } = openPage(<Panel owner="ana" />, { 'test:ListParts': ok({ Things: THINGS }) });
    await user.click(await screen.findByRole('button', { name: 'Actions of bee' }));
    expect((await screen.findAllByRole('menuitem')).map(({ textContent }) => textContent)).toEqual(['Delete']);
    await user.keyboard('{Escape}');
    await user.click(screen.getByRole('button', { name: 'Actions of ant' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Switch off' }));
    await screen.findByText('ant was switched off.');
    expect(written).toEqual([{ action: 'SwitchOff', input: { Owner: 'ana', Name: 'ant' } }]);
  });

  it('says at the head of the page why a call that it made at once failed', async () => {
    const { Panel } = thingPages(async () => failed({ message: 'It is stuck.' }));
    const { user } = openPage(<Panel owner="ana" />, { 'test:ListParts': ok({ Things: THINGS }) });
    await user.click(await screen.findByRole('button', { name: 'Actions of ant' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Switch off' }));
    expect(await within(screen.getByRole('region', { name: 'Notifications' })).findByText('It is stuck.')).toBeTruthy();
  });

  it('makes no more than there can be, and says how many that are', async () => {
    const { Panel } = thingPages();
    openPage(<Panel owner="ana" />, { 'test:ListParts': ok({ Things: THINGS }) });
    await screen.findByText('bee');
    const add = screen.getByRole('button', { name: 'Add part' });
    expect(add.getAttribute('aria-disabled')).toBe('true');
    add.focus();
    expect(await screen.findByText('The maximum is two.')).toBeTruthy();
  });

  it('says what it means that there are none, and what the reader may not see', async () => {
    const { Panel } = thingPages();
    const { unmount } = openPage(<Panel owner="ana" />, { 'test:ListParts': ok({ Things: [] }) });
    await screen.findByText('ana has none.');
    unmount();
    openPage(<Panel owner="ana" />, { 'test:ListParts': denied('test:ListParts') });
    await screen.findByText(/You don’t have permission to view Parts/);
  });

  it('gives the focus back to the menu of the row', async () => {
    const { Panel } = thingPages();
    const { user } = openPage(<Panel owner="ana" />, { 'test:ListParts': ok({ Things: [ant] }) });
    const menu = await screen.findByRole('button', { name: 'Actions of ant' });
    await user.click(menu);
    await user.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    await screen.findByRole('dialog');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(document.activeElement).toBe(menu));
  });

  it('gives the focus back to its button where the write leaves no room for one more', async () => {
    const parts = [ant];
    const { Panel } = thingPages(async () => {
      parts.push(THINGS[1]);
      return ok(null);
    });
    const { user } = openPage(<Panel owner="ana" />, { 'test:ListParts': () => ok({ Things: parts }) });
    await screen.findByText('ant');
    await user.click(screen.getByRole('button', { name: 'Add part' }));
    await user.type(await screen.findByLabelText('Thing name'), 'x{Enter}');
    await screen.findByText('bee');
    const add = screen.getByRole('button', { name: 'Add part' });
    await waitFor(() => expect(document.activeElement).toBe(add));
    expect(add.getAttribute('aria-disabled')).toBe('true');
    expect(document.getElementById(add.getAttribute('aria-describedby') ?? '')?.textContent).toBe('The maximum is two.');
  });

  it('shows what follows a write in place of its question, and gives the focus back after that', async () => {
    const { Panel } = thingPages();
    const { user } = openPage(<Panel owner="ana" />, { 'test:ListParts': ok({ Things: [ant] }) });
    const menu = await screen.findByRole('button', { name: 'Actions of ant' });
    await user.click(menu);
    await user.click(await screen.findByRole('menuitem', { name: 'Renew' }));
    await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Renew' }));
    const secret = await screen.findByRole('dialog', { name: 'Secret of ant' });
    expect(screen.getAllByRole('dialog')).toEqual([secret]);
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(menu));
  });
});
