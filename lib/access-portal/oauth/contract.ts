import type { Contract, Furnish } from '../../core/testing/contract';
import { enableIdentityCenter } from '../../identity-center/test-instance';
import { allowProgram, answerUserCode, newVerifier, REDIRECT } from '../test-programs';
import { DEVICE_CODE, registerClient } from './client';
import * as operations from './operations';
import { insertDeviceCode } from './rows';

type Creator = Parameters<Contract['make']>[0];
const SCOPES = ['sso:account:access'];

async function portalOf(root: Creator): Promise<{ storeId: string; startUrl: string }> {
  const { IdentityStoreId } = await enableIdentityCenter(root);
  return { storeId: IdentityStoreId, startUrl: `https://${IdentityStoreId}.awsapps.com/start` };
}

/** Registers a program that uses authorization codes, and one that uses device codes. */
function programs(startUrl: string, now: Date) {
  const about = { name: 'program', scopes: SCOPES, issuerUrl: startUrl };
  const both = { grantTypes: ['authorization_code', 'refresh_token'], redirectUris: [REDIRECT] };
  return {
    usual: registerClient({ ...about, redirectUris: [], grantTypes: [] }, now),
    browser: registerClient({ ...about, ...both }, now),
  };
}

/** Clients use the machine's clock. */
const furnish: Furnish = async ({ world, root }) => {
  const { storeId, startUrl } = await portalOf(root);
  const now = new Date();
  const { usual, browser } = programs(startUrl, now);
  const instance = await world.database.reader.identityCenterInstance.findUniqueOrThrow({ where: { identityStoreId: storeId } });
  const deviceCode = async (answer?: 'ALLOWED' | 'DENIED', time = now) => {
    const client = {
      name: 'program',
      scopes: SCOPES,
      redirectUris: [],
      grantTypes: [],
      issuerUrl: undefined,
      issuedAt: 0,
      expiresAt: 0,
    };
    const asked = { clientId: usual.clientId, client, sourceIp: '127.0.0.1' };
    const made = await insertDeviceCode(world.database.writer, instance, asked, time);
    if (answer) await answerUserCode(world, storeId, made.userCode, answer);
    return made.deviceCode;
  };
  const { codeVerifier, challenge } = newVerifier();
  const { code, redirectUri } = await allowProgram(world, storeId, browser, { challenge });
  return {
    startUrl,
    clientId: usual.clientId,
    clientSecret: usual.clientSecret,
    browserId: browser.clientId,
    browserSecret: browser.clientSecret,
    code,
    redirectUri,
    codeVerifier,
    allowed: await deviceCode('ALLOWED'),
    denied: await deviceCode('DENIED'),
    waiting: await deviceCode(),
    late: await deviceCode(undefined, new Date(0)),
  };
};

const CLIENT = { clientId: '<scene.clientId>', clientSecret: '<scene.clientSecret>' };
const BROWSER = { clientId: '<scene.browserId>', clientSecret: '<scene.browserSecret>' };
const WITH_CODE = {
  ...BROWSER,
  grantType: 'authorization_code',
  code: '<scene.code>',
  redirectUri: '<scene.redirectUri>',
  codeVerifier: '<scene.codeVerifier>',
};
const usual = {
  ...CLIENT,
  clientName: 'program',
  clientType: 'public',
  startUrl: '<scene.startUrl>',
  grantType: DEVICE_CODE,
  deviceCode: '<scene.allowed>',
};

const BOTH = ['StartDeviceAuthorization', 'CreateToken'];
const ALL = ['RegisterClient', ...BOTH];

export const contract: Contract = {
  operations,
  make: async (root) => {
    const { startUrl } = await portalOf(root);
    const { clientId, clientSecret } = programs(startUrl, new Date()).usual;
    return { clientId, clientSecret, startUrl };
  },
  furnish,
  calls: [
    ['RegisterClient', { clientName: 'program', clientType: 'public', scopes: SCOPES, redirectUris: [REDIRECT] }],
    ['StartDeviceAuthorization', { ...CLIENT, startUrl: '<scene.startUrl>' }],
    ['CreateToken', WITH_CODE],
  ],
  errors: {
    furnish,
    usual,
    failures: {
      InvalidRequestException: [
        ['RegisterClient', { grantTypes: ['authorization_code'] }, 'The grant type authorization_code needs a redirect URI.'],
        ['StartDeviceAuthorization', { startUrl: 'https://d-0000000000.awsapps.com/start' }, 'The start URL is invalid.'],
        ['CreateToken', { deviceCode: undefined }, 'The member deviceCode is missing.'],
      ],
      InvalidClientException: [[BOTH, { clientId: 'unknown' }, 'The client is unknown or has expired.']],
      InvalidClientMetadataException: [['RegisterClient', { clientType: 'secret' }, 'The client type must be public.']],
      InvalidRedirectUriException: [['RegisterClient', { redirectUris: ['http://example.com'] }, /^The redirect URI /]],
      InvalidScopeException: [['RegisterClient', { scopes: ['none'] }, 'The scope none does not exist.']],
      UnsupportedGrantTypeException: [
        ['RegisterClient', { grantTypes: ['password'] }, 'The grant type password is not supported.'],
        ['CreateToken', { grantType: 'password' }, 'The grant type password is not supported.'],
      ],
      UnauthorizedClientException: [
        ['StartDeviceAuthorization', BROWSER, 'The client did not register the grant type for device codes.'],
        ['CreateToken', BROWSER, /^The client did not register the grant type /],
      ],
      InvalidGrantException: [['CreateToken', { deviceCode: 'unknown' }, 'The code is invalid.']],
      AccessDeniedException: [['CreateToken', { deviceCode: '<scene.denied>' }, 'The person denied the request.']],
      AuthorizationPendingException: [['CreateToken', { deviceCode: '<scene.waiting>' }, 'The person has not answered yet.']],
      ExpiredTokenException: [['CreateToken', { deviceCode: '<scene.late>' }, 'The code has expired.']],
    },
    unreachable: {
      InvalidScopeException: [['CreateToken', 'the scope in this call has no effect']],
      SlowDownException: [[ALL, 'the tests of the limits cause it, with many calls']],
    },
  },
};
