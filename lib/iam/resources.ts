import { AccessKey } from './access-key/resource';
import { Group } from './group/resource';
import { InstanceProfile } from './instance-profile/resource';
import { MfaDevice } from './mfa/resource';
import { OpenIDConnectProvider } from './oidc-provider/resource';
import { Policy } from './policy/resource';
import { Role } from './role/resource';
import { SamlProvider } from './saml-provider/resource';
import { ServerCertificate } from './server-certificate/resource';
import { ServiceSpecificCredential } from './service-specific-credential/resource';
import { SigningCertificate } from './signing-certificate/resource';
import { SshPublicKey } from './ssh-public-key/resource';
import { User } from './user/resource';

/** Every resource type of IAM. Types come after those they refer to. */
export const iamResources = [
  User,
  Group,
  Role,
  Policy,
  OpenIDConnectProvider,
  SamlProvider,
  ServerCertificate,
  AccessKey,
  SigningCertificate,
  SshPublicKey,
  ServiceSpecificCredential,
  MfaDevice,
  InstanceProfile,
] as const;
