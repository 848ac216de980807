'use client';

import { type Act, ActButtons, opened } from '@/components/console/kit/act';
import { useRead } from '@/components/console/kit/use-read';
import { KeyValue } from '@/components/console/page/key-value';
import { ReadBox } from '@/components/console/page/read-box';
import { Panel } from '@/components/ui/panel';
import { type MfaSettings, PROMPT_MODES, WITHOUT_DEVICE } from '@/lib/identity-center/sign-in-settings/schema';
import { STORE_MFA_KINDS } from '@/lib/identity-store/mfa/limits';
import { mfaSettingsQuery, ssoConfigurationQuery } from '../../queries';
import { minutesText } from './session-minutes';

const configureMfa: Act<MfaSettings> = {
  label: 'Configure',
  fullLabel: 'Configure multi-factor authentication',
  takes: 'sso:PutMfaDeviceManagementForDirectory',
  opens: opened(() => import('./authentication-dialogs').then((module) => module.ConfigureMfa)),
};

const configureSession: Act<{ SessionMinutes: number }> = {
  label: 'Configure',
  fullLabel: 'Configure the session duration',
  takes: 'sso:UpdateSSOConfiguration',
  opens: opened(() => import('./authentication-dialogs').then((module) => module.ConfigureSession)),
};

/** Renders how people sign in to the access portal: with which second factor, and for how long. */
export function Authentication() {
  return (
    <div className="space-y-4">
      <MfaPanel />
      <SessionPanel />
    </div>
  );
}

function MfaPanel() {
  const read = useRead(mfaSettingsQuery());
  return (
    <Panel
      title="Multi-factor authentication"
      actions={read.data ? <ActButtons acts={[configureMfa]} subject={read.data} /> : undefined}
    >
      <ReadBox read={read} what="the MFA settings">
        {({ PromptMode, WithoutDevice, AllowedKinds, SelfManaged }) => (
          <KeyValue
            items={[
              { label: 'Prompt users for MFA', value: PROMPT_MODES[PromptMode] },
              {
                label: 'If a user has no registered MFA device',
                value: PromptMode === 'NEVER' ? 'Not asked for' : WITHOUT_DEVICE[WithoutDevice],
              },
              { label: 'MFA types', value: AllowedKinds.map((kind) => STORE_MFA_KINDS[kind]).join(', ') },
              { label: 'Users add and manage their own MFA devices', value: SelfManaged ? 'Yes' : 'No' },
            ]}
          />
        )}
      </ReadBox>
    </Panel>
  );
}

function SessionPanel() {
  const read = useRead(ssoConfigurationQuery());
  return (
    <Panel
      title="Session settings"
      actions={read.data ? <ActButtons acts={[configureSession]} subject={read.data} /> : undefined}
    >
      <ReadBox read={read} what="the session settings">
        {({ SessionMinutes }) => (
          <KeyValue items={[{ label: 'Access portal session duration', value: minutesText(SessionMinutes) }]} />
        )}
      </ReadBox>
    </Panel>
  );
}
