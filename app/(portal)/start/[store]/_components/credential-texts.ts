export type Shell = 'unix' | 'windows' | 'powershell';
export const SHELLS = [
  { value: 'unix', label: 'macOS and Linux' },
  { value: 'windows', label: 'Windows' },
  { value: 'powershell', label: 'PowerShell' },
] as const satisfies readonly { value: Shell; label: string }[];

type Place = { account: string; accountId: string; permissionSet: string; region: string; endpoint: string; startUrl: string };

/** Returns the name of an AWS CLI profile and the lines that define it. */
export function profileText({ account, accountId, permissionSet, region, endpoint, startUrl }: Place) {
  const name = `${plain(account)}-${plain(permissionSet)}`;
  const session = startUrl.slice(startUrl.lastIndexOf('/') + 1);
  const config = [
    `[profile ${name}]`,
    `sso_session = ${session}`,
    `sso_account_id = ${accountId}`,
    `sso_role_name = ${permissionSet}`,
    `region = ${region}`,
    `endpoint_url = ${endpoint}`,
    '',
    `[sso-session ${session}]`,
    `sso_start_url = ${startUrl}`,
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
