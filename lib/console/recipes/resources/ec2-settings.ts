import * as settings from '../../../resources/ec2/account-settings-operations';
import type { AccountSettings, ImageCriterion } from '../../../resources/ec2/settings';
import type { Recipe } from '../recipe';
import { Steps } from '../steps';

/** Sets block public access for AMIs. */
export const setImageBlock: Recipe<{ state: AccountSettings['imageBlockPublicAccess'] }, unknown> = (run, { state }) =>
  state === 'unblocked'
    ? run(settings.DisableImageBlockPublicAccess, {})
    : run(settings.EnableImageBlockPublicAccess, { ImageBlockPublicAccessState: state });

/** Sets block public access for EBS snapshots. */
export const setSnapshotBlock: Recipe<{ state: AccountSettings['snapshotBlockPublicAccess'] }, unknown> = (run, { state }) =>
  state === 'unblocked'
    ? run(settings.DisableSnapshotBlockPublicAccess, {})
    : run(settings.EnableSnapshotBlockPublicAccess, { State: state });

/** Allows or forbids the serial console. */
export const setSerialConsole: Recipe<{ isAllowed: boolean }, unknown> = (run, { isAllowed }) =>
  run(isAllowed ? settings.EnableSerialConsoleAccess : settings.DisableSerialConsoleAccess, {});

type AllowedImagesChange = { state?: AccountSettings['allowedImages']['state']; criteria?: ImageCriterion[] };

/** Changes the criteria of Allowed AMIs, and then its state, so that new criteria apply from the start. */
export const setAllowedImages: Recipe<AllowedImagesChange, null> = async (run, { state, criteria }) => {
  const steps = new Steps(run);
  if (criteria) {
    await steps.change('Replace the criteria', settings.ReplaceImageCriteriaInAllowedImagesSettings, { ImageCriteria: criteria });
  }
  if (state === 'disabled') await steps.change('Disable Allowed AMIs', settings.DisableAllowedImagesSettings, {});
  else if (state) {
    await steps.change('Enable Allowed AMIs', settings.EnableAllowedImagesSettings, { AllowedImagesSettingsState: state });
  }
  return steps.result(null);
};
