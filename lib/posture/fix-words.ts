/** The reason Gatehouse can't assign MFA by itself. */
export const DEVICE_AT_HAND = 'It takes the device: whoever holds it registers it.';
/** The reason Gatehouse can't assign MFA to root. */
export const ROOT_DEVICE_AT_HAND = 'Only the root user assigns its own MFA, with the device at hand.';
