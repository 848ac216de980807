import type { RequestContext } from '@gatehouse/policy/evaluate';
import { ec2Error } from './errors';
import type { RunInstancesInput } from './schema';

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
const MOST_HOPS = 64;

/**
 * Returns the metadata options of a launch, with EC2's defaults.
 * @throws AwsError InvalidParameterValue for an invalid value
 */
export function metadataSettings(asked: Asked | undefined): MetadataSettings {
  const given = Object.fromEntries(Object.entries(asked ?? {}).filter(([, value]) => value !== undefined));
  for (const [name, value] of Object.entries(given)) {
    const isGood =
      name === 'HttpPutResponseHopLimit'
        ? Number(value) >= 1 && Number(value) <= MOST_HOPS
        : VALUES[name]?.includes(String(value));
    if (!isGood)
      throw ec2Error(
        'InvalidParameterValue',
        `Value (${String(value)}) for parameter ${name.charAt(0).toLowerCase()}${name.slice(1)} is invalid.`,
        'MetadataOptions',
      );
  }
  return { ...DEFAULTS, ...given };
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
