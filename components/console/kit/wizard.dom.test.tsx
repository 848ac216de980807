import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Field } from '../../ui/field/field';
import { Input } from '../../ui/field/input';
import { useKeptForm } from '../form/use-kept-form';
import { Wizard } from '../form/wizard';
import { openPage } from './testing/console';

const schema = z.object({ name: z.string().min(1, 'Required.'), password: z.string() });
const fresh = { name: '', password: '' };

function Page({ keptAs = 'draft:ana:thing', onSubmit = () => {} }) {
  const form = useKeptForm({ keptAs, schema, fresh, secrets: ['password'] });
  return (
    <Wizard
      title="Create thing"
      submitLabel="Create thing"
      cancelHref="/things"
      form={form}
      onSubmit={() => {
        form.discard();
        onSubmit();
      }}
      steps={[
        {
          id: 'name',
          title: 'Name it',
          fields: ['name', 'password'],
          content: (
            <>
              <Field label="Thing name" error={form.problemAt('name')}>
                <Input {...form.register('name')} />
              </Field>
              <Field label="Password">
                <Input type="password" {...form.register('password')} />
              </Field>
            </>
          ),
        },
        { id: 'review', title: 'Review', fields: [], content: <p>{`Review of ${form.value.name}`}</p> },
      ]}
    />
  );
}

describe('a reloaded wizard', () => {
  it('restores the step and the entered values except secrets', async () => {
    const { user, unmount } = openPage(<Page />, {});
    await user.type(screen.getByLabelText('Thing name'), 'ant');
    await user.type(screen.getByLabelText('Password'), 'hunter2');
    await user.click(screen.getByRole('button', { name: 'Next' }));
    await screen.findByText('Review of ant');
    await waitFor(() => expect(window.location.search).toContain('step=review'));
    expect(JSON.stringify({ ...window.sessionStorage })).not.toContain('hunter2');
    unmount();

    const again = openPage(<Page />, {});
    await screen.findByText('Review of ant');
    await again.user.click(screen.getByRole('button', { name: 'Previous' }));
    expect((await screen.findByLabelText<HTMLInputElement>('Thing name')).value).toBe('ant');
    expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('');
  });

  it('restores nothing for another user and starts at the first incomplete step', async () => {
    const { user, unmount } = openPage(<Page />, {});
    await user.type(screen.getByLabelText('Thing name'), 'ant');
    await user.click(screen.getByRole('button', { name: 'Next' }));
    await screen.findByText('Review of ant');
    unmount();

    openPage(<Page keptAs="draft:ben:thing" />, {});
    expect((await screen.findByLabelText<HTMLInputElement>('Thing name')).value).toBe('');
  });

  it('removes the stored values after it is submitted', async () => {
    const { user, unmount } = openPage(<Page />, {});
    await user.type(screen.getByLabelText('Thing name'), 'ant');
    await user.click(screen.getByRole('button', { name: 'Next' }));
    await user.click(await screen.findByRole('button', { name: 'Create thing' }));
    unmount();
    window.history.replaceState(null, '', '/');
    openPage(<Page />, {});
    expect((await screen.findByLabelText<HTMLInputElement>('Thing name')).value).toBe('');
  });

  it('stays on an invalid step and focuses the invalid field', async () => {
    const { user } = openPage(<Page />, {});
    await user.click(screen.getByRole('button', { name: 'Next' }));
    await screen.findByText('Required.');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Thing name')));
  });
});
