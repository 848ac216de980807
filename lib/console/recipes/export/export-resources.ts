import 'server-only';
import type { PublicAccessBlock } from '../../../export/kinds/bucket';
import { inOrder, type ResourcesState } from '../../../export/resource-state';
import { CountResources } from '../../../resources/count-operations';
import { ListOwnEc2Settings } from '../../../resources/ec2/own-settings-operations';
import { GetOwnPublicAccessBlock } from '../../../resources/s3/control-operations';
import type { Recipe } from '../recipe';
import { readExported } from '../resources';
import { Steps } from '../steps';

/** The Regions in which an account has resources or settings of EC2, and its public access block. */
export type ResourcePlaces = { regions: readonly string[]; publicAccessBlock?: PublicAccessBlock };

/**
 * Returns the Regions in which the caller's account has something to export. A Region the caller may not list ends the export, since a part
 * would look complete.
 */
export const readResourcePlaces: Recipe<void, ResourcePlaces> = async (run) => {
  const steps = new Steps(run);
  const { Kinds = [] } = (await steps.read(CountResources, {})) ?? {};
  const [denied] = Kinds.filter(({ DeniedRegions }) => DeniedRegions.length > 0);
  if (denied) {
    const message = `You don’t have permission to list the resources of type ${denied.Kind} in ${denied.DeniedRegions.join(', ')}.`;
    return { ok: false, error: { code: 'AccessDenied', message, requestId: '' } };
  }
  const { Block = null } = (await steps.read(GetOwnPublicAccessBlock, {})) ?? {};
  const { Regions: withSettings = [] } = (await steps.read(ListOwnEc2Settings, {})) ?? {};
  const regions = new Set([
    ...Kinds.flatMap(({ Regions }) => Object.entries(Regions ?? {}).flatMap(([code, all]) => (all > 0 ? code : []))),
    ...withSettings.map(({ Region }) => Region),
  ]);
  return steps.result({
    regions: [...regions].sort(),
    ...(Block && { publicAccessBlock: Block }),
  });
};

/** Reads the resources in `run`'s Region by AWS's own calls, and the settings of EC2 that the account has set itself. */
export const readResources: Recipe<{ region: string }, Omit<ResourcesState, 'publicAccessBlock'>> = async (run, { region }) => {
  const steps = new Steps(run);
  const leftOut: string[] = [];
  const all = await readExported(steps, region, leftOut);
  const { Regions = [] } = (await steps.read(ListOwnEc2Settings, {})) ?? {};
  for (const { Region, Settings: settings } of Regions)
    if (Region === region) all.push({ kind: 'ec2-settings', region, tags: [], settings });
  return steps.result({ all: inOrder(all), leftOut });
};
