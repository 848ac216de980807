import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Transaction } from '../../db/client';
import { modulesAllowSignUp, modulesKeepSessions, resetRefusal, tellAccountCreated } from './call-hooks';
import type { Hooks } from './hooks';
import { type InstalledModule, installModules } from './module';

// The hooks of these tests need no database.
const db = {} as Transaction;
let before: readonly InstalledModule[];
beforeEach(() => {
  before = installModules([]);
});
afterEach(() => {
  installModules(before);
});

const install = (...hooks: Hooks[]) => installModules(hooks.map((each, index) => ({ name: `toy-${index}`, hooks: each })));

describe('a module with hooks', () => {
  it('receives each account that an organization creates, in the order of the modules', async () => {
    const told: string[] = [];
    const telling = (name: string): Hooks => ({ onAccountCreated: async (_, { id }) => told.push(`${name} ${id}`) });
    install(telling('first'), {}, telling('second'));
    await tellAccountCreated(db, { id: '2', managementAccountId: '1' });
    expect(told).toEqual(['first 2', 'second 2']);
  });

  it('stops the creation of an account if its hook fails', async () => {
    install({ onAccountCreated: () => Promise.reject(new Error('no room')) });
    await expect(tellAccountCreated(db, { id: '2', managementAccountId: '1' })).rejects.toThrow('no room');
  });

  it('refuses a reset with the message of the first module that refuses', async () => {
    const refusing = (message: string | null): Hooks => ({ refusesReset: async () => message });
    install(refusing(null), {});
    expect(await resetRefusal(db, ['1'])).toBeNull();
    install(refusing(null), refusing('graded'), refusing('late'));
    expect(await resetRefusal(db, ['1'])).toBe('graded');
  });

  it('closes sign-up even if no other module does', async () => {
    install({}, { closesSignUp: async () => false });
    expect(await modulesAllowSignUp(db)).toBe(true);
    install({ closesSignUp: async () => false }, { closesSignUp: async () => true });
    expect(await modulesAllowSignUp(db)).toBe(false);
  });

  it('keeps sessions even if no other module does', async () => {
    install({}, { keepsSessions: async () => false });
    expect(await modulesKeepSessions(db, '1')).toBe(false);
    install({ keepsSessions: async () => false }, { keepsSessions: async (_, id) => id === '1' });
    expect(await modulesKeepSessions(db, '1')).toBe(true);
    expect(await modulesKeepSessions(db, '2')).toBe(false);
  });
});
