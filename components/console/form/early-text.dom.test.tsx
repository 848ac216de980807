import { act } from '@testing-library/react';
import { type ReactNode, useState } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { useForm } from 'react-hook-form';
import { afterEach, describe, expect, it } from 'vitest';
import { Input, SearchInput } from '../../ui/field/input';
import { Textarea } from '../../ui/field/textarea';
import { TextField } from './text-field';

function OfForm({ rows }: { rows?: number }) {
  const form = useForm({ defaultValues: { name: '' } });
  return (
    <>
      <TextField form={form} name="name" label="Name" {...(rows !== undefined && { rows })} />
      <output>{form.watch('name')}</output>
    </>
  );
}

function OfState({ of: Control }: { of: typeof Input | typeof SearchInput | typeof Textarea }) {
  const [text, setText] = useState('');
  return (
    <>
      <Control
        value={text}
        onChange={({ currentTarget }: { currentTarget: { value: string } }) => setText(currentTarget.value)}
      />
      <output>{text}</output>
    </>
  );
}

afterEach(() => {
  document.body.innerHTML = '';
});

describe('a text that is typed before the page can take it', () => {
  it.each<[string, ReactNode]>([
    ['a field of a form', <OfForm key="form" />],
    ['a long field of a form', <OfForm key="long" rows={3} />],
    ['an input', <OfState key="input" of={Input} />],
    ['a search box', <OfState key="search" of={SearchInput} />],
    ['a text area', <OfState key="area" of={Textarea} />],
  ])('stays in %s', async (_, page) => {
    const container = document.body.appendChild(document.createElement('div'));
    container.innerHTML = renderToString(page);
    const field = container.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea');
    if (!field) throw new Error('The page has a field.');
    field.value = 'Early';
    await act(async () => hydrateRoot(container, page));
    expect(container.querySelector('input, textarea')).toBe(field);
    expect([field.value, container.querySelector('output')?.textContent]).toEqual(['Early', 'Early']);
  });
});
