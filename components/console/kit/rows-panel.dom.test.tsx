import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { denied, failed, ok, openPage } from './testing/console';
import { THINGS, thingPages } from './testing/thing';

const [ant] = THINGS;

describe('the rows panel', () => {
  it('offers the actions of each row and makes a call without a dialog if the action has none', async () => {
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

  it('shows a notification if a call without a dialog fails', async () => {
    const { Panel } = thingPages(async () => failed({ message: 'It is stuck.' }));
    const { user } = openPage(<Panel owner="ana" />, { 'test:ListParts': ok({ Things: THINGS }) });
    await user.click(await screen.findByRole('button', { name: 'Actions of ant' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Switch off' }));
    expect(await within(screen.getByRole('region', { name: 'Notifications' })).findByText('It is stuck.')).toBeTruthy();
  });

  it('disables the Add button at the maximum number of rows and explains why', async () => {
    const { Panel } = thingPages();
    openPage(<Panel owner="ana" />, { 'test:ListParts': ok({ Things: THINGS }) });
    await screen.findByText('bee');
    const add = screen.getByRole('button', { name: 'Add part' });
    expect(add.getAttribute('aria-disabled')).toBe('true');
    add.focus();
    expect(await screen.findByText('The maximum is two.')).toBeTruthy();
  });

  it('shows a text for an empty panel and names a missing permission', async () => {
    const { Panel } = thingPages();
    const { unmount } = openPage(<Panel owner="ana" />, { 'test:ListParts': ok({ Things: [] }) });
    await screen.findByText('ana has none.');
    unmount();
    openPage(<Panel owner="ana" />, { 'test:ListParts': denied('test:ListParts') });
    await screen.findByText(/You don’t have permission to view Parts/);
  });

  it('returns focus to the menu of the row after its dialog closes', async () => {
    const { Panel } = thingPages();
    const { user } = openPage(<Panel owner="ana" />, { 'test:ListParts': ok({ Things: [ant] }) });
    const menu = await screen.findByRole('button', { name: 'Actions of ant' });
    await user.click(menu);
    await user.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    await screen.findByRole('dialog');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(document.activeElement).toBe(menu));
  });

  it('returns focus to the Add button even if the write reaches the maximum', async () => {
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

  it('shows the result of a write in place of the confirmation dialog and returns focus afterwards', async () => {
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
