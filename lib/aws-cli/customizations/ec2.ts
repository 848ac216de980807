import { CommandError } from '../errors/command-error';
import type { ArgumentValue } from '../input/argument-parser';
import { type InputDict, type InputValue, isInputDict, isInputList } from '../input/input-value';
import type { InputDraft, OptionTable } from '../input/operation-options';
import type { CliService } from '../model/model';
import { encodeBase64 } from '../python/base64';
import { readInt } from '../python/numbers';
import { type Customization, rename } from './customization';

/** For every command of EC2: a structure of one boolean is given by two flags. */
export const everyEc2: Customization = {
  options: (table, service) => {
    rename(table, 'no-egress', 'ingress');
    rename(table, 'no-disable-api-termination', 'enable-api-termination');
    for (const [name, option] of [...table]) if (isBooleanValue(service, option.shape)) pullUp(table, name);
  },
  check: (values) => {
    for (const [name, value] of values) {
      if (value === true && name.startsWith('no-') && values.has(name.slice(3))) {
        throw new CommandError(
          252,
          `Cannot specify both the "--${name.slice(3)}" option and the "--${name}" option.`,
          'ParamValidation',
        );
      }
    }
  },
};

function isBooleanValue(service: CliService, name: string | undefined): boolean {
  const shape = name === undefined ? undefined : service.shapes[name];
  const [member, ...others] = shape?.type === 'structure' ? shape.members : [];
  return member?.name === 'Value' && others.length === 0 && service.shapes[member.shape]?.type === 'boolean';
}

function pullUp(table: OptionTable, name: string): void {
  const old = table.get(name);
  if (!old?.add) return;
  const option = `--${name}`;
  table.set(name, { ...old, argument: { option, target: name, action: 'value', count: '?', without: 'Value=true' } });
  const { add } = old;
  table.set(`no-${name}`, {
    ...old,
    argument: { option: `--no-${name}`, target: `no-${name}`, action: 'true' },
    add: (input, _, io) => add(input, 'Value=false', io),
  });
}

const NETWORK_OPTIONS = ['secondary-private-ip-addresses', 'secondary-private-ip-address-count', 'associate-public-ip-address'];
const MIXED = 'Mixing the --network-interfaces option with the simple, scalar options is not supported.';

export const runInstances: Customization = {
  options: (table) => {
    table.delete('min-count');
    table.delete('max-count');
    table.set('count', {
      doc: 'Number of instances to launch: one number, or the least and the most as min:max. The default is 1.',
      argument: { option: '--count', target: 'count', action: 'value' },
      add: (input, value) => addCount(input, String(value)),
    });
    table.set('secondary-private-ip-addresses', {
      doc: 'Secondary private IP addresses of the network interface.',
      argument: {
        option: '--secondary-private-ip-addresses',
        target: 'secondary-private-ip-addresses',
        action: 'value',
        count: '*',
      },
      add: (input, value) => {
        const addresses = listOf(value).map(
          (address) =>
            new Map<string, InputValue>([
              ['PrivateIpAddress', address],
              ['Primary', false],
            ]),
        );
        if (addresses.length > 0) setInterface(input, 'PrivateIpAddresses', addresses);
      },
    });
    table.set('secondary-private-ip-address-count', {
      doc: 'Number of secondary private IP addresses to assign.',
      argument: {
        option: '--secondary-private-ip-address-count',
        target: 'secondary-private-ip-address-count',
        action: 'value',
        type: 'int',
      },
      add: (input, value) => {
        if (value !== 0n) setInterface(input, 'SecondaryPrivateIpAddressCount', value as bigint);
      },
    });
    const isPublic = 'associate-public-ip-address';
    table.set(isPublic, {
      doc: 'Gives the instances in a VPC a public IP address, or none.',
      argument: { option: `--${isPublic}`, target: isPublic, action: 'true' },
      add: (input, value) => setInterface(input, 'AssociatePublicIpAddress', value === true),
    });
    table.set(`no-${isPublic}`, { argument: { option: `--no-${isPublic}`, target: isPublic, action: 'false' } });
  },
  check: (values) => {
    const hasInterfaces = listOf(values.get('network-interfaces')).length > 0;
    if (hasInterfaces && NETWORK_OPTIONS.some((name) => isGiven(values.get(name)))) {
      throw new CommandError(252, MIXED, 'ParamValidation');
    }
  },
  input: (input) => {
    for (const name of ['MaxCount', 'MinCount']) if (!input.has(name)) input.set(name, 1n);
    moveIntoInterface(input);
    const data = input.get('UserData');
    if (typeof data === 'string') input.set('UserData', encodeBase64(new TextEncoder().encode(data)));
    else if (data instanceof Uint8Array) input.set('UserData', encodeBase64(data));
  },
  write: ({ MinCount, MaxCount }) => {
    if (MinCount === undefined && MaxCount === undefined) return { words: [], members: [] };
    const count = MinCount === MaxCount ? `${MinCount}` : `${MinCount ?? 1}:${MaxCount ?? 1}`;
    return { words: [['--count', count]], members: ['MinCount', 'MaxCount'] };
  },
};

const listOf = (value: ArgumentValue | undefined): readonly string[] => (Array.isArray(value) ? value : []);
const isGiven = (value: ArgumentValue | undefined): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value));

function addCount(input: InputDraft, text: string): void {
  const parts = text.split(':');
  const [least, most] = (parts.length === 1 ? [text, text] : parts).map(readInt);
  if (parts.length > 2 || typeof least !== 'bigint' || typeof most !== 'bigint') {
    throw new CommandError(252, 'count parameter should be of form min[:max] (e.g. 1 or 1:10)', 'ParamValidation');
  }
  input.set('MinCount', least);
  input.set('MaxCount', most);
}

function setInterface(input: InputDraft, key: string, value: InputValue): void {
  const first = firstInterface(input) ?? new Map<string, InputValue>([['DeviceIndex', 0n]]);
  input.set('NetworkInterfaces', [new Map([...first, [key, value]])]);
}

function firstInterface(input: InputDraft): InputDict | undefined {
  const list = input.get('NetworkInterfaces');
  const first = isInputList(list) ? list[0] : undefined;
  return isInputDict(first) ? first : undefined;
}

/** The members that belong into the network interface if there is one, with their names there. */
const MOVED = [
  ['SubnetId', 'SubnetId'],
  ['SecurityGroupIds', 'Groups'],
  ['PrivateIpAddress', 'PrivateIpAddresses'],
  ['Ipv6AddressCount', 'Ipv6AddressCount'],
  ['Ipv6Addresses', 'Ipv6Addresses'],
  ['EnablePrimaryIpv6', 'PrimaryIpv6'],
] as const;

function moveIntoInterface(input: InputDraft): void {
  const first = firstInterface(input);
  const isMadeOfOptions = ['PrivateIpAddresses', 'SecondaryPrivateIpAddressCount', 'AssociatePublicIpAddress'].some((key) =>
    first?.has(key),
  );
  if (!first || !isMadeOfOptions) return;
  const changed = new Map(first);
  for (const [name, inner] of MOVED) {
    const value = input.get(name);
    if (value === undefined) continue;
    input.delete(name);
    const primary = new Map<string, InputValue>([
      ['PrivateIpAddress', value],
      ['Primary', true],
    ]);
    changed.set(inner, name === 'PrivateIpAddress' ? [primary] : value);
  }
  input.set('NetworkInterfaces', [changed, ...(input.get('NetworkInterfaces') as readonly InputValue[]).slice(1)]);
}
