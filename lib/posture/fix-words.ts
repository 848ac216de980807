/** Why Gatehouse assigns MFA to nobody by itself. */
export const DEVICE_AT_HAND = 'It takes the device: whoever holds it registers it.';
/** The same of the root user. */
export const ROOT_DEVICE_AT_HAND = 'Only the root user assigns its own MFA, with the device at hand.';
