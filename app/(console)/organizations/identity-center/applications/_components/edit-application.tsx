'use client';

import { FormDialog } from '@/components/console/form/form-dialog';
import type { OpenedProps } from '@/components/console/kit/act';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { updateApplication } from '../actions';
import { ApplicationFields, type ApplicationSettings } from './application-fields';

/** An application whose settings are edited. */
export type EditedApplication = { ApplicationArn: string; Name: string; Description?: string; ApplicationUrl?: string };

/** Renders the dialog that changes the settings of an application. */
export function EditApplication({ subject, onClose }: OpenedProps<EditedApplication>) {
  const { ApplicationArn, Name, Description = '', ApplicationUrl = '' } = subject;
  const { form, submission } = useOperationForm(updateApplication, {
    defaultValues: { name: Name, description: Description, url: ApplicationUrl },
    fields: { Name: 'name', Description: 'description', ApplicationUrl: 'url' },
    toInput: ({ name, description, url }: ApplicationSettings) => ({
      ApplicationArn,
      Name: name,
      ...(description !== '' && { Description: description }),
      ...(url !== ApplicationUrl && {
        PortalOptions: {
          SignInOptions:
            url === '' ? { Origin: 'IDENTITY_CENTER' as const } : { Origin: 'APPLICATION' as const, ApplicationUrl: url },
        },
      }),
    }),
    success: ({ Name: name }) => ({ text: `The application ${name} was changed.` }),
    onSuccess: onClose,
    onUnchanged: onClose,
  });
  return (
    <FormDialog title={`Edit ${Name}`} submitLabel="Save changes" {...submission} onClose={onClose}>
      <ApplicationFields form={form} />
    </FormDialog>
  );
}
