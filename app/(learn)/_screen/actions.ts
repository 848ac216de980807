'use server';

import { EndOffer, OfferScreen } from '@/lib/classroom/screen/operations';
import { classroomAction } from '@/lib/console/classroom';

export const offerScreen = classroomAction(OfferScreen, 'seat');
export const endOffer = classroomAction(EndOffer, 'seat');
