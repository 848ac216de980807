import { z } from 'zod';
import { PolicyType, RootId } from '../shapes';

export const EnablePolicyTypeInput = z.object({ RootId, PolicyType });
export const DisablePolicyTypeInput = z.object({ RootId, PolicyType });
