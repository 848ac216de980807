export type Shell = 'unix' | 'windows' | 'powershell';
export const SHELLS = [
  { value: 'unix', label: 'macOS and Linux' },
  { value: 'windows', label: 'Windows' },
  { value: 'powershell', label: 'PowerShell' },
] as const satisfies readonly { value: Shell; label: string }[];

type Place = { account: string; accountId: string; permissionSet: string; region: string; endpoint: string; store: string };

/**
 * Returns the name of an AWS CLI profile and the lines that define it. Newer versions of the AWS CLI take a start URL only at AWS's host, which
 * they never call.
 */
export function profileText({ account, accountId, permissionSet, region, endpoint, store }: Place) {
  const name = `${plain(account)}-${plain(permissionSet)}`;
  const config = [
    `[profile ${name}]`,
    `sso_session = ${store}`,
    `sso_account_id = ${accountId}`,
    `sso_role_name = ${permissionSet}`,
    `region = ${region}`,
    `endpoint_url = ${endpoint}`,
    '',
    `[sso-session ${store}]`,
    `sso_start_url = https://${store}.awsapps.com/start`,
    `sso_region = ${region}`,
    'sso_registration_scopes = sso:account:access',
  ].join('\n');
  return { name, config };
}

/** Returns a name without characters that a section of the file or a shell would take for something else. */
function plain(name: string): string {
  return name.replaceAll(/[^\w.-]+/g, '-').replaceAll(/^-+|-+$/g, '') || 'account';
}

type Values = { accessKeyId: string; secretAccessKey: string; sessionToken: string; region: string; endpoint: string };

const LINE: Readonly<Record<Shell, (name: string, value: string) => string>> = {
  unix: (name, value) => `export ${name}="${value}"`,
  windows: (name, value) => `SET ${name}=${value}`,
  powershell: (name, value) => `$Env:${name}="${value}"`,
};

/** Returns the lines that set credentials in a shell, with the address of this installation. */
export function environmentLines(shell: Shell, values: Values): string {
  const line = LINE[shell];
  return [
    line('AWS_ACCESS_KEY_ID', values.accessKeyId),
    line('AWS_SECRET_ACCESS_KEY', values.secretAccessKey),
    line('AWS_SESSION_TOKEN', values.sessionToken),
    line('AWS_REGION', values.region),
    line('AWS_ENDPOINT_URL', values.endpoint),
  ].join('\n');
}
