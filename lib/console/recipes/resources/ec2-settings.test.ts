import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { createTestWorld } from '../../../core/test-world';
import * as settings from '../../../resources/ec2/account-settings-operations';
import { runAs } from '../../testing/run-as';
import { setAllowedImages, setImageBlock, setSerialConsole, setSnapshotBlock } from './ec2-settings';

const world = await createTestWorld();
afterAll(() => world.close());

const IMAGE_BLOCK = ['block-new-sharing', 'unblocked'] as const;
const SNAPSHOT_BLOCK = ['block-all-sharing', ...IMAGE_BLOCK] as const;
const IMAGES = ['enabled', 'audit-mode', 'disabled'] as const;
const criterion = fc.record({ ImageProviders: fc.subarray(['amazon', 'aws-marketplace', '111122223333']) });

const choice = fc.record({
  imageBlock: fc.constantFrom(...IMAGE_BLOCK),
  snapshotBlock: fc.constantFrom(...SNAPSHOT_BLOCK),
  isAllowed: fc.boolean(),
  images: fc.option(fc.constantFrom(...IMAGES), { nil: undefined }),
  criteria: fc.option(fc.array(criterion, { maxLength: 3 }), { nil: undefined }),
});

it('sets each value that the page offers, in its Region only', async () => {
  const root = await world.account();
  const run = runAs(world, root);
  const other = root.with({ region: 'eu-central-1' });
  let expected: { state: string; criteria: object[] } = { state: 'disabled', criteria: [] };
  await fc.assert(
    fc.asyncProperty(choice, async ({ imageBlock, snapshotBlock, isAllowed, images, criteria }) => {
      expected = { state: images ?? expected.state, criteria: criteria ?? expected.criteria };
      const results = [
        await setImageBlock(run, { state: imageBlock }),
        await setSnapshotBlock(run, { state: snapshotBlock }),
        await setSerialConsole(run, { isAllowed }),
        await setAllowedImages(run, { ...(images && { state: images }), ...(criteria && { criteria }) }),
      ];
      expect(results.every(({ ok }) => ok)).toBe(true);
      expect((await root.run(settings.GetImageBlockPublicAccessState, {})).ImageBlockPublicAccessState).toBe(imageBlock);
      expect((await root.run(settings.GetSnapshotBlockPublicAccessState, {})).State).toBe(snapshotBlock);
      expect((await root.run(settings.GetSerialConsoleAccessStatus, {})).SerialConsoleAccessEnabled).toBe(isAllowed);
      const { State, ImageCriteria } = await root.run(settings.GetAllowedImagesSettings, {});
      expect({ state: State, criteria: ImageCriteria }).toEqual(expected);
      expect((await other.run(settings.GetAllowedImagesSettings, {})).State).toBe('disabled');
    }),
    { numRuns: 20 },
  );
});
