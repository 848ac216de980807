import type { RequestContext } from '@gatehouse/policy/evaluate';
import { ec2Error } from './errors';
import type { RunInstancesInput } from './schema';
import type { MetadataDefaults } from './settings';

/** The settings of an instance's metadata service, by the SDK's names. */
export type MetadataSettings = {
  HttpTokens: string;
  HttpPutResponseHopLimit: number;
  HttpEndpoint: string;
  HttpProtocolIpv6: string;
  InstanceMetadataTags: string;
};
type Asked = NonNullable<(typeof RunInstancesInput)['_output']['MetadataOptions']>;

/** Source: EC2 API Reference, InstanceMetadataOptionsRequest. */
const DEFAULTS: MetadataSettings = {
  HttpTokens: 'optional',
  HttpPutResponseHopLimit: 1,
  HttpEndpoint: 'enabled',
  HttpProtocolIpv6: 'disabled',
  InstanceMetadataTags: 'disabled',
};
const VALUES: Readonly<Record<string, readonly string[]>> = {
  HttpTokens: ['optional', 'required'],
  HttpEndpoint: ['enabled', 'disabled'],
  HttpProtocolIpv6: ['enabled', 'disabled'],
  InstanceMetadataTags: ['enabled', 'disabled'],
};
/** The range of the hop limit. */
export const HOPS = { min: 1, max: 64 } as const;

/**
 * Returns the metadata options of a launch. The account's defaults count for options that the launch leaves open, and EC2's for the rest.
 * Source: EC2 User Guide, "Order of precedence for instance metadata configuration".
 * @throws AwsError InvalidParameterValue for an invalid value
 */
export function metadataSettings(asked: Asked | undefined, defaults: MetadataDefaults): MetadataSettings {
  const given = Object.fromEntries(Object.entries(asked ?? {}).filter(([, value]) => value !== undefined));
  for (const [name, value] of Object.entries(given)) {
    const isGood =
      name === 'HttpPutResponseHopLimit'
        ? Number(value) >= HOPS.min && Number(value) <= HOPS.max
        : VALUES[name]?.includes(String(value));
    if (!isGood)
      throw ec2Error(
        'InvalidParameterValue',
        `Value (${String(value)}) for parameter ${name.charAt(0).toLowerCase()}${name.slice(1)} is invalid.`,
        'MetadataOptions',
      );
  }
  const { HttpTokensEnforced: _, ...own } = defaults;
  const preferred = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  return { ...DEFAULTS, ...preferred, ...given };
}

/** Returns whether a launch requires session tokens: `required` or `optional`. */
export function tokensOf(asked: Asked | undefined, defaults: MetadataDefaults): string {
  return asked?.HttpTokens ?? defaults.HttpTokens ?? DEFAULTS.HttpTokens;
}

/**
 * Returns the condition keys of the metadata options that a launch names or an instance has. Without options in the launch, the
 * keys are absent: an Allow that requires tokens needs them in the call. Source: Service Authorization Reference, "Condition keys
 * for Amazon EC2".
 */
export function metadataKeys({ HttpTokens, HttpEndpoint, HttpPutResponseHopLimit }: Asked): RequestContext {
  return {
    ...(HttpTokens !== undefined && { 'ec2:MetadataHttpTokens': HttpTokens }),
    ...(HttpEndpoint !== undefined && { 'ec2:MetadataHttpEndpoint': HttpEndpoint }),
    ...(HttpPutResponseHopLimit !== undefined && { 'ec2:MetadataHttpPutResponseHopLimit': String(HttpPutResponseHopLimit) }),
  };
}
