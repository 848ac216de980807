import { isLike, toForm } from './filters';
import type { Image } from './resource';
import type { AllowedImages, ImageCriterion } from './settings';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Returns the creation time of every image here. */
export function imagesCreatedAt(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), 0, 1));
}

/**
 * Returns whether a criterion matches an image. All images here are Amazon's, so no account owns one, and none is deprecated or has a
 * product code. Without criteria, an account may use only its own images, which is not confirmed. Source: EC2 User Guide, "Allowed
 * AMIs".
 */
export function isAllowedImage(image: Image, criteria: readonly ImageCriterion[], now: Date): boolean {
  return criteria.some(({ ImageProviders, ImageNames, MarketplaceProductCodes, CreationDateCondition }) => {
    if (ImageProviders && !ImageProviders.includes('amazon')) return false;
    if (ImageNames && !ImageNames.some((name) => isLike(image.name, toForm(name)))) return false;
    if (MarketplaceProductCodes) return false;
    const days = CreationDateCondition?.MaximumDaysSinceCreated;
    return days === undefined || now.getTime() - imagesCreatedAt(now).getTime() <= days * DAY_MS;
  });
}

/** Returns whether an account may find and launch an image. */
export function isUsableImage(image: Image, { state, criteria }: AllowedImages, now: Date): boolean {
  return state !== 'enabled' || isAllowedImage(image, criteria, now);
}
