import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { describe, expect, test } from 'vitest';
import { CELLS, cellOf } from './cells';
import { KINDS, LAYERS, type Owner, toKind } from './layers';
import { lowestOfYours, movesBetween, movesInWords } from './moves';
import { SOURCES } from './sources';
import { placeOf } from './yours';

const OWNER: Record<string, Owner> = { P: 'provider', I: 'inherited', C: 'customer', S: 'shared', '-': 'none' };

/** The owner of each layer, in the order of the kinds: vm, ecs-ec2, fargate, rds, lambda, s3, saas. */
const TABLE = {
  facilities: 'IIIIIII',
  hardware: 'IIIIIII',
  'global-network': 'PPPPPPP',
  virtualization: 'PPPPPPP',
  'host-os': 'PPPPPPP',
  'service-software': 'PPPPPPP',
  'guest-os': 'CCPPP--',
  'runtime-engine': 'CCCSS-P',
  'network-config': 'CCCCSSS',
  'application-code': 'CCCCC-P',
  configuration: 'CCCCCCC',
  'encryption-at-rest': 'CCSCSSS',
  'encryption-in-transit': 'CCCSSSP',
  'backup-recovery': 'CCCSCSS',
  'logging-detection': 'CCCCCCS',
  'identity-access': 'CCCCCCC',
  'client-data': 'CCCCCCC',
  'customer-data': 'CCCCCCC',
  'compliance-evidence': 'SSSSSSS',
  people: 'SSSSSSS',
} as const;

describe('the owners of the layers', () => {
  test('each layer has one cell for each kind of service', () => {
    const places = CELLS.map(({ layer, kind }) => `${layer} ${kind}`);
    expect(CELLS).toHaveLength(140);
    expect(new Set(places).size).toBe(140);
  });

  test.each(LAYERS)('$id has the owners of the table in the model', ({ id }) => {
    const owners = KINDS.map((kind) => cellOf(id, kind.id).owner);
    expect(owners).toEqual([...TABLE[id]].map((letter) => OWNER[letter]));
  });

  test('each cell has a reason and a source', () => {
    for (const { why, source } of CELLS) {
      expect(why).toMatch(/^[A-Z].+\.$/);
      expect(source.length).toBeGreaterThan(0);
      for (const id of source) expect(SOURCES[id].addresses[0]).toMatch(/^https:\/\//);
    }
  });

  test('only the cells of SaaS depend on a contract', () => {
    expect(new Set(CELLS.filter(({ contract }) => contract).map(({ kind }) => kind))).toEqual(new Set(['saas']));
  });
});

describe('the moves between kinds of services', () => {
  test('from a virtual machine to a function go to the provider or become shared', () => {
    const moves = movesBetween('vm', 'lambda');
    expect(moves.toProvider.map(({ id }) => id)).toEqual(['guest-os']);
    expect(moves.toShared.map(({ id }) => id)).toEqual([
      'encryption-in-transit',
      'encryption-at-rest',
      'network-config',
      'runtime-engine',
    ]);
    expect([moves.toYou, moves.gone]).toEqual([[], []]);
    expect(movesInWords(moves)).toBe(
      'Moved to the provider: Operating system. Now shared: Encrypted connections; Encryption at rest, keys; Network rules; Runtime, engine. 7 layers stay yours.',
    );
  });

  test('from a function to a virtual machine go to the customer', () => {
    expect(movesBetween('lambda', 'vm').toYou.map(({ id }) => id)).toContain('guest-os');
  });

  test('between the same kind are empty', () => {
    expect(movesInWords(movesBetween('vm', 'vm'))).toBe('Nothing changes hands. 12 layers stay yours.');
  });

  test('lowestOfYours returns a lower layer for less managed kinds', () => {
    expect(KINDS.map(({ id }) => lowestOfYours(id).id)).toEqual([
      'guest-os',
      'guest-os',
      'runtime-engine',
      'runtime-engine',
      'runtime-engine',
      'network-config',
      'network-config',
    ]);
  });

  test('toKind returns the virtual machine for an unknown kind', () => {
    expect(['lambda', 'none', '', null].map(toKind)).toEqual(['lambda', 'vm', 'vm', 'vm']);
  });
});

test('the actions in the model exist in AWS', () => {
  const catalog = loadCatalog();
  const actions = LAYERS.flatMap(({ id }) => KINDS.map((kind) => placeOf(id, kind.id)?.ask?.action));
  for (const action of new Set(actions.filter((one) => one !== undefined))) {
    expect(catalog.action(action), action).toBeDefined();
  }
});
