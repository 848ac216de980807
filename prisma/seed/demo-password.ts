/** The published password of the demo. An installation that other machines can reach must have another one. */
export const DEMO_PASSWORD = 'Gatehouse-demo-1';
