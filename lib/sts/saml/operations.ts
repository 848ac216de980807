import { assumeRoleWithSaml } from './assume-role';
import { identifySamlUser } from './identify';
import { AssumeRoleWithSAMLInput } from './schema';

/**
 * Starts a role session for a SAML provider's user. AWS accepts the call unsigned. Source: STS API reference, AssumeRoleWithSAML;
 * IAM User Guide, "SAML 2.0 federation".
 */
export const AssumeRoleWithSAML = assumeRoleWithSaml(AssumeRoleWithSAMLInput, identifySamlUser);
