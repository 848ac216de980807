/** The reason Gatehouse can't assign MFA by itself. */
export const DEVICE_AT_HAND = 'Assigning MFA needs the device. Its holder must register it.';
/** The reason Gatehouse can't assign MFA to root. */
export const ROOT_DEVICE_AT_HAND = 'Only the root user can assign its own MFA, and needs the device to do so.';
