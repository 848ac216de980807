'use client';

import type { UseFormReturn } from 'react-hook-form';
import { fieldProblem } from '@/components/console/form/field-problem';
import { TextField } from '@/components/console/form/text-field';
import { ApplicationDescription, ApplicationName, ApplicationUrl } from '@/lib/identity-center/application/schema';

/** The settings of an application in a form. */
export type ApplicationSettings = { name: string; description: string; url: string };

const unlessEmpty = (problem: (text: string) => string | undefined) => (text: string) =>
  text === '' ? undefined : problem(text);

/** Renders the fields of the settings that can be changed later. */
export function ApplicationFields<Values extends ApplicationSettings>({ form }: { form: UseFormReturn<Values> }) {
  const settings = form as unknown as UseFormReturn<ApplicationSettings>;
  return (
    <>
      <TextField
        form={settings}
        name="name"
        label="Display name"
        maxLength={100}
        hint="People see this name in the access portal."
        problem={(text) => fieldProblem(ApplicationName, text)}
      />
      <TextField
        form={settings}
        name="description"
        label="Description"
        optional
        maxLength={128}
        problem={unlessEmpty((text) => fieldProblem(ApplicationDescription, text))}
      />
      <TextField
        form={settings}
        name="url"
        label="Application URL"
        optional
        maxLength={512}
        placeholder="https://"
        hint="The access portal opens this address in a new tab."
        problem={unlessEmpty((text) =>
          fieldProblem(ApplicationUrl, text) ? 'Enter an address that begins with https:// or http://.' : undefined,
        )}
      />
    </>
  );
}
